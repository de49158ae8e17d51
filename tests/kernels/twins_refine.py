"""Plain twin of `kernels.refine`: dictionaries for tables, a sorted order for picks, every segment there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.kernels.refine import LONGEST_RUN, LOW, MIX, NEVER, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from twins_shares import Tables

    Words = Counter[int]
    Two = tuple[int, int]
    Place = tuple[int, ...]


class Model(NamedTuple):
    """The constants, in the order in which the aligner passes them."""

    kept: float
    least_run: float
    run_bits: float
    mixing: float
    context: float
    rounds: float
    exact: float


class Side(NamedTuple):
    """One text: its words, how much of each was counted, the bonus of its bounds, the words that are closed."""

    words: list[int]
    worth: list[float]
    edge: list[float]
    closed: list[bool]

    def pairs(self, start: int, end: int) -> Counter[Two]:
        """Neighbouring words of a passage."""
        return Counter(pairwise(self.words[start:end]))

    def once(self, start: int, end: int) -> Words:
        """Words of a passage that stand nowhere else."""
        return Counter(self.words[i] for i in range(start, end) if self.worth[i] == 1)

    def again(self, start: int, end: int) -> Words:
        """Words of a passage that stand elsewhere too."""
        return Counter(self.words[i] for i in range(start, end) if self.worth[i] < 1)

    def pairs_once(self, start: int, end: int) -> Counter[Two]:
        """Neighbouring words of a passage that stand nowhere else, both of them."""
        rows = range(start + 1, end)
        return Counter((self.words[i - 1], self.words[i]) for i in rows if self.worth[i - 1] == self.worth[i] == 1)


def segment(gain: list[float], bonus: list[float]) -> tuple[int, int, float]:
    """Of all segments that of most bits and bonus, the first end and then the first start of equals."""
    sums = [0.0]
    for bits in gain:
        sums.append(sums[-1] + bits)
    best = None
    for end in range(len(gain) + 1):
        for start in range(end + 1):
            value = sums[end] + bonus[end] - (sums[start] - bonus[start])
            if best is None or value > best[0]:
                best = value, start, end, sums[end] - sums[start]
    return best[1:]


def run_lengths(words: list[int], pairs: Counter[Two]) -> list[int]:
    """Length of the run of shared pairs in which each word stands."""
    cuts = [0, *(i for i, pair in enumerate(pairwise(words), 1) if pair not in pairs), len(words)]
    return [end - start for start, end in pairwise(cuts) for _ in range(start, end)]


def pick(words: list[int], runs: list[int], start: int, end: int, other: Words) -> list[bool]:
    """Which words are answered: the longest runs first, then the nearest to the passage, left before right."""

    def precedence(i: int) -> tuple[int, int, int]:
        distance = max(start - i, i - end + 1, 0)
        return -min(runs[i], LONGEST_RUN), distance, i

    left, hit = Counter(other), [False] * len(words)
    for i in sorted(range(len(words)), key=precedence):
        if left[words[i]] > 0:
            left[words[i]] -= 1
            hit[i] = True
    return hit


def overhang(hit: list[bool], runs: list[int], least: float) -> int:
    """Words before the first that is answered, if that one stands in a run of `least` or more."""
    first = hit.index(True) if any(hit) else 0
    return first if first and runs[first] >= least else 0


class Moved(NamedTuple):
    """One side's passage after its turn; the bits are of all of it, the rest of it without what hangs over its ends."""

    span: Place
    bits: float = 0.0
    gains: Sequence[float] = ()
    words: int = 0  # answered
    cut: Place = (0, 0)  # words that hang over at the start and at the end


@dataclass(frozen=True)
class Twin:
    """`refine` over two sides, a table of shares, a table of stock phrases."""

    sides: tuple[Side, Side]
    tables: Tables
    stock: list[int]
    model: Model
    same: bool

    def refine(self, box: Place) -> tuple[Place, tuple[Moved, Moved]]:
        """Return the box, all zero when nothing is left, and both sides."""
        s, e, t, u = box
        if self.same and e > t:
            middle = (e + t) // 2
            e, t = min(e, middle), max(t, middle)
        at, seen = [Moved((s, e)), Moved((t, u))], set()
        for half in range(2 * int(self.model.rounds)):
            side = half % 2
            if any(end - start < SHORTEST for (start, end), *_ in at):
                break
            at[side] = self.half(side, [one.span for one in at], left_out=half >= 2)
            if side == 1:
                if (at[0].span, at[1].span) in seen:
                    break
                seen.add((at[0].span, at[1].span))
        if any(end - start < SHORTEST for (start, end), *_ in at):
            return (0, 0, 0, 0), (at[0], at[1])
        return tuple(bound for one in at for bound in without(one.span, one.cut)), (at[0], at[1])

    def half(self, side: int, at: list[Place], *, left_out: bool) -> Moved:
        """Return the best segment of one side around its passage."""
        moving, still = self.sides[side], self.sides[1 - side]
        (start, end), other = at[side], at[1 - side]
        reach = int(self.model.context) + (end - start) // 2
        first, last = 0, len(moving.words)
        if self.same:
            first, last = (0, other[0]) if side == 0 else (other[1], last)
        low, high = max(first, start - reach), min(last, end + reach)
        window = moving.words[low:high]
        own = moving.once(start, end) + still.once(*other) + (moving.again(start, end) | still.again(*other))
        pairs = still.pairs(*other)
        own_pairs = moving.pairs(start, end) + still.pairs_once(*other)
        runs = run_lengths(window, pairs)
        hit = pick(window, runs, start - low, end - low, Counter(still.words[slice(*other)]))
        length, taken = other[1] - other[0], own.total() if left_out else 0
        gain = []
        for k, w in enumerate(window):
            if moving.closed[low + k]:
                gain.append(NEVER)
            elif not hit[k]:
                gain.append(log2(1 - self.model.kept))
            else:
                rate = self.tables.share(w, own[w] if left_out else 0, taken)
                bits = log2(1 + self.model.kept * (1 / (1 - exp(-rate * length)) - 1))
                if runs[k] >= self.model.least_run:
                    if k and hit[k - 1] and (window[k - 1], w) in pairs:
                        bits = min(bits, self.stocked(window[k - 1], w, rate, own, own_pairs))
                    bits = max(bits, self.model.run_bits)
                gain.append(bits)
        start, end, bits = segment(gain, moving.edge[low : high + 1])
        inside, runs = hit[start:end], runs[start:end]
        cut = overhang(inside, runs, self.model.exact), overhang(inside[::-1], runs[::-1], self.model.exact)
        kept = slice(*without((start, end), cut))
        return Moved((low + start, low + end), bits, gain[kept], sum(hit[kept]), cut)

    def stocked(self, before: int, w: int, rate: float, own: Words, own_pairs: Counter[Two]) -> float:
        """Bits of a word as the next of its run."""
        slot = ((before << 32 | w + 1) * int(MIX) % 2**64 >> int(LOW)) % len(self.stock)
        together = max(self.stock[slot] - own_pairs[before, w], 0)
        follows = max(self.tables.everywhere[before] - own[before], together)
        mixing = self.model.mixing
        return log2(1 + self.model.kept * ((follows + mixing) / (together + mixing * rate) - 1))


def without(span: Place, cut: Place) -> Place:
    return span[0] + cut[0], span[1] - cut[1]


def boxes_of(rows: list[Place]) -> NDArray[np.int64]:
    """Boxes in the type that a run has."""
    return np.array(rows, np.int64).reshape(-1, 4)
