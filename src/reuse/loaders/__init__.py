"""Paths -> Documents: what to read (`discover`), its bytes (`read`), its text (`encoding`), one file a format."""
