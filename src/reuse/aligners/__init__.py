"""Candidates -> matches: which words of two documents correspond, from where to where, and how surprising it is."""
