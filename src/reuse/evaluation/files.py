"""What a report or PAN XML says was found, scored against a truth in a file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.evaluation.coverage import recalls, strays, without_neutral
from reuse.evaluation.plagdet import Evaluation, evaluate
from reuse.evaluation.truth import (
    Truth,
    family_cases,
    is_xml,
    pan_cases,
    read_report,
    read_truth,
    report_cases,
    same_documents,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reuse.evaluation.plagdet import Case
    from reuse.model import Report

COVERED = 0.5  # of the characters of both sides: then a case is covered


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one kind: how many are covered, and the mean of their recall."""

    name: str
    cases: int
    covered: int
    recall: float


@dataclass(frozen=True, slots=True)
class Result:
    """The scores, and what stands behind them.

    covered   cases of which half the characters and more are found, on both sides
    strays    detections that no case explains
    neutral   detections that only meet what counts neither way: left out
    groups    the cases by kind, where the truth tells it
    """

    entire: Evaluation
    covered: int
    strays: int
    neutral: int
    groups: tuple[Group, ...]


def evaluate_files(truth: Path, found: Path) -> Result:
    """Score the detections in `found` (a report, or PAN XML) against the cases in `truth` (see `read_truth`).

    Raises UsageError where one cannot be read, or they have nothing to do with each other.
    """
    if is_xml(truth) != is_xml(found):
        raise UsageError(
            f"{truth} and {found} are of two kinds", "Give two JSON files, or two files or folders of PAN XML."
        )
    if is_xml(truth):
        return judge(read_truth(truth), pan_cases(found))
    report, known = read_report(found), read_truth(truth)
    try:
        return evaluate_report(known, report)
    except UsageError as error:
        raise UsageError(f"{found}: {error.message}", error.hint) from error


def evaluate_report(truth: Truth, report: Report) -> Result:
    """Score a report; its documents are those of the truth by content, or by name. Raises UsageError if none is."""
    names = same_documents(truth.documents, report)
    if not names:
        raise UsageError("none of its documents is one of the truth", "Scan the documents that the truth is about.")
    return judge(truth, [*report_cases(report.matches, names), *family_cases(report, names)])


def judge(truth: Truth, found: Sequence[Case]) -> Result:
    """Score detections."""
    judged = without_neutral(found, truth.cases, truth.neutral)
    shares = recalls(truth.cases, judged)
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for kind, both in zip(truth.kinds, shares, strict=bool(truth.kinds)):
        by_kind[kind].append(both)
    groups = tuple(
        Group(kind, len(own), _covered(own), sum(share for share, _ in own) / len(own))
        for kind, own in sorted(by_kind.items())
        if kind
    )
    stray = len(strays(judged, truth.cases))
    return Result(evaluate(truth.cases, judged), _covered(shares), stray, len(found) - len(judged), groups)


def _covered(shares: Sequence[tuple[float, float]]) -> int:
    return sum(lesser >= COVERED for _, lesser in shares)
