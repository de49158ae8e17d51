"""How common a word is in texts like these: what makes it surprising that two passages share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.background import background
from reuse.kernels.refine import LOW, MIX

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.stages import Segmenter

_REPEATED = 6  # words; a run of as many that stood before is the same text again, and counts once
_ROWS = (1 << 12, 1 << 26)  # fewest and most rows of the table of word pairs


@dataclass(frozen=True, slots=True)
class Shares:
    """Word counts of a corpus, each reused run counted once, so that reuse does not make its own words common.

    ids         number of each word's stem, 0 to len(counts) - 1, one a row of the block
    free        False where a row was not counted: it repeats a run of six words that stood before
    counts      rows counted, by stem
    background  share of each stem in texts of its language at large
    stock       counts of neighbouring words, by the hash of both; a power of two rows
    """

    ids: NDArray[np.int32]
    free: NDArray[np.bool_]
    counts: NDArray[np.float64]
    background: NDArray[np.float64]
    stock: NDArray[np.int32]

    @property
    def total(self) -> float:
        """Rows counted."""
        return float(self.counts.sum())


def shares(block: Block, segmenter: Segmenter) -> Shares:
    """Count the words of a block."""
    stems, numbers = np.unique(block.stems, return_inverse=True)
    ids = numbers.astype(np.int32)
    free = _first_time(ids, block.documents)
    counts = np.bincount(ids[free], minlength=len(stems)).astype(np.float64)
    return Shares(ids, free, counts, background(stems, counts, segmenter), _stock(ids, free, block.documents))


def _first_time(ids: NDArray[np.int32], documents: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return False for rows inside a run of words that stands earlier in the corpus too."""
    free = np.ones(len(ids), np.bool_)
    n = len(ids) - _REPEATED + 1
    if n < 1:
        return free
    runs = np.zeros(n, np.uint64)
    for k in range(_REPEATED):
        runs = (runs ^ ids[k : k + n].astype(np.uint64)) * MIX
        runs ^= runs >> LOW
    owner = np.repeat(np.arange(len(documents) - 1), np.diff(documents))
    runs[owner[:n] != owner[_REPEATED - 1 :]] = 0
    _, first = np.unique(runs, return_index=True)
    again = runs != 0
    again[first] = False
    starts = np.flatnonzero(again)
    for k in range(_REPEATED):
        free[starts + k] = False
    return free


def _stock(ids: NDArray[np.int32], free: NDArray[np.bool_], documents: NDArray[np.int64]) -> NDArray[np.int32]:
    """Count neighbouring words."""
    rows = _ROWS[0]
    while rows < min(4 * len(ids), _ROWS[1]):
        rows *= 2
    if len(ids) < 2:  # noqa: PLR2004 - a pair has two words
        return np.zeros(rows, np.int32)
    counted = free[1:] & free[:-1]
    counted[documents[1:-1][(documents[1:-1] > 0) & (documents[1:-1] < len(ids))] - 1] = False
    pairs = (ids[:-1].astype(np.uint64) << LOW) | (ids[1:].astype(np.uint64) + np.uint64(1))
    slots = ((pairs[counted] * MIX) >> LOW).astype(np.int64) & (rows - 1)
    return np.bincount(slots, minlength=rows).astype(np.int32)
