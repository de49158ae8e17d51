"""Where two documents may share a passage: boxes around window pairs and common runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from reuse.kernels import runs, seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair

# window length and step, in words, and bits that a pair of windows must share: the first for reworded text, where many
# weak pairs lie side by side, the second for short passages, which stand alone
GRID = ((30, 10, 4.0), (12, 4, 12.0))
RUN = 5  # words
WIDE, LONG = 120, 240  # words
GAP = 30  # words; passages that are less apart on both sides are tried as one
_SHORT = 16  # words; windows up to this length are also laid over whole sentences
_LEAST_SENTENCE = 4  # words
_ROUNDED = 0.001  # bits; sums of single precision may be off by less


def boxes(pair: Pair) -> NDArray[np.int64]:
    """Rows (a start, a end, b start, b end) in words, without repetition, ascending."""
    rows = [_runs(pair)]
    for length, step, least in GRID:
        rows.append(_around_seeds(pair, length, step, least))
    return unique(np.concatenate(rows))


def joined(passages: NDArray[np.int64]) -> NDArray[np.int64]:
    """Boxes around passages (rows like those of boxes) that are little apart on both sides; no single ones.

    Little is GAP words, and up to WIDE more between passages of more than LONG words.
    """
    rows = unique(passages)
    shorter = (rows[:, 1::2] - rows[:, ::2]).min(1, initial=2 * LONG)
    margin = np.clip((shorter - LONG) // 4, 0, WIDE // 2)
    wider = [np.ascontiguousarray(rows[:, k : k + 2] + margin[:, None] * (-1, 1), np.int32) for k in (0, 2)]
    numbers = np.arange(len(rows), dtype=np.int32)
    room, parent = np.empty((len(rows), 5), np.int64), np.empty(len(rows), np.int64)
    count = seeds.box(np.stack((numbers, numbers), 1), *wider, GAP, parent, room)
    boxes, single = room[:count, :4], rows[room[:count, 4]] + margin[room[:count, 4], None] * (-1, 1, -1, 1)
    fresh = boxes[(boxes != single).any(1)]
    ends = np.array((rows[:, 1].max(initial=0), rows[:, 3].max(initial=0)))
    return np.stack(
        (
            np.maximum(fresh[:, 0], 0),
            np.minimum(fresh[:, 1], ends[0]),
            np.maximum(fresh[:, 2], 0),
            np.minimum(fresh[:, 3], ends[1]),
        ),
        1,
    )


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


def _around_seeds(pair: Pair, length: int, step: int, least: float) -> NDArray[np.int64]:
    """Boxes around window pairs of `least` bits, as far as these lie at most a window apart."""
    windows_a, windows_b = windows(pair.a.breaks, length, step), windows(pair.b.breaks, length, step)
    found = _seeds(pair, windows_a, windows_b, length, least)
    room, parent = np.empty((len(found), 5), np.int64), np.empty(len(found), np.int64)
    return room[: seeds.box(found, windows_a, windows_b, length, parent, room), :4]


def _seeds(
    pair: Pair, windows_a: NDArray[np.int32], windows_b: NDArray[np.int32], length: int, least: float
) -> NDArray[np.int32]:
    """Rows (window of a, window of b) of `least` bits and more, ascending."""
    a, b, space = pair.a.ids, pair.b.ids, pair.space
    seeds.weigh(a, b, pair.shares, pair.weights, pair.kept, float(length), space.bits)
    cost = -math.log2(1 - pair.kept)
    hopeful = _hopeful(
        space.bits[a], windows_a, least + cost * int((windows_b[:, 1] - windows_b[:, 0]).min()) / 2, cost
    )
    windows_a = windows_a[hopeful]
    entries = int((windows_b[:, 1] - windows_b[:, 0]).sum())
    then, which = np.empty(entries, np.int32), np.empty(entries, np.int32)
    seeds.link(b, windows_b, space.bits, *space.chain, then, which)
    score, touched = np.zeros(len(windows_b), np.float32), np.empty(len(windows_b), np.int32)
    room, count = 4096, -1
    while count < 0 or count > room:
        room = max(room, count)
        rows = np.empty((room, 2), np.int32)
        chains = (*space.chain, then, which)
        count = seeds.seed(
            a, b, windows_a, windows_b, space.bits, least, cost, pair.same, chains, space.marks, score,
            touched, rows,
        )  # fmt: skip
        for mark in space.marks:
            mark[a] = 0
    for chain in space.chain:
        chain[b] = 0
    rows = rows[np.lexsort((rows[:count, 1], rows[:count, 0]))]
    rows[:, 0] = hopeful[rows[:, 0]]
    return rows


def _hopeful(bits: NDArray[np.float32], windows: NDArray[np.int32], least: float, cost: float) -> NDArray[np.int32]:
    """Numbers of the windows that could reach `least`, if another had all their shared words; bits: of each word.

    A long text has next to nothing in common with a short one; so what looking for seeds costs follows what it has.
    """
    sums = np.concatenate(([0.0], np.cumsum(np.maximum(bits, 0), dtype=np.float64)))
    starts, ends = windows.T
    reached = sums[ends] - sums[starts] >= least + cost * (ends - starts) / 2 - _ROUNDED
    return np.flatnonzero(reached).astype(np.int32)
