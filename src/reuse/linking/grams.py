"""Where word n-grams stand, all over a corpus: keys are parted by their hash, then equal ones found by a table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.kernels import grams as kernel
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEYS = 1 << 15  # of a partition: with the table that finds equal ones they stay in the cache
_MOST_PARTS = 12  # bits
_PIECES = 8  # parts of the work, for each thread
_NONE = np.empty(0, np.int32)
_NO_PLACES = np.empty(0, np.uint16)


@dataclass(frozen=True, slots=True)
class Grams:
    """Where the n-gram that begins at a row stands: its first place and the one before, -1 where it has none; how many.

    An n-gram's first place has -1 itself. Places are 1 where an n-gram stands alone, and exact below 2**15: from there
    on they are written short (see the kernel).
    """

    n: int
    head: NDArray[np.int32]
    before: NDArray[np.int32]
    places: NDArray[np.uint16]


def group(  # noqa: PLR0913 - what, how, and in which room
    ids: NDArray[np.int32],
    documents: NDArray[np.int64],
    n: int,
    *,
    within: Grams | None = None,
    jobs: int = 1,
    room: Room = MEMORY,
) -> Grams:
    """Group the n-grams of a corpus, none of which reaches over the end of a document.

    ids: numbers of stems; within: shorter n-grams that are grouped already, then only the first place is told, and not
    the one before nor how many there are; room: for all columns; keys that do not go into it at once are grouped in
    several passes over the text.
    """
    rows = len(ids)
    bits, parts = widths(rows)
    head = room.full(rows, -1, np.int32)
    before = room.full(rows, -1, np.int32) if within is None else _NONE
    places = room.full(rows, 1, np.uint16) if within is None else _NO_PLACES
    repeated, m = (within.places, within.n) if within else (_NO_PLACES, 0)
    shared = stretches(documents, jobs)
    counts = np.zeros((len(shared), 1 << parts), np.int64)
    with ThreadPoolExecutor(jobs) as pool:
        for _ in pool.map(
            lambda k: kernel.tally(ids, documents, *shared[k], n, repeated, m, parts, counts[k]), range(len(counts))
        ):
            pass
        columns = head, before, places
        ranges = room.ranges(rows, sum(column.itemsize for column in columns if len(column)))
        for first, last in _passes(counts.sum(0), room.keys // 4):
            sizes = counts[:, first:last].sum(0)
            starts = np.concatenate(((0,), np.cumsum(sizes)))
            keys = np.empty(starts[-1], np.uint64)
            at = np.zeros_like(counts)
            at[:, first:last] = starts[:-1] + np.cumsum(counts[:, first:last], 0) - counts[:, first:last]
            fill = partial(
                _fill, (ids, documents, n, repeated, m, parts, bits, np.array((first, last)), keys), shared, at
            )
            pieces = np.array_split(np.arange(last - first), min(_PIECES * jobs, last - first))
            steps = [(fill, len(shared))]
            steps += [(partial(_link, keys, starts, bits, columns, one, pieces), len(pieces)) for one in ranges]
            for step, count in steps:
                for _ in pool.map(step, range(count)):
                    pass
    return Grams(n, head, before, places)


def widths(rows: int) -> tuple[int, int]:
    """Return how many bits of a key tell the row, and how many of its hash the partition; the rest is in the key."""
    return max(1, rows.bit_length()), int(np.clip((rows // _KEYS).bit_length(), 1, _MOST_PARTS))


def _fill(given: tuple[Any, ...], shared: list[tuple[int, int]], at: NDArray[np.int64], k: int) -> None:
    """Write the keys of one stretch of documents."""
    ids, documents, n, repeated, m, parts, bits, wanted, keys = given
    kernel.scatter(ids, documents, *shared[k], n, repeated, m, parts, bits, wanted, at[k], keys)


def _link(  # noqa: PLR0913, PLR0917 - all that is the same for all partitions
    keys: NDArray[np.uint64],
    starts: NDArray[np.int64],
    bits: int,
    columns: tuple[Any, ...],
    rows: tuple[int, int],
    pieces: list[NDArray[np.int64]],
    k: int,
) -> None:
    """Note what equal keys of some partitions tell of some rows."""
    kernel.link(keys, starts[pieces[k][0] : pieces[k][-1] + 2], bits, *rows, *columns)


def stretches(documents: NDArray[np.int64], parts: int) -> list[tuple[int, int]]:
    """Cut a corpus into `parts` runs of documents with about as many words each."""
    cuts = np.searchsorted(documents, np.linspace(0, documents[-1], parts + 1)[1:-1])
    bounds = [0, *cuts.tolist(), len(documents) - 1]
    return list(pairwise(bounds))


def _passes(counts: NDArray[np.int64], most: int) -> list[tuple[int, int]]:
    """Return runs of partitions with at most so many keys each, one partition at least."""
    passes, first = [], 0
    for last in range(1, len(counts) + 1):
        if last == len(counts) or counts[first : last + 1].sum() > most:
            passes.append((first, last))
            first = last
    return passes
