"""Sizes as people write them."""

from __future__ import annotations

import re

_SIZE = re.compile(r"(\d+(?:\.\d+)?) *([kmgt]?)(?:i?b)?", re.IGNORECASE)


def in_bytes(text: str) -> int:
    """Return a size such as `256M` or `1.5 GB` in bytes; a thousand is 1,024. Raises ValueError."""
    said = _SIZE.fullmatch(text.strip())
    if not said:
        raise ValueError(f"must be a size, as 256M or 2G, not {text!r}")
    return int(float(said[1]) * 1024 ** " kmgt".index(said[2].lower() or " "))
