"""Paths -> Documents: what to read (`discover`), its bytes (`read`), its text (`encoding`), the formats."""
