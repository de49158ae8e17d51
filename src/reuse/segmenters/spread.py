"""Many texts in chunks, by several threads, and the columns of all in one Block."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.columns import Block
from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Columns = tuple[NDArray[Any], ...]

# code points: few enough for what is made of them to stay in the cache until it is copied, and so many that threads
# seldom wait for the interpreter
_CHUNK = 1 << 18
_USUAL_WORD = 5  # code points for one row; more room is made where words are shorter


def spread(segment: Callable[[Sequence[str]], Block], texts: Sequence[str], jobs: int) -> Block:
    """Return `segment(texts)`, made in chunks by `jobs` threads; for a `segment` that looks at one text at a time."""
    first, *others = _chunks(texts)
    made = segment(first)  # before there are threads: it loads what is compiled
    if not others:
        return made
    return _join(chain([made], in_order(segment, others, jobs)), texts)


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut `texts` into runs of about `_CHUNK` code points, one at least."""
    first = size = 0
    for place, text in enumerate(texts):
        if place > first and size + len(text) > _CHUNK:
            yield texts[first:place]
            first, size = place, 0
        size += len(text)
    yield texts[first:]


def _join(blocks: Iterable[Block], texts: Sequence[str]) -> Block:
    """Return the rows of `blocks`, of `texts`, one after another."""
    columns: Columns = ()
    documents = np.zeros(len(texts) + 1, np.int64)
    rows = document = 0
    for block in blocks:
        parts = (block.starts, block.ends, block.words, block.stems, block.breaks)
        stop, after = rows + len(block.words), document + len(block.documents)
        if not columns or stop > len(columns[0]):
            # room that stays unused is never touched, and so costs nothing
            room = max(2 * stop, sum(map(len, texts)) // _USUAL_WORD)
            columns = tuple(_longer(column[:rows], room) for column in columns or parts)
        for column, part in zip(columns, parts, strict=True):
            column[rows:stop] = part
        documents[document:after] = block.documents + rows
        rows, document = stop, after - 1
    starts, ends, words, stems, breaks = (column[:rows] for column in columns)
    return Block(starts, ends, words, stems, breaks, documents)


def _longer(column: NDArray[Any], size: int) -> NDArray[Any]:
    longer = np.empty(size, column.dtype)
    longer[: len(column)] = column
    return longer
