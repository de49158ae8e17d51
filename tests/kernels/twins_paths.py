"""Plain twin of `kernels.paths`, written from its docstrings: paths as lists of matching rows."""

from __future__ import annotations

from itertools import groupby, pairwise
from math import exp, log2
from typing import NamedTuple

import numpy as np

from reuse.kernels.paths import LEAST_RUN, MARGIN, WIDEST
from reuse.kernels.refine import LOW, MIX

Pairs = list[tuple[int, int]]
NEAR = 1e-9  # bits that are no difference


class Model(NamedTuple):
    """What bits are reckoned from; weights in single precision, as in the table that they are added up in."""

    weights: list[np.float32]
    rates: list[float]
    counts: list[float]
    stock: list[float]
    kept: float
    run_bits: float
    mixing: float
    cost: float

    def bits(self, word: int, length: int) -> float:
        return log2(1 + self.kept * (1 / (1 - exp(-self.rates[word] * length)) - 1))

    def follows(self, before: int, word: int) -> float:
        slot = ((((before << int(LOW)) | (word + 1)) * int(MIX)) % 2**64 >> int(LOW)) % len(self.stock)
        together = max(self.stock[slot] - 1, 0)
        seen = max(self.counts[before] - 1, together)
        return log2(1 + self.kept * ((seen + self.mixing) / (together + self.mixing * self.rates[word]) - 1))

    def gain(self, run: list[int], length: int) -> float:
        """Bits of a run of words on a path."""
        bits = [self.bits(word, length) for word in run]
        if len(run) >= LEAST_RUN:
            bits[1:] = [min(own, self.follows(*two)) for own, two in zip(bits[1:], pairwise(run), strict=True)]
            bits = [max(own, self.run_bits) for own in bits]
        return sum(bits)


def align(words: list[int], a: range, b: range, weights: list[np.float32], cost: float | None = None) -> Pairs:
    """Rows of a and b that match, in order, with the greatest sum of weights.

    cost: of a word, where they need not be aligned to their ends: only as far as is worth most, if that is more than
    chance brings to the best of all ends. Of equal ways the one that leaves words of a, from their end on.
    """
    table = [[np.float32(0)] * (len(b) + 1) for _ in range(len(a) + 1)]
    best, end = log2(1 + len(a) * len(b)), (0, 0)
    for i, p in enumerate(a, 1):
        for j, s in enumerate(b, 1):
            value = max(table[i - 1][j], table[i][j - 1])
            if words[p] == words[s]:
                value = max(value, table[i - 1][j - 1] + weights[words[p]])
                if cost is not None and float(value) - cost * (i + j) > best:
                    best, end = float(value) - cost * (i + j), (i, j)
            table[i][j] = value
    i, j = (len(a), len(b)) if cost is None else end
    pairs = []
    while i and j:
        if table[i][j] == table[i - 1][j]:
            i -= 1
        elif table[i][j] == table[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((a[i], b[j]))
    return pairs[::-1]


def walk(words: list[int], runs: list[list[int]], bounds: list[int], model: Model) -> Pairs:
    """Lay the path of a chain, through its runs, the gaps between them and a margin at both ends."""
    low, end, low_source, source_end = bounds
    p, s, _ = runs[0]
    before = range(max(low, p - MARGIN), p)[::-1], range(max(low_source, s - MARGIN), s)[::-1]
    path = align(words, *before, model.weights, model.cost)[::-1]
    for k, (start, other, length) in enumerate(runs):
        path += [(start + i, other + i) for i in range(length)]
        p, s = start + length, other + length
        last = k == len(runs) - 1
        q, t = (min(end, p + MARGIN), min(source_end, s + MARGIN)) if last else runs[k + 1][:2]
        if max(q - p, t - s) <= WIDEST:
            path += align(words, range(p, q), range(s, t), model.weights, model.cost if last else None)
    return path


def runs_of(path: Pairs) -> list[list[int]]:
    """Rows (start, source, length) of what goes on on both sides."""
    runs = []
    for _, own in groupby(enumerate(path), lambda at: (at[1][0] - at[0], at[1][1] - at[0])):
        rows = [row for _, row in own]
        runs.append([*rows[0], len(rows)])
    return runs


def scores(words: list[int], runs: list[list[int]], model: Model) -> tuple[list[float], list[float]]:
    """Bits of each run, and what the words before it cost that lie beside the path."""
    (p, s, _), (q, t, last) = runs[0], runs[-1]
    length = min(q - p, t - s) + last
    gains = [model.gain(words[start : start + size], length) for start, _, size in runs]
    gaps = [then[0] - one[0] + then[1] - one[1] - 2 * one[2] for one, then in pairwise(runs)]
    return gains, [0.0, *(model.cost * gap for gap in gaps)]


def best(gains: list[float], costs: list[float], low: int, high: int) -> tuple[float, int, int]:
    """Of all stretches of runs the one worth most, of those the first."""
    found = (0.0, low, low)
    for end in range(low + 1, high + 1):
        for start in range(end - 1, low - 1, -1):
            value = sum(gains[start:end]) - sum(costs[start + 1 : end])
            if value > found[0] + NEAR:
                found = value, start, end
    return found


class Passage(NamedTuple):
    chain: int
    span: list[int]
    runs: list[list[int]]
    bits: float


def passages(
    words: list[int], chains: list[list[list[int]]], bounds: list[list[int]], model: Model, need: float
) -> list[Passage]:
    """All passages of `need` bits and more, by chain and start; chains: the runs of each."""
    found = []
    for chain, (own, limits) in enumerate(zip(chains, bounds, strict=True)):
        alone = [float(model.weights[word]) for p, _, length in own for word in words[p : p + length]]
        if sum(alone) < need / 2:
            continue
        runs = runs_of(walk(words, own, limits, model))
        gains, costs = scores(words, runs, model)
        left = [(0, len(runs))]
        while left:
            low, high = left.pop()
            bits, start, end = best(gains, costs, low, high)
            if bits >= need:
                p, s, _ = runs[start]
                q, t, length = runs[end - 1]
                found.append(Passage(chain, [p, q + length, s, t + length], runs[start:end], bits))
                left += [(low, start), (end, high)]
    return sorted(found)


def common(a: list[int], b: list[int]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for word in a:
        then = [0]
        for j, other in enumerate(b):
            then.append(row[j] + 1 if word == other else max(then[j], row[j + 1]))
        row = then
    return row[-1]
