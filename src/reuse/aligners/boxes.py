"""Where two documents may share a passage: boxes around window pairs and common runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.kernels import runs, seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair

GRID = ((30, 10), (12, 4))  # window length and step, in words: the first for reworded text, the second for short
LEVELS = ((2.0, 1.0), (8.0, 1.0), (16.0, 0.5))  # bits a seed is worth, windows that may lie between two seeds
RUN = 5  # words
_SHORT = 16  # words; windows up to this length are also laid over whole sentences
_LEAST_SENTENCE = 4  # words


def boxes(pair: Pair) -> NDArray[np.int64]:
    """Rows (a start, a end, b start, b end) in words, without repetition, ascending."""
    rows = [_runs(pair)]
    for length, step in GRID:
        rows += _around_seeds(pair, length, step)
    return unique(np.concatenate(rows))


def unique(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows in ascending order, each once."""
    rows = rows[np.lexsort(rows.T[::-1])]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (rows[1:] != rows[:-1]).any(1)
    return rows[fresh]


def windows(breaks: NDArray[np.bool_], length: int, step: int) -> NDArray[np.int32]:
    """Windows (start, end) over a text whose sentences begin at `breaks`, ascending; short ones over sentences too."""
    n = len(breaks)
    starts = np.arange(0, max(n - length, 0) + step, step) if n > length else np.zeros(1, np.int64)
    rows = np.stack((starts, np.minimum(starts + length, n)), 1)
    if length <= _SHORT:
        first = np.flatnonzero(breaks)
        last = np.append(first[1:], n)
        fits = (last - first >= _LEAST_SENTENCE) & (last - first <= 2 * length)
        rows = unique(np.concatenate((rows, np.stack((first[fits], last[fits]), 1))))
    return rows.astype(np.int32)


def _runs(pair: Pair) -> NDArray[np.int64]:
    space, count = pair.space, 0
    rows = np.empty((256, 4), np.int64)
    while count == 0 or count > len(rows):
        rows = np.empty((max(count, len(rows)), 4), np.int64)
        count = runs.common_runs(pair.a.ids, pair.b.ids, RUN, pair.same, space.table, space.then, rows)
        if not count:
            break
    return rows[:count]


@dataclass(frozen=True, slots=True)
class _Seeds:
    rows: NDArray[np.int32]  # (window of a, window of b), ascending
    bits: NDArray[np.float32]


def _around_seeds(pair: Pair, length: int, step: int) -> list[NDArray[np.int64]]:
    windows_a, windows_b = windows(pair.a.breaks, length, step), windows(pair.b.breaks, length, step)
    found = _seeds(pair, windows_a, windows_b, length)
    rows = []
    for bits, apart in LEVELS:
        room = np.empty((len(found.bits), 5), np.int64)
        parent = np.empty(len(room), np.int64)
        gap = int(length * apart)
        count = seeds.box(found.rows, found.bits, bits, windows_a, windows_b, gap, parent, room)
        rows.append(room[:count, :4])
    return rows


def _seeds(pair: Pair, windows_a: NDArray[np.int32], windows_b: NDArray[np.int32], length: int) -> _Seeds:
    a, b, space = pair.a.ids, pair.b.ids, pair.space
    seeds.weigh(a, b, pair.shares, pair.weights, pair.kept, float(length), space.bits)
    entries = int((windows_b[:, 1] - windows_b[:, 0]).sum())
    then, which = np.empty(entries, np.int32), np.empty(entries, np.int32)
    seeds.link(b, windows_b, space.bits, *space.chain, then, which)
    score, touched = np.zeros(len(windows_b), np.float32), np.empty(len(windows_b), np.int32)
    cost, room, count = -math.log2(1 - pair.kept), 4096, -1
    while count < 0 or count > room:
        room = max(room, count)
        rows, bits = np.empty((room, 2), np.int32), np.empty(room, np.float32)
        chains = (*space.chain, then, which)
        count = seeds.seed(
            a, b, windows_a, windows_b, space.bits, LEVELS[0][0], cost, pair.same, chains, space.marks, score,
            touched, rows, bits,
        )  # fmt: skip
        for mark in space.marks:
            mark[a] = 0
    for chain in space.chain:
        chain[b] = 0
    order = np.lexsort((rows[:count, 1], rows[:count, 0]))
    return _Seeds(rows[:count][order], bits[:count][order])
