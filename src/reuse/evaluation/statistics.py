"""Small statistics: rank correlation with ties, and the cuts that separate labels best."""

from __future__ import annotations

from math import inf, nextafter, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return Spearman's rank correlation: Pearson's of the ranks, equal values sharing their mean rank."""
    one, other = _centred(_ranks(xs)), _centred(_ranks(ys))
    scale = sqrt(sum(x * x for x in one) * sum(y * y for y in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / scale if scale else 0.0


def best_cuts(values: Sequence[float], labels: Sequence[int], kinds: int) -> tuple[float, ...]:
    """Return the `kinds - 1` ascending cuts that give most values their label: the number of cuts that it reaches.

    Cuts stand on values; one that nothing reaches stands just above the greatest. Found by dynamic programming over
    the sorted values; of equal solutions the one that cuts highest.
    """
    rows = sorted(zip(values, labels, strict=True))
    bounds = [k for k in range(len(rows) + 1) if k in {0, len(rows)} or rows[k - 1][0] < rows[k][0]]
    right = [[0] * (len(rows) + 1) for _ in range(kinds)]  # right[kind][k]: rows before k with that label
    for kind in range(kinds):
        for k, (_, label) in enumerate(rows):
            right[kind][k + 1] = right[kind][k] + (label == kind)
    best: dict[int, tuple[int, tuple[int, ...]]] = {k: (right[0][k], ()) for k in bounds}
    for kind in range(1, kinds):
        best = {
            k: max(
                (correct + right[kind][k] - right[kind][cut], (*cuts, cut))
                for cut, (correct, cuts) in best.items()
                if cut <= k
            )
            for k in bounds
        }
    above = nextafter(rows[-1][0], inf)
    return tuple(rows[cut][0] if cut < len(rows) else above for cut in best[len(rows)][1])


def _ranks(values: Sequence[float]) -> list[float]:
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for k in order[start:end]:
            ranks[k] = (start + end - 1) / 2
        start = end
    return ranks


def _centred(values: Sequence[float]) -> list[float]:
    mean = sum(values) / len(values) if values else 0.0
    return [value - mean for value in values]
