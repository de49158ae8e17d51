"""Plain twins of `kernels.seeds`: every word, every pair of windows, every pair of seeds."""

from __future__ import annotations

from itertools import combinations
from math import exp, log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twins_shares import Tables

    Spans = Sequence[Sequence[int]]
    Bits = Mapping[int, float] | Sequence[float]


def weigh(a: list[int], b: list[int], tables: Tables, kept: float, length: int) -> dict[int, float]:
    """Bits by word: above zero for words of both texts, -1 for those of a alone, 0 for the rest."""
    cost = -log2(1 - kept)
    bits = dict.fromkeys(a, -1.0)
    for w in set(a) & set(b):
        chance = 1 - exp(-tables.share(w) * length)
        bits[w] = log2(1 + kept * (1 / chance - 1)) + cost
    return bits


def chains(b: list[int], windows: Spans, bits: Bits) -> dict[int, list[int]]:
    """Windows that hold a word, ascending, by word."""
    return {
        w: [j for j, (start, end) in enumerate(windows) if w in b[start:end]]
        for w in set(b)
        if bits[w] > 0 and any(w in b[start:end] for start, end in windows)
    }


def pairs(
    texts: tuple[list[int], list[int]], windows: tuple[Spans, Spans], bits: Bits, cost: float, *, same: bool
) -> dict[tuple[int, int], float]:
    """Bits of every pair of windows: of the words that both have, less the cost of the mean of their lengths."""
    a, b = texts
    return {
        (i, j): sum(bits[w] for w in set(a[s:e]) & set(b[t:u]) if bits[w] > 0) - cost * (e - s + u - t) / 2
        for i, (s, e) in enumerate(windows[0])
        for j, (t, u) in enumerate(windows[1])
        if not (same and t < e)
    }


def boxes(seeds: Spans, windows: tuple[Spans, Spans], gap: int) -> list[tuple[int, ...]]:
    """Bounds of the connected components of seeds, in the order of their first seeds."""
    groups = [{k} for k in range(len(seeds))]
    for one, other in combinations([next(iter(group)) for group in groups], 2):
        near_a = _near(windows[0][seeds[one][0]], windows[0][seeds[other][0]], gap)
        if near_a and _near(windows[1][seeds[one][1]], windows[1][seeds[other][1]], gap):
            joined = [group for group in groups if one in group or other in group]
            groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return [_around(group, seeds, windows) for group in sorted(groups, key=min)]


def _near(one: Sequence[int], other: Sequence[int], gap: int) -> bool:
    return one[0] <= other[1] + gap and other[0] <= one[1] + gap


def _around(group: set[int], seeds: Spans, windows: tuple[Spans, Spans]) -> tuple[int, ...]:
    in_a, in_b = [windows[0][seeds[k][0]] for k in group], [windows[1][seeds[k][1]] for k in group]
    return min(s for s, _ in in_a), max(e for _, e in in_a), min(t for t, _ in in_b), max(u for _, u in in_b)
