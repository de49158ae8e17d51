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

REPEATED = 6  # words; a run of as many that stood before is the same text again, and counts once
_ROWS = (1 << 12, 1 << 24)  # fewest and most rows of the table of word pairs


@dataclass(frozen=True, slots=True)
class Shares:
    """Word counts of a corpus, each reused run counted once, so that reuse does not make its own words common.

    ids         number of each word's stem, 0 to len(counts) - 1, one a row of the block
    worth       how much of a row was counted: of k rows that begin, end or lie in the same run of six words, 1/k each
    counts      rows counted, by stem
    background  share of each stem in texts of its language at large
    stock       counts of neighbouring words, by the hash of both; a power of two rows
    """

    ids: NDArray[np.int32]
    worth: NDArray[np.float32]
    counts: NDArray[np.float64]
    background: NDArray[np.float64]
    stock: NDArray[np.float32]

    @property
    def total(self) -> float:
        """Rows counted."""
        return float(self.counts.sum())


def shares(block: Block, segmenter: Segmenter) -> Shares:
    """Count the words of a block."""
    stems, numbers = np.unique(block.stems, return_inverse=True)
    ids = numbers.astype(np.int32)
    worth = _worth(ids, block.documents)
    counts = np.bincount(ids, worth, len(stems)).astype(np.float64)
    return Shares(ids, worth, counts, background(stems, counts, segmenter), _stock(ids, worth, block.documents))


def _worth(ids: NDArray[np.int32], documents: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each row one over the places of the commonest run of six words that it lies in."""
    most = np.ones(len(ids), np.int32)
    n = len(ids) - REPEATED + 1
    if n < 1:
        return most.astype(np.float32)
    runs = np.zeros(n, np.uint64)
    for k in range(REPEATED):
        runs = (runs ^ ids[k : k + n].astype(np.uint64)) * MIX
        runs ^= runs >> LOW
    owner = np.repeat(np.arange(len(documents) - 1), np.diff(documents))
    within = owner[:n] == owner[REPEATED - 1 :]
    _, number, places = np.unique(runs[within], return_inverse=True, return_counts=True)
    found = np.ones(n, np.int32)
    found[within] = places[number]
    for k in range(REPEATED):
        np.maximum(most[k : k + n], found, out=most[k : k + n])
    return (1 / most).astype(np.float32)


def _stock(ids: NDArray[np.int32], worth: NDArray[np.float32], documents: NDArray[np.int64]) -> NDArray[np.float32]:
    """Count neighbouring words."""
    rows = table_rows(len(ids))
    if len(ids) < 2:  # noqa: PLR2004 - a pair has two words
        return np.zeros(rows, np.float32)
    counted = np.minimum(worth[1:], worth[:-1])
    counted[documents[1:-1][(documents[1:-1] > 0) & (documents[1:-1] < len(ids))] - 1] = 0
    pairs = (ids[:-1].astype(np.uint64) << LOW) | (ids[1:].astype(np.uint64) + np.uint64(1))
    slots = ((pairs * MIX) >> LOW).astype(np.int64) & (rows - 1)
    return np.bincount(slots, counted, rows).astype(np.float32)


def table_rows(words: int) -> int:
    """Return how many rows the table of pairs has for so many words."""
    rows = _ROWS[0]
    while rows < min(4 * words, _ROWS[1]):
        rows *= 2
    return rows
