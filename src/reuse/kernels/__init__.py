"""The tight loops: compiled by numba where the input is large, each with a plain twin that gives the same answer."""
