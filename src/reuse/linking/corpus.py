"""A large corpus as columns of 17 bytes a word: segmented batch by batch, stems numbered as they come."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.background import background
from reuse.aligners.shares import REPEATED, Shares, table_rows
from reuse.kernels.grams import ONE, count
from reuse.kernels.numbering import FEWEST, number
from reuse.memory.room import MEMORY, Room
from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.model import Document
    from reuse.stages import Segmenter

# code points that are segmented at once: few enough for what is made of them to stay in the cache until it is copied,
# and so many that threads seldom wait for the interpreter
_BATCH = 1 << 18
_USUAL_WORD = 5  # code points; more room is made where words are shorter


@dataclass(frozen=True, slots=True)
class Corpus:
    """The words of all documents; columns as those of a Block, but smaller.

    words   the low half of a word's hash: together with its stem it tells words apart
    ids     number of each word's stem
    stems   hash of each stem, by number
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words: NDArray[np.uint32]
    ids: NDArray[np.int32]
    breaks: NDArray[np.uint8]
    documents: NDArray[np.int64]
    stems: NDArray[np.uint64]


def segmented(
    documents: Sequence[Document],
    segmenter: Segmenter,
    progress: Callable[[int], None],
    jobs: int = 1,
    room: Room = MEMORY,
) -> Corpus:
    """Segment documents; progress: called with how many are done."""
    lengths = [document.size for document in documents]
    columns = _columns(room, sum(lengths) // _USUAL_WORD + 1024)
    stems = _Stems()
    bounds, rows = np.zeros(len(documents) + 1, np.int64), 0

    def work(batch: tuple[int, int]) -> tuple[Block, NDArray[np.int32], NDArray[np.uint64]]:
        block = segmenter.segment([document.text for document in documents[slice(*batch)]])
        own = _Stems()  # of the batch first: its table stays in the cache
        return block, own.numbers(block.stems), own.hashes

    batches = _batches(lengths)
    for (first, last), (block, numbers, hashes) in zip(batches, in_order(work, batches, jobs), strict=True):
        progress(first)
        stop = rows + len(block.starts)
        if stop > len(columns[0]):
            columns = _columns(room, 2 * stop, columns, rows)
        ids = stems.numbers(hashes)[numbers]
        for column, part in zip(columns, (block.starts, block.ends, block.words, ids, block.breaks), strict=True):
            column[rows:stop] = part  # of a word's hash the low half
        bounds[first : last + 1] = block.documents + rows
        rows = stop
    starts, ends, words, ids, breaks = (column[:rows] for column in columns)
    return Corpus(starts, ends, words, ids, breaks, bounds, stems.hashes)


def counted(corpus: Corpus, places: NDArray[np.uint16], segmenter: Segmenter, room: Room = MEMORY) -> Shares:
    """Count the words of a corpus; places: of the n-grams of REPEATED words that begin at each row."""
    worth = room.empty(len(corpus.ids), np.float32)
    counts, pairs = np.zeros(len(corpus.stems), np.int64), np.zeros(table_rows(len(corpus.ids)), np.int64)
    count(corpus.ids, places, corpus.documents, REPEATED, worth, counts, pairs)
    return as_shares(corpus.ids, worth, corpus.stems, counts, pairs, segmenter)


def as_shares(  # noqa: PLR0913, PLR0917 - the columns of Shares
    ids: NDArray[np.int32],
    worth: NDArray[np.float32],
    stems: NDArray[np.uint64],
    counts: NDArray[np.int64],
    pairs: NDArray[np.int64],
    segmenter: Segmenter,
) -> Shares:
    """Return what is known of words that were counted in parts of ONE."""
    counted = counts / ONE
    order = np.argsort(stems)
    usual = np.empty(len(order))
    usual[order] = background(stems[order], counted[order], segmenter)
    stock = pairs.astype(np.float32)
    stock /= np.float32(ONE)
    return Shares(ids, worth, counted, usual, stock)


class _Stems:
    """Numbers of stems, in the order in which they are first met: the same whatever the batches."""

    def __init__(self) -> None:
        self._slots = np.full(FEWEST, -1, np.int32)
        self._hashes = np.empty(FEWEST // 2, np.uint64)
        self._used = 0

    @property
    def hashes(self) -> NDArray[np.uint64]:
        return self._hashes[: self._used].copy()

    def numbers(self, stems: NDArray[np.uint64]) -> NDArray[np.int32]:
        numbers = np.empty(len(stems), np.int32)
        self._slots, self._hashes, self._used = number(stems, numbers, self._slots, self._hashes, self._used)
        return numbers


def _columns(room: Room, size: int, before: tuple[NDArray[Any], ...] = (), rows: int = 0) -> tuple[NDArray[Any], ...]:
    """Return columns of `size` rows, with the first `rows` of `before`; what stays unused is never touched."""
    columns = tuple(room.empty(size, dtype) for dtype in (np.int32, np.int32, np.uint32, np.int32, np.uint8))
    for old, new in zip(before, columns, strict=False):
        new[:rows] = old[:rows]
    return columns


def _batches(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Cut documents into runs of _BATCH code points or a little more; what is left over goes with the last."""
    cuts, size = [0], 0
    for place, length in enumerate(lengths):
        if size >= _BATCH:
            cuts.append(place)
            size = 0
        size += length
    if size < _BATCH and len(cuts) > 1:
        cuts.pop()
    return list(pairwise([*cuts, len(lengths)]))
