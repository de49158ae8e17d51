"""Fingerprints of many texts at once: those of `reuse.families.fingerprint`, without a string for every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.families import digest, fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASCII = bytes(range(128))
_BLANK = ord(" ")
_FOLD = bytes(_BLANK if chr(byte).isspace() else ord(chr(byte).lower()) for byte in _ASCII) + bytes(range(128, 256))
_BETWEEN = b"\xff"  # stands in no UTF-8


def fingerprints(texts: Sequence[str]) -> list[str]:
    """Return the fingerprint of each text."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    plain = [text.isascii() or _caseless(code) for text, code in zip(texts, encoded, strict=True)]
    joined = _BETWEEN.join([code for code, is_plain in zip(encoded, plain, strict=True) if is_plain])
    words = iter(_single_blanks(joined.translate(_FOLD)).split(_BETWEEN))
    return [
        digest(next(words).strip(b" ")) if is_plain else fingerprint(text)
        for text, is_plain in zip(texts, plain, strict=True)
    ]


def _caseless(code: bytes) -> bool:
    """Whether all that is not ASCII is neither changed by case folding nor blank."""
    others = code.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return others.casefold() == others and others.split() == [others]


def _single_blanks(code: bytes) -> bytes:
    codes = np.frombuffer(code, np.uint8)
    blank = codes == _BLANK
    kept = np.ones(len(codes), np.bool_)
    np.logical_not(blank[1:] & blank[:-1], out=kept[1:])
    return codes[kept].tobytes()
