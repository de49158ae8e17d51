"""The five articles of seeds/: what a newcomer sees first must be right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reuse import scan
from reuse.evaluation.files import Result, evaluate_report
from reuse.evaluation.truth import read_truth

if TYPE_CHECKING:
    from reuse.model import Report

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def report() -> Report:
    return scan(ROOT / "seeds", jobs=1)


@pytest.fixture(scope="module")
def done(report: Report) -> Result:
    return evaluate_report(read_truth(ROOT / "tests" / "seeds_truth.json"), report)


def test_the_marked_passages_are_found(done: Result) -> None:
    assert done.entire.cases == 18
    assert done.covered >= 17
    assert done.entire.macro.plagdet >= 0.88


def test_little_is_reported_that_nobody_marked(done: Result) -> None:
    assert done.strays <= 1


def test_moved_blocks_are_whole(report: Report) -> None:
    between = [match for match in report.matches if "/000_" in match.a.document and "/001_" in match.b.document]
    assert 1 <= len(between) <= 6
