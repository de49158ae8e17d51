"""Texts -> words and sentences, as columns."""
