"""Which of the references that windows meet are opened: the best for each, and what explains words that these do not.

A page is full of furniture that thousands have, and of words that are rare in all but texts on the same subject. Of
references that are about as good for a window those are taken that have most in common with all windows: so windows
side by side open the same ones, and not each its own. What shares less than a third as much as the best is taken only
for words that the best does not share: two texts in one window each have their source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from reuse.references.windows import UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST = 10  # references that a window opens
PLACES = 4  # sections of one of these that are looked at for a window
PART = 3  # the best shares more than so many times as much: then a reference tells nothing that it does not
NEAR = 8 * UNIT  # bits; references that share so many more or less with a window are as good


class Met(NamedTuple):
    """Sections that windows meet: window, document, bits that they share, code points at which the section lies.

    Rows are ordered by window and document, the best section first.
    """

    windows: NDArray[np.int64]
    documents: NDArray[np.int64]
    bits: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    @classmethod
    def none(cls) -> Self:
        """Return no rows."""
        return cls(*np.empty((5, 0), np.int64))

    @classmethod
    def joined(cls, parts: Sequence[Met]) -> Self:
        """Return the rows of all parts, ordered."""
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        windows, documents, bits, starts, _ = columns
        both = windows * (int(documents.max(initial=0)) + 1) + documents
        order = np.lexsort((starts, -bits, both))
        return cls(*(column[order] for column in columns))

    def some(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Met:
        """Return some rows, as they are ordered."""
        return Met(*(column[rows] for column in self))

    @property
    def tops(self) -> NDArray[np.bool_]:
        """Say which rows are the first, and best, of their window and document."""
        fresh: NDArray[np.bool_] = (np.diff(self.windows, prepend=-1) != 0) | (np.diff(self.documents, prepend=-1) != 0)
        return fresh

    @property
    def stretches(self) -> NDArray[np.int64]:
        """Rows (document, start, end), ascending, each once."""
        return np.unique(np.stack((self.documents, self.starts, self.ends), 1), axis=0)


class Ranks(NamedTuple):
    """By document the bits that it shares with all windows, and its place by name: the order of those as good."""

    evidence: NDArray[np.int64]
    names: NDArray[np.int64]

    @classmethod
    def of(cls, met: Met, names: NDArray[np.int64]) -> Self:
        """Sum up what was met, of each document its best section a window."""
        top = met.some(met.tops)
        evidence = np.bincount(top.documents, top.bits, len(names))  # whole numbers below 2^53: exact in any order
        return cls(evidence.astype(np.int64), names)

    def best(self, met: Met) -> Met:
        """Return a row a window: of the document that is the best for it, its best section."""
        top = met.some(met.tops)
        order = np.lexsort((*self._keys(top), top.windows))
        return top.some(order[np.diff(top.windows[order], prepend=-1) != 0])

    def chosen(self, met: Met) -> Met:
        """Return the best PLACES sections of the best MOST documents for each window."""
        place, tops = _place(met.tops), met.some(met.tops)
        order = np.lexsort((*self._keys(tops), tops.windows))
        among = np.empty(len(order), np.int64)
        among[order] = _place(np.diff(tops.windows[order], prepend=-1) != 0)
        return met.some((place < PLACES) & (among[np.cumsum(place == 0) - 1] < MOST))

    def _keys(self, met: Met) -> tuple[NDArray[np.int64], ...]:
        """Return what rows of a window are sorted by, the weightiest last."""
        most = np.zeros(int(met.windows.max(initial=0)) + 1, np.int64)
        np.maximum.at(most, met.windows, met.bits)
        tier = (most[met.windows] - met.bits) // NEAR
        return self.names[met.documents], -self.evidence[met.documents], tier


def _place(fresh: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the place of each row in its group; a group begins where it is `fresh`."""
    firsts = np.flatnonzero(fresh)
    place: NDArray[np.int64] = np.arange(len(fresh)) - np.repeat(firsts, np.diff(np.append(firsts, len(fresh))))
    return place
