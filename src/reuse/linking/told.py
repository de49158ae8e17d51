"""Pairs of passages -> what is told of them, as columns: exact spans, scores, kinds and edits of all at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np

from reuse.aligners.describe import EDITED, OPENING
from reuse.kernels.stars import common, equals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.linking.copies import Passages
    from reuse.linking.corpus import Corpus
    from reuse.model import Document, Kind, Operation

KINDS: tuple[Kind, ...] = ("verbatim", "edited", "paraphrase", "summary", "boilerplate")  # the loosest last
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


def tell(corpus: Corpus, documents: Sequence[Document], found: Passages, places: float) -> Told:
    """Return what is told of pairs of passages; places: bits that are taken off each."""
    spans = found.spans
    owners = np.searchsorted(corpus.documents, spans[:, ::2], side="right") - 1
    runs, firsts = _equal(corpus, found)
    lengths = np.stack((spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2]), 1)
    steps = np.concatenate(((0,), np.cumsum(runs[:, 2])))
    equal = steps[firsts[1:]] - steps[firsts[:-1]]
    steps = np.concatenate(((0,), np.cumsum(found.runs[:, 2])))
    ordered = steps[found.firsts[:, 1]] - steps[found.firsts[:, 0]]
    both = np.empty(len(spans), np.int64)
    common(corpus.ids, spans, np.zeros(len(corpus.stems), np.int32), both)
    words = lengths.sum(1)
    scores = np.stack(
        (
            np.round(found.bits - places, 1),
            np.round(2 * both / words, 4),
            np.round(ordered / np.maximum(both, 1), 4),
            np.round(2 * equal / words, 4),
            lengths.min(1),
        ),
        1,
    )
    kinds = np.where(scores[:, 1] * scores[:, 2] >= EDITED, KINDS.index("edited"), KINDS.index("paraphrase"))
    kinds[(lengths == equal[:, None]).all(1)] = KINDS.index("verbatim")
    edits, edit_firsts = _edits(corpus, spans, runs, firsts)
    sides = spans.reshape(-1, 2)
    exact = _with_marks(corpus, documents, sides, owners.ravel())
    return Told(owners, exact.reshape(-1, 4), kinds, scores, edit_firsts, edits)


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
    """Return what lies between runs of equal words, before and behind them, as edits, and where each match begins."""
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
    return edits, np.searchsorted(match, np.arange(n + 1))


def _with_marks(
    corpus: Corpus, documents: Sequence[Document], sides: NDArray[np.int64], owners: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Code points of passages, rows (first word, end), with the punctuation of theirs: see `describe.Side`."""
    low, high = corpus.documents[owners], corpus.documents[owners + 1]
    starts, ends = corpus.starts[sides[:, 0]], corpus.ends[sides[:, 1] - 1]
    before = np.where(sides[:, 0] > low, corpus.ends[np.maximum(sides[:, 0] - 1, 0)], 0)
    lengths = np.array([len(document.text) for document in documents])
    next_row = np.minimum(sides[:, 1], len(corpus.starts) - 1)
    after = np.where(sides[:, 1] < high, corpus.starts[next_row], lengths[owners])
    first, last = starts.tolist(), ends.tolist()
    for k, (owner, least, most) in enumerate(zip(owners.tolist(), before.tolist(), after.tolist(), strict=True)):
        text = documents[owner].text
        while first[k] > least and _opens(text[first[k] - 1]):
            first[k] -= 1
        while last[k] < most and _touches(text[last[k]]):
            last[k] += 1
    return np.array((first, last), np.int32).T


@cache
def _opens(character: str) -> bool:
    return character in "\"'" or category(character) in OPENING


@cache
def _touches(character: str) -> bool:
    return not character.isspace() and category(character) not in OPENING
