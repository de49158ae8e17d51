"""Stretches of one text whose vocabulary follows the whole of another better than the rest of their own."""

from __future__ import annotations

from math import log2

from reuse.kernels.compiled import inner, outer
from reuse.kernels.refine import segment

_ROUNDS = 5


@inner
def _ratio(w, in_a, in_b, own, rest, words_b, stems):
    """How much more common word w is in b than in what is left of a without the stretch."""
    return in_b[w] / words_b * (rest + 0.5 * stems) / (in_a[w] - own[w] + 0.5)


@outer
def digest(a, b, edge, stems, context, span, tallies, gain):
    """Grow span[0]:span[1] of a to the segment that b explains best; returns its bits and the share b explains.

    stems: different words of both texts; tallies: scratch of zeros, counts of a and b already in the last two;
    `gain` gets the bits of each word of the segment.
    """
    own, in_a, in_b = tallies
    n = len(a)
    kept, bits = 0.6, 0.0
    for _ in range(_ROUNDS):
        x0, x1 = span[0], span[1]
        for i in range(x0, x1):
            own[a[i]] += 1
        rest = n - (x1 - x0)
        for _ in range(_ROUNDS):  # expectation and maximisation of the share
            total = 1.0
            for i in range(x0, x1):
                r = _ratio(a[i], in_a, in_b, own, rest, len(b), stems)
                total += kept * r / (1 - kept + kept * r)
            kept = total / (x1 - x0 + 2)
        kept = max(kept, 0.05)
        reach = context + (x1 - x0) // 2
        low, high = max(0, x0 - reach), min(n, x1 + reach)
        for i in range(low, high):
            gain[i - low] = log2(1 - kept + kept * _ratio(a[i], in_a, in_b, own, rest, len(b), stems))
        for i in range(x0, x1):
            own[a[i]] -= 1
        start, end, bits = segment(gain, edge, low, high - low)
        for k in range(start, end):
            gain[k - start] = gain[k]
        if low + start == x0 and low + end == x1:
            break
        span[0], span[1] = low + start, low + end
    return bits, kept


@outer
def promising(a, b, stems, length, tallies, spans):
    """Stretches of windows of `length` words that b explains better than chance: rows of `spans`; returns how many."""
    own, in_a, in_b = tallies
    step, count, last = length // 4, 0, -1
    for window in range(max(0, len(a) - length + step - 1) // step + 1):
        x0 = window * step
        x1 = min(x0 + length, len(a))
        for i in range(x0, x1):
            own[a[i]] += 1
        bits = 0.0
        for i in range(x0, x1):
            bits += log2(0.4 + 0.6 * _ratio(a[i], in_a, in_b, own, len(a) - (x1 - x0), len(b), stems))
        for i in range(x0, x1):
            own[a[i]] -= 1
        if bits > 0:
            if last != window - 1 or count == 0:
                spans[count, 0] = x0
                count += 1
            spans[count - 1, 1] = x1
            last = window
    return count
