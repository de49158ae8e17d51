"""Texts as bytes one behind another, for the loops that write; and the ids that are made of them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.families import fingerprint
from reuse.kernels import blake2
from reuse.kernels.json_lines import ID, NUMBER, PRINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_ASCII = bytes(range(128))
_FOLD = bytes(blake2.BLANK if chr(byte).isspace() else ord(chr(byte).lower()) for byte in _ASCII)
_FOLDED = np.frombuffer(_FOLD + bytes(range(128, 256)), np.uint8)


class Pieces(NamedTuple):
    """Stretches of bytes by number: piece k is codes[bounds[k]:bounds[k + 1]].

    Loops get them as a plain tuple: numba keeps the types of arguments beside compiled code, by the name of the class.
    """

    codes: NDArray[np.uint8]
    bounds: NDArray[np.int64]

    @classmethod
    def of(cls, written: Sequence[bytes]) -> Pieces:
        """Lay pieces one behind another."""
        bounds = np.fromiter(accumulate(map(len, written), initial=0), np.int64, len(written) + 1)
        return cls(np.frombuffer(b"".join(written), np.uint8), bounds)

    @property
    def longest(self) -> int:
        """Return how many bytes a piece has, at most."""
        return int(np.diff(self.bounds).max(initial=0))

    def size(self, numbers: NDArray[np.int64]) -> int:
        """Return how many bytes these pieces have."""
        return int((self.bounds[numbers + 1] - self.bounds[numbers]).sum())


def raw(texts: Iterable[str]) -> Pieces:
    """Lay texts one behind another."""
    return Pieces.of([text.encode("utf-8", "surrogatepass") for text in texts])


def match_ids(names: Pieces, places: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the ids of matches, as `reuse.families.match_id` has them: a row each, a byte a digit.

    names: of documents by number; places: two rows a match (document, start, end).
    """
    return _ids(names, places.reshape(-1, 6), (True, False, False, True, False, False))


def family_ids(names: Pieces, places: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the ids of families, as `match_ids`; places: of their representatives, and how many each has."""
    return _ids(names, places, (True, False, False, False))


def _ids(names: Pieces, rows: NDArray[np.int64], named: tuple[bool, ...]) -> NDArray[np.uint8]:
    ids = np.empty((len(rows), ID), np.uint8)
    room = sum(named) * names.longest + len(named) * (NUMBER + 1)
    blake2.place_ids(rows, np.array(named), tuple(names), room, ids)
    return ids


def fingerprints(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Return the fingerprint of each text, as `reuse.families.fingerprint` has it: a row each, a byte a digit."""
    pieces, prints = raw(texts), np.empty((len(texts), PRINT), np.uint8)
    blake2.fingerprints(tuple(pieces), _FOLDED, pieces.longest, prints)
    for k, text in enumerate(texts):
        if not text.isascii() and not _caseless(pieces.codes[pieces.bounds[k] : pieces.bounds[k + 1]].tobytes()):
            prints[k] = np.frombuffer(fingerprint(text).encode(), np.uint8)
    return prints


def _caseless(code: bytes) -> bool:
    """Whether all that is not ASCII is neither changed by case folding nor blank."""
    others = code.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    return others.casefold() == others and others.split() == [others]
