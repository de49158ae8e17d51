"""Plagdet and its parts: what was found against what is there.

Potthast, Stein, Barrón-Cedeño and Rosso, "An Evaluation Framework for Plagiarism Detection", COLING 2010. Every
measure counts characters on both sides of a case. A detection meets a case where they have characters in common
on both sides; only what they have in common with those they meet counts as found.

recall       share of a case that detections cover: the mean over cases (macro), or characters of all cases
             together, each once for a pair of documents (micro)
precision    the same with cases and detections exchanged
granularity  detections that meet a case, the mean over the cases that are met: 1 where none is found in pieces
plagdet      harmonic mean of recall and precision, divided by log2(1 + granularity)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Case = tuple[str, int, int, str, int, int]
"""Document a, its half-open range in code points, document b, its range; a detection has the same form."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scores:
    """Plagdet and its parts; all but granularity (1 and more) are shares of 1."""

    plagdet: float
    recall: float
    precision: float
    granularity: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How many cases and detections there are, and the scores: the mean over cases, and over characters."""

    cases: int
    detections: int
    macro: Scores
    micro: Scores


def evaluate(cases: Sequence[Case], found: Sequence[Case]) -> Evaluation:
    """Score the detections `found` against `cases`; nothing found where nothing is is perfect.

    A case and a detection meet only where a is the same document, and b: order the sides alike first.
    """
    if not cases or not found:
        all_or_nothing = float(not cases and not found)
        scores = Scores(all_or_nothing, all_or_nothing, all_or_nothing, 1.0)
        return Evaluation(len(cases), len(found), scores, scores)
    of_case: list[list[Case]] = [[] for _ in cases]
    of_detection: list[list[Case]] = [[] for _ in found]
    for i, j in meetings(cases, found):
        cut = common(cases[i], found[j])
        of_case[i].append(cut)
        of_detection[j].append(cut)
    hits = [len(cuts) for cuts in of_case if cuts]
    granularity = sum(hits) / len(hits) if hits else 1.0
    macro = (
        sum(map(coverage, cases, of_case)) / len(cases),
        sum(map(coverage, found, of_detection)) / len(found),
    )
    caught = characters(cut for cuts in of_case for cut in cuts)
    micro = caught / (characters(cases) or 1), caught / (characters(found) or 1)
    return Evaluation(len(cases), len(found), _scores(*macro, granularity), _scores(*micro, granularity))


def meetings(cases: Sequence[Case], found: Sequence[Case]) -> Iterator[tuple[int, int]]:
    """Yield (i, j) wherever cases[i] meets found[j].

    The cost follows the pairs that overlap on one side, that on which fewer do, not all pairs.
    """
    theirs = _by_documents(found)
    for documents, mine in _by_documents(cases).items():
        others = theirs.get(documents, [])
        sides = [([_ranges(cases[i])[k] for i in mine], [_ranges(found[j])[k] for j in others]) for k in (0, 1)]
        for i, j in _sweep(*min(sides, key=lambda side: _overlaps(*side))):
            if all(max(a[i][0], b[j][0]) < min(a[i][1], b[j][1]) for a, b in sides):
                yield mine[i], others[j]


def common(one: Case, other: Case) -> Case:
    """Return what two cases that meet have in common."""
    a, a_start, a_end, b, b_start, b_end = one
    (a_low, a_high), (b_low, b_high) = _ranges(other)
    return a, max(a_start, a_low), min(a_end, a_high), b, max(b_start, b_low), min(b_end, b_high)


def coverage(case: Case, cuts: Sequence[Case]) -> float:
    """Return the share of the characters of `case`, both sides together, that lie in `cuts` of it."""
    return characters(cuts) / (case[2] - case[1] + case[5] - case[4] or 1)


def characters(cases: Iterable[Case]) -> int:
    """Return the characters in `cases`, both sides, each counted once for a pair of documents."""
    ranges: dict[tuple[str, str, int], list[Range]] = defaultdict(list)
    for case in cases:
        ranges[case[0], case[3], 0].append((case[1], case[2]))
        ranges[case[0], case[3], 1].append((case[4], case[5]))
    return sum(map(union, ranges.values()))


def union(ranges: Iterable[Range]) -> int:
    """Return how many positions lie in half-open `ranges`."""
    total = reached = 0
    for start, end in sorted(ranges):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _scores(recall: float, precision: float, granularity: float) -> Scores:
    harmonic = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    return Scores(harmonic / log2(1 + granularity), recall, precision, granularity)


def _by_documents(cases: Sequence[Case]) -> dict[tuple[str, str], list[int]]:
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        numbers[case[0], case[3]].append(number)
    return numbers


def _ranges(case: Case) -> tuple[Range, Range]:
    return (case[1], case[2]), (case[4], case[5])


def _overlaps(ones: Sequence[Range], others: Sequence[Range]) -> int:
    """Return how many of `ones` times `others` overlap."""
    starts, ends = sorted(start for start, _ in others), sorted(end for _, end in others)
    return sum(bisect_left(starts, end) - bisect_right(ends, start) for start, end in ones)


def _sweep(ones: Sequence[Range], others: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of those of `ones` and `others` that overlap, by the later start of the two."""
    rows = [(*ranged, 0, i) for i, ranged in enumerate(ones)] + [(*ranged, 1, j) for j, ranged in enumerate(others)]
    still_open: tuple[list[Range], list[Range]] = [], []  # (end, number) of ones, and of others
    for start, end, which, number in sorted(rows):
        other = 1 - which
        still_open[other][:] = [row for row in still_open[other] if row[0] > start]
        for _, partner in still_open[other]:
            yield (partner, number) if which else (number, partner)
        still_open[which].append((end, number))
