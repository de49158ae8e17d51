"""Pairs of passages -> what is told of them, as columns: exact spans, scores, kinds and edits of all at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.describe import EDITED
from reuse.columns import runs
from reuse.kernels.stars import equals
from reuse.linking.copies import Passages
from reuse.linking.marks import with_marks
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.linking.corpus import Corpus
    from reuse.model import Document, Kind, Operation

KINDS: tuple[Kind, ...] = ("verbatim", "edited", "paraphrase", "summary", "boilerplate")  # the loosest last
_AT_ONCE = 1 << 20  # runs of equal words of which is told together
OPERATIONS: tuple[Operation, ...] = ("replace", "insert", "delete")


@dataclass(frozen=True, slots=True)
class Told:
    """Matches, a row each.

    owners    numbers of the documents of both sides
    spans     code points (a start, a end, b start, b end)
    kinds     places in KINDS
    scores    surprise, shared, order, similarity, words
    firsts    the edits of match k are rows firsts[k] to firsts[k + 1] of
    edits     place in OPERATIONS, then code points (a start, a end, b start, b end)
    """

    owners: NDArray[np.int64]
    spans: NDArray[np.int32]
    kinds: NDArray[np.int64]
    scores: NDArray[np.float64]
    firsts: NDArray[np.int64]
    edits: NDArray[np.int32]


def tell(  # noqa: PLR0913, PLR0917 - what was found, where, and how
    corpus: Corpus,
    documents: Sequence[Document],
    found: Passages,
    both: NDArray[np.int64],
    places: float,
    jobs: int = 1,
    room: Room = MEMORY,
) -> Told:
    """Return what is told of pairs of passages; both: words that they share; places: bits that are taken off each."""
    owners = np.searchsorted(corpus.documents, found.spans[:, ::2], side="right") - 1
    scores, kinds, firsts, edits = measured(corpus, found, both, places, jobs, room)
    spans = with_marks(corpus, documents, found.spans.reshape(-1, 2), owners.ravel(), jobs).reshape(-1, 4)
    return Told(owners, spans, kinds, scores, firsts, edits)


def measured(  # noqa: PLR0913, PLR0917 - as above
    corpus: Corpus, found: Passages, both: NDArray[np.int64], places: float, jobs: int = 1, room: Room = MEMORY
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return scores, kinds, where the edits of each pair of passages begin, and edits: columns of Told."""
    steps = np.concatenate(((0,), np.cumsum(found.firsts[:, 1] - found.firsts[:, 0] + 1)))
    parts = runs(steps, min(_AT_ONCE, steps[-1] // jobs + 1)) or [(0, 0)]
    with ThreadPoolExecutor(jobs) as pool:
        work = partial(_part, corpus, found, both, places, room)
        scores, kinds, sizes, edits = zip(*pool.map(work, parts), strict=True)
    firsts = np.concatenate(((0,), np.cumsum(np.concatenate(sizes))))
    return np.concatenate(scores), np.concatenate(kinds), firsts, room.joined(list(edits))


def _part(  # noqa: PLR0913, PLR0917 - all that is the same for all parts
    corpus: Corpus, found: Passages, both: NDArray[np.int64], places: float, room: Room, part: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return the scores, kinds, numbers of edits, and edits of some pairs of passages."""
    some = slice(*part)
    spans, paths = found.spans[some], found.firsts[some]
    low, high = paths.min(initial=0), paths.max(initial=0)
    own = Passages(spans, found.bits[some], paths - low, found.runs[low:high])
    equal_runs, firsts = _equal(corpus, own)
    lengths = np.stack((spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]), 1)
    equal = _sums(equal_runs[:, 2], firsts[:-1], firsts[1:])
    ordered = _sums(own.runs[:, 2], own.firsts[:, 0], own.firsts[:, 1])
    words, both = lengths.sum(1), both[some]
    scores = np.stack(
        (
            np.round(own.bits - places, 1),
            np.round(2 * both / words, 4),
            np.round(ordered / np.maximum(both, 1), 4),
            np.round(2 * equal / words, 4),
            lengths.min(1),
        ),
        1,
    )
    kinds = np.where(scores[:, 1] * scores[:, 2] >= EDITED, KINDS.index("edited"), KINDS.index("paraphrase"))
    kinds[(lengths == equal[:, None]).all(1)] = KINDS.index("verbatim")
    edits, counts = _edits(corpus, spans, equal_runs, firsts)
    return scores, kinds, counts, room.kept(edits)


def _sums(numbers: NDArray[np.int64], firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sum of numbers[firsts[k]:lasts[k]] for each k."""
    steps = np.concatenate(((0,), np.cumsum(numbers)))
    sums: NDArray[np.int64] = steps[lasts] - steps[firsts]
    return sums


def _equal(corpus: Corpus, found: Passages) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the runs of equal words along the paths, and where those of each match begin; one row more."""
    ends = np.empty(len(found.spans), np.int64)
    room = 2 * len(found.runs) + 1024
    while True:
        runs = np.empty((room, 3), np.int64)
        count = equals(corpus.words, found.runs, found.firsts, runs, ends)
        if count <= room:
            return runs[:count], np.concatenate(((0,), ends))
        room = count


def _edits(
    corpus: Corpus, spans: NDArray[np.int64], runs: NDArray[np.int64], firsts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return what lies between runs of equal words, before and behind them, as edits; how many each match has."""
    n = len(spans)
    counts = np.diff(firsts) + 1  # gaps
    match = np.repeat(np.arange(n), counts)
    bounds = np.concatenate(((0,), np.cumsum(counts)))
    after = np.arange(len(match)) - match  # the run that follows, where the gap is not the last
    last, first = np.zeros(len(match), np.bool_), np.zeros(len(match), np.bool_)
    last[bounds[1:] - 1] = first[bounds[:-1]] = True
    padded = np.concatenate((runs, np.zeros((1, 3), np.int64)))
    begin, stop = padded[after], padded[after - 1]
    gaps = np.empty((len(match), 4), np.int64)
    for side in (0, 1):
        gaps[:, 2 * side] = np.where(first, spans[match, 2 * side], stop[:, side] + stop[:, 2])
        gaps[:, 2 * side + 1] = np.where(last, spans[match, 2 * side + 1], begin[:, side])
    empty = gaps[:, 1::2] == gaps[:, ::2]
    kept = ~empty.all(1)
    gaps, empty, match = gaps[kept], empty[kept], match[kept]
    edits = np.empty((len(gaps), 5), np.int32)
    edits[:, 0] = np.where(
        empty[:, 0], OPERATIONS.index("insert"), np.where(empty[:, 1], OPERATIONS.index("delete"), 0)
    )
    last_row = len(corpus.starts) - 1
    for side in (0, 1):
        low, high = gaps[:, 2 * side], gaps[:, 2 * side + 1]
        opens = low == spans[match, 2 * side]
        at = np.where(opens, corpus.starts[np.minimum(low, last_row)], corpus.ends[np.maximum(low - 1, 0)])
        edits[:, 1 + 2 * side] = np.where(empty[:, side], at, corpus.starts[np.minimum(low, last_row)])
        edits[:, 2 + 2 * side] = np.where(empty[:, side], at, corpus.ends[np.maximum(high - 1, 0)])
    return edits, np.bincount(match, minlength=n)
