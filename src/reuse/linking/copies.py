"""Copies, whole and edited: runs of equal words, chained, extended, and cut where they stop to surprise.

Every place is laid beside one place before it. A run of so many words that it must surprise, even if these were
the commonest of phrases, is never missed.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.columns import LINE, SENTENCE, begins
from reuse.kernels import copies as kernel
from reuse.kernels import paths
from reuse.kernels.stars import common
from reuse.linking.grams import stretches
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.linking.corpus import Corpus
    from reuse.linking.grams import Grams

_GAP, _WIDE, _LONG = 30, 120, 240  # words between runs; more, in passages that are longer than _LONG
_ROWS = 1 << 14  # words of text that one thread takes at a time, at least
_USUAL = 64  # words for one run; more room is made where runs are shorter


class Passages(NamedTuple):
    """Pairs of passages, the earlier one first, and the paths of equal stems that lead through them.

    spans   rows (start, end, start, end) of the block
    bits    what each is worth, nothing taken off
    firsts  rows (first, last) of `runs`
    runs    rows (row of the first, row of the second passage, words)
    """

    spans: NDArray[np.int64]
    bits: NDArray[np.float64]
    firsts: NDArray[np.int64]
    runs: NDArray[np.int64]


class Weights(NamedTuple):
    """What the bits of a word depend on, by stem, and the constants of the model."""

    adds: NDArray[np.float32]
    rates: NDArray[np.float64]
    counts: NDArray[np.float64]
    stock: NDArray[np.float32]
    model: tuple[float, float, float, float]


def longest_chance(model: Surprise, places: float) -> int:
    """Words from which on an exact copy surprises, whatever its words are."""
    return max(model.min_words, math.ceil((places + model.min_score) / model.run_bits))


def weights(shares: Shares, model: Surprise) -> Weights:
    """Return what words are worth where the passage itself, which counts once in all its places, is left out."""
    counted = np.maximum(shares.counts - 1, 0) + model.background_weight * shares.background
    rates = counted / (shares.total + model.background_weight)
    cost = -math.log2(1 - model.kept) / 2
    usual = np.log2(1 + model.kept * (1 / -np.expm1(-rates * _GAP) - 1))
    adds = (np.maximum(usual, 0.1) + 2 * cost).astype(np.float32)
    return Weights(adds, rates, shares.counts, shares.stock, (model.kept, model.run_bits, model.mixing, cost))


def copies(  # noqa: PLR0913, PLR0917 - the columns of a run, and what is wanted of it
    documents: NDArray[np.int64],
    shares: Shares,
    near: Grams,
    far: Grams,
    model: Surprise,
    need: float,
    *,
    within: bool,
    jobs: int,
    room: Room = MEMORY,
) -> Passages:
    """Return the pairs of passages of `need` bits and more that are chains of runs.

    near, far: n-grams, short ones and those that are never missed; within: also copies within one document.
    """
    known = weights(shares, model)

    def work(stretch: tuple[int, int]) -> Passages:
        rows = _runs(documents, shares.ids, stretch, near, far)
        owners = np.searchsorted(documents, rows[:, 0], side="right") - 1
        if not within:
            others = (rows[:, 3] != owners) & (~rows[:, 3] != owners)
            rows, owners = rows[others], owners[others]
        numbers, chains = np.empty(len(rows), np.int64), np.empty((len(rows), 6), np.int64)
        chains = chains[: kernel.chain(rows, owners, _GAP, _WIDE, _LONG, numbers, chains)]
        order = np.argsort(numbers, kind="stable")
        firsts = np.searchsorted(numbers[order], np.arange(len(chains) + 1))
        runs = np.ascontiguousarray(rows[order, :3])
        found, bits, path = paths.passages(
            shares.ids, runs, firsts, chains, _bounds(documents, chains), known.adds, known.rates, known.counts,
            known.stock, known.model, need,
        )  # fmt: skip
        return Passages(found[:, [3, 4, 1, 2]], bits, found[:, 5:], room.kept(path[:, [1, 0, 2]]))

    with ThreadPoolExecutor(jobs) as pool:
        parts = max(jobs, min(8 * jobs, int(documents[-1]) // _ROWS))
        return joined(list(pool.map(work, stretches(documents, parts))), room)


def told_once(found: Passages, corpus: Corpus, model: Surprise) -> tuple[Passages, NDArray[np.int64]]:
    """Return the pairs of passages that share words enough, in whatever order, each once; and how many words these are.

    Four suffice where both are the same whole sentence or line.
    """
    words = np.empty(len(found.spans), np.int64)
    common(corpus.ids, found.spans, np.zeros(len(corpus.stems), np.int32), words)
    whole = begins(corpus.breaks, found.spans, SENTENCE | LINE).all(1)
    whole &= (found.spans[:, 1::2] - found.spans[:, ::2] == words[:, None]).all(1)
    rows = np.flatnonzero((words >= model.min_words) | ((words >= model.min_unit) & whole))
    spans = found.spans[rows]
    order = np.lexsort(spans.T[::-1])
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (spans[order[1:]] != spans[order[:-1]]).any(1)
    kept = np.sort(rows[order[fresh]])
    return Passages(found.spans[kept], found.bits[kept], found.firsts[kept], found.runs), words[kept]


def joined(parts: list[Passages], room: Room = MEMORY) -> Passages:
    """Return all passages, one part after another."""
    steps = np.cumsum([0, *(len(part.runs) for part in parts)])
    firsts = [part.firsts + step for part, step in zip(parts, steps, strict=False)]
    return Passages(
        np.concatenate([part.spans for part in parts]),
        np.concatenate([part.bits for part in parts]),
        np.concatenate(firsts),
        room.joined([part.runs for part in parts]),
    )


def _runs(
    documents: NDArray[np.int64], ids: NDArray[np.int32], stretch: tuple[int, int], near: Grams, far: Grams
) -> NDArray[np.int64]:
    words = int(documents[stretch[1]] - documents[stretch[0]])
    room = words // _USUAL + 1024
    while True:
        rows = np.empty((room, 4), np.int64)
        count = kernel.find(ids, documents, *stretch, near.n, near.head, near.before, far.head, far.n, rows)
        if count <= room:
            return rows[:count]
        room = count


def _bounds(documents: NDArray[np.int64], chains: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows that the two sides of each chain may not leave: their documents, and each other where these are one.

    What repeats itself over and over stays as it is.
    """
    owners = np.searchsorted(documents, chains[:, 0], side="right") - 1
    sources = np.maximum(chains[:, 4], ~chains[:, 4])
    bounds = np.stack((documents[owners], documents[owners + 1], documents[sources], documents[sources + 1]), 1)
    same = owners == chains[:, 4]
    middle = (chains[same, 0] + chains[same, 3]) // 2
    bounds[same, 0], bounds[same, 3] = middle, middle
    bounds[chains[:, 4] < 0] = chains[chains[:, 4] < 0, :4]
    return bounds
