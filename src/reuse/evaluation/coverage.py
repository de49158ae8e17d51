"""Cases one by one: which are found, and which detections no case explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.evaluation.plagdet import common, coverage, meetings, union

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.evaluation.plagdet import Case

    Place = tuple[str, int, int]


def ordered(one: Place, other: Place) -> Case:
    """Return the case of two passages, in the order of documents and places: which side is which is chance."""
    a, b = sorted((one, other))
    return *a, *b


def recalls(cases: Sequence[Case], found: Sequence[Case]) -> list[tuple[float, float]]:
    """Return for each case the share of its characters that is found: of both sides, and of the lesser side."""
    cuts: list[list[Case]] = [[] for _ in cases]
    for i, j in meetings(cases, found):
        cuts[i].append(common(cases[i], found[j]))
    return [(coverage(case, own), _lesser(case, own)) for case, own in zip(cases, cuts, strict=True)]


def without_neutral(found: Sequence[Case], cases: Sequence[Case], neutral: Sequence[Case]) -> list[Case]:
    """Return the detections that meet a case, and those that meet nothing: what is only neutral counts neither way."""
    meets_case = {j for _, j in meetings(cases, found)}
    meets_neutral = {j for _, j in meetings(neutral, found)}
    return [one for j, one in enumerate(found) if j in meets_case or j not in meets_neutral]


def strays(found: Sequence[Case], cases: Sequence[Case]) -> list[Case]:
    """Return the detections that meet no case."""
    explained = {j for _, j in meetings(cases, found)}
    return [one for j, one in enumerate(found) if j not in explained]


def _lesser(case: Case, cuts: Sequence[Case]) -> float:
    a = union((cut[1], cut[2]) for cut in cuts) / (case[2] - case[1] or 1)
    b = union((cut[4], cut[5]) for cut in cuts) / (case[5] - case[4] or 1)
    return min(a, b)
