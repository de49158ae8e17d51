"""Passages -> keys: a finder says under which keys a place belongs and never looks for pairs."""
