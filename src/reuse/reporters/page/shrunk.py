"""Data in a page: JSON, gzip, base64; the same data gives the same text."""

from __future__ import annotations

import gzip
from base64 import b64encode

from reuse.reporters.records import encode


def shrunk(value: object, level: int = 9) -> bytes:
    """Return a value as compressed JSON; lone surrogates become U+FFFD; level: 9 for few bytes, 1 for little time."""
    return gzip.compress(encode(value).encode(), level, mtime=0)


def as_text(data: bytes) -> str:
    """Return bytes as text that means nothing to HTML."""
    return b64encode(data).decode("ascii")


def text_size(data: bytes) -> int:
    """Return how many characters `as_text` makes."""
    return (len(data) + 2) // 3 * 4
