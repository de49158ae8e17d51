"""Word-level differences of two passages, by rapidfuzz; long ones are cut at words that stand once on each side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import Operation

_LIKE = 0.7  # of the letters of two words, how many are equal and in order
_CELLS = 1 << 24  # of the edit matrix, two bits each: what is larger is cut first


@dataclass(frozen=True, slots=True)
class Difference:
    """Words a[0]:a[1] of the one passage stand where words b[0]:b[1] of the other do."""

    operation: Operation
    a: tuple[int, int]
    b: tuple[int, int]


def differences(a: Sequence[int], b: Sequence[int]) -> list[Difference]:
    """Return what turns words `a` into words `b`, in order; words between differences are equal."""
    found: list[Difference] = []
    at_a = at_b = 0
    for start, end, other in [*equal(a, b), (len(a), len(a), len(b))]:
        if start > at_a or other > at_b:
            operation: Operation = (
                "replace" if start > at_a and other > at_b else "delete" if start > at_a else "insert"
            )
            found.append(Difference(operation, (at_a, start), (at_b, other)))
        at_a, at_b = end, other + end - start
    return found


def alike(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs (row of a, row of b) of strings that differ in few letters, the likest first."""
    scores = cdist(a, b, scorer=Indel.normalized_similarity, score_cutoff=_LIKE)
    rows, columns = scores.nonzero()
    order = sorted(zip((-scores[rows, columns]).tolist(), rows.tolist(), columns.tolist(), strict=True))
    return [(i, j) for _, i, j in order]


def in_order(a: Sequence[int], b: Sequence[int]) -> int:
    """Words that are equal and in the same order on both sides."""
    return sum(end - start for start, end, _ in equal(a, b))


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Share of the words of the longer side that are equal and in order."""
    return in_order(a, b) / max(len(a), len(b), 1)


def equal(a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield runs of equal words in order: start and end in a, start in b."""
    for (a0, b0), (a1, b1) in pairwise([(0, 0), *_anchors(a, b), (len(a), len(b))]):
        if (a1 - a0) * (b1 - b0) > 16 * _CELLS:  # nothing to cut at: only what is equal at both ends
            yield from _ends(a, b, (a0, a1), (b0, b1))
            continue
        for code in LCSseq.opcodes(a[a0:a1], b[b0:b1]):
            if code.tag == "equal":
                yield a0 + code.src_start, a0 + code.src_end, b0 + code.dest_start


def _ends(
    a: Sequence[int], b: Sequence[int], in_a: tuple[int, int], in_b: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    (a0, a1), (b0, b1) = in_a, in_b
    head = 0
    while a0 + head < a1 and b0 + head < b1 and a[a0 + head] == b[b0 + head]:
        head += 1
    tail = 0
    while a1 - tail > a0 + head and b1 - tail > b0 + head and a[a1 - tail - 1] == b[b1 - tail - 1]:
        tail += 1
    if head:
        yield a0, a0 + head, b0
    if tail:
        yield a1 - tail, a1, b1 - tail


def _anchors(a: Sequence[int], b: Sequence[int]) -> list[tuple[int, int]]:
    """Places to cut at: words that stand once on each side, as far as they stand in the same order (patience diff)."""
    if len(a) * len(b) <= _CELLS:
        return []
    once = {word: i for i, word in enumerate(b)}
    times_a, times_b = Counter(a), Counter(b)
    lone = [(i, once[w]) for i, w in enumerate(a) if times_a[w] == 1 and times_b[w] == 1]
    tails: list[int] = []
    chains: list[int] = []
    back = [-1] * len(lone)
    for k, (_, j) in enumerate(lone):
        at = bisect_left(tails, j)
        back[k] = chains[at - 1] if at else -1
        tails[at : at + 1] = [j]
        chains[at : at + 1] = [k]
    kept, k = [], chains[-1] if chains else -1
    while k >= 0:
        kept.append(lone[k])
        k = back[k]
    return kept[::-1]
