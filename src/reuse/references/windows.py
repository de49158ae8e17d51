"""What windows of new documents hold: rare stems and fingerprints, and how many bits each counts where it is shared."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from reuse.references.segment import spread
from reuse.references.sketch import SECTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.references.sketch import Prints

    Frames = tuple[NDArray[np.int64], NDArray[np.int32]]  # first rows of windows, and their words

LENGTH, STEP = 30, 10  # words of a window, and from one to the next
LEAST, ABOVE = 8, 8  # bits that a fingerprint counts at least, and at most above those of its sections
UNIT = 64  # parts of a bit


class Pairs(NamedTuple):
    """What windows hold, ascending by window: the number of a key, and the bits that it counts there."""

    windows: NDArray[np.int64]
    keys: NDArray[np.int64]
    bits: NDArray[np.int64]

    @classmethod
    def joined(cls, *parts: Pairs) -> Self:
        """Return all pairs, ascending by window."""
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        order = np.argsort(columns[0], kind="stable")
        return cls(*(column[order] for column in columns))


class Known(NamedTuple):
    """Sections in all; the stem of each row of the block; by stem, in how many sections it is, and what it counts."""

    total: int
    ids: NDArray[np.int64]
    counts: NDArray[np.int64]
    rare: NDArray[np.int64]


def bits_of(total: int, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bits that it is rare to stand in so many of all sections, in parts of UNIT."""
    return np.round(UNIT * np.log2(total / counts)).astype(np.int64)


def worth_of(marks: Prints, sections: NDArray[np.int64], known: Known) -> NDArray[np.int64]:
    """Return the bits of fingerprints that stand in so many `sections`, beyond those of their rare words."""
    total, ids, counts, rare = known
    chance = -np.log1p(-np.clip(counts, 0.5, total - 0.5) / total) / SECTION
    single = np.concatenate(([0.0], np.cumsum(-np.log2(chance)[ids])))
    own = np.concatenate(([0], np.cumsum(rare[ids])))
    ends = marks.starts + marks.lengths
    words = single[ends] - single[marks.starts] - math.log2(SECTION)
    bits = np.maximum(LEAST, np.minimum(words, np.log2(total / sections) + ABOVE))
    extra: NDArray[np.int64] = np.round(UNIT * bits).astype(np.int64) - (own[ends] - own[marks.starts])
    return np.maximum(0, extra)


def stem_pairs(ids: NDArray[np.int64], frames: Frames, rare: NDArray[np.int64], wanted: NDArray[np.int64]) -> Pairs:
    """Return the rare stems of each window, each once."""
    which, rows = spread(frames[0], frames[1].astype(np.int64))
    kept = rare[ids[rows]] > 0
    pairs = np.unique(which[kept] * len(rare) + ids[rows[kept]])
    window, stem = np.divmod(pairs, len(rare))
    return Pairs(window, np.searchsorted(wanted, stem), rare[stem])


def print_pairs(
    marks: Prints, marked: NDArray[np.int64], worth: NDArray[np.int64], frames: Frames, documents: NDArray[np.int64]
) -> Pairs:
    """Return the fingerprints of each window that holds them whole, each once."""
    starts, lengths = frames
    last = np.searchsorted(starts, marks.starts, "right") - 1
    home = np.searchsorted(documents, marks.starts, "right")
    rows = []
    for back in range(LENGTH // STEP):
        window = last - back
        there = np.maximum(window, 0)
        kept = (window >= 0) & (starts[there] + lengths[there] >= marks.starts + marks.lengths)
        kept &= np.searchsorted(documents, starts[there], "right") == home
        rows.append(np.stack((window, marked, worth))[:, kept])
    window, key, bits = np.concatenate(rows, 1)
    order = np.lexsort((-bits, key, window))
    window, key, bits = window[order], key[order], bits[order]
    fresh = np.ones(len(window), np.bool_)
    fresh[1:] = (window[1:] != window[:-1]) | (key[1:] != key[:-1])
    return Pairs(window[fresh], key[fresh], bits[fresh])
