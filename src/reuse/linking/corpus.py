"""A large corpus as columns of 17 bytes a word: segmented batch by batch, stems numbered as they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.background import background
from reuse.aligners.shares import REPEATED, Shares, table_rows
from reuse.kernels.grams import count
from reuse.kernels.numbering import FEWEST, number
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.model import Document
    from reuse.stages import Segmenter

_BATCH = 1 << 24  # code points that are segmented at once
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
    documents: Sequence[Document], segmenter: Segmenter, progress: Callable[[int], None], room: Room = MEMORY
) -> Corpus:
    """Segment documents; progress: called with how many are done."""
    lengths = [document.size for document in documents]
    columns = _columns(room, sum(lengths) // _USUAL_WORD + 1024)
    stems = _Stems()
    bounds, rows = np.zeros(len(documents) + 1, np.int64), 0
    for first, last in _batches(lengths):
        progress(first)
        block = segmenter.segment([document.text for document in documents[first:last]])
        stop = rows + len(block.starts)
        if stop > len(columns[0]):
            columns = _columns(room, 2 * stop, columns, rows)
        for column, part in zip(columns, _small(block, stems), strict=True):
            column[rows:stop] = part
        bounds[first : last + 1] = block.documents + rows
        rows = stop
    starts, ends, words, ids, breaks = (column[:rows] for column in columns)
    return Corpus(starts, ends, words, ids, breaks, bounds, stems.hashes)


def counted(corpus: Corpus, places: NDArray[np.uint16], segmenter: Segmenter, room: Room = MEMORY) -> Shares:
    """Count the words of a corpus; places: of the n-grams of REPEATED words that begin at each row."""
    worth = room.empty(len(corpus.ids), np.float32)
    counts, stock = np.zeros(len(corpus.stems)), np.zeros(table_rows(len(corpus.ids)), np.float32)
    count(corpus.ids, places, corpus.documents, REPEATED, worth, counts, stock)
    order = np.argsort(corpus.stems)
    usual = np.empty(len(order))
    usual[order] = background(corpus.stems[order], counts[order], segmenter)
    return Shares(corpus.ids, worth, counts, usual, stock)


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


def _small(block: Block, stems: _Stems) -> tuple[NDArray[Any], ...]:
    return (
        block.starts, block.ends, block.words.astype(np.uint32), stems.numbers(block.stems), block.breaks
    )  # fmt: skip


def _columns(room: Room, size: int, before: tuple[NDArray[Any], ...] = (), rows: int = 0) -> tuple[NDArray[Any], ...]:
    """Return columns of `size` rows, with the first `rows` of `before`; what stays unused is never touched."""
    columns = tuple(room.empty(size, dtype) for dtype in (np.int32, np.int32, np.uint32, np.int32, np.uint8))
    for old, new in zip(before, columns, strict=False):
        new[:rows] = old[:rows]
    return columns


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut documents into runs of about _BATCH code points, one document at least."""
    first = size = 0
    for place, length in enumerate(lengths):
        if place > first and size + length > _BATCH:
            yield first, place
            first, size = place, 0
        size += length
    if lengths:
        yield first, len(lengths)
