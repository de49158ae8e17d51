"""Plain twin of `kernels.digest`: counts by `Counter`, every segment there is."""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from twins_refine import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 5


def ratios(a: list[int], b: list[int], start: int, end: int) -> list[float]:
    """How much more common each word of a is in b than in what is left of a without start:end."""
    rest, in_b = Counter(a[:start] + a[end:]), Counter(b)
    words = rest.total() + 0.5 * len({*a, *b})
    return [in_b[w] / len(b) * words / (rest[w] + 0.5) for w in a]


def digest(
    a: list[int], b: list[int], edge: list[float], context: int, span: Sequence[int]
) -> tuple[int, int, float, float, list[float]]:
    """Return start, end, bits, share and bits of each word."""
    (start, end), kept = span, 0.6
    for _ in range(ROUNDS):
        ratio = ratios(a, b, start, end)
        for _ in range(ROUNDS):
            likely = sum(kept * r / (1 - kept + kept * r) for r in ratio[start:end])
            kept = (1 + likely) / (end - start + 2)
        kept = max(kept, 0.05)
        reach = context + (end - start) // 2
        low, high = max(0, start - reach), min(len(a), end + reach)
        gain = [log2(1 - kept + kept * r) for r in ratio[low:high]]
        first, last, bits = segment(gain, edge[low : high + 1])
        gains = gain[first:last]
        if (low + first, low + last) == (start, end):
            break
        start, end = low + first, low + last
    return start, end, bits, kept, gains


def promising(a: list[int], b: list[int], length: int) -> list[tuple[int, int]]:
    """Windows of `length` words, a quarter of it apart, with bits above zero; those that follow are joined."""
    step, spans, last = length // 4, [], None
    count = -(-max(0, len(a) - length) // step) + 1
    for window in range(count):
        start, end = window * step, min(window * step + length, len(a))
        if sum(log2(0.4 + 0.6 * r) for r in ratios(a, b, start, end)[start:end]) > 0:
            if spans and last == window - 1:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
            last = window
    return spans
