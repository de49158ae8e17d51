from __future__ import annotations

from typing import TYPE_CHECKING

import junitparser
from builds import hostile, knowing, written

from reuse.reporters.junit import JUnit

if TYPE_CHECKING:
    from reuse.model import Report


def cases(report: Report) -> dict[str, junitparser.TestCase]:
    (suite,) = junitparser.JUnitXml.fromstring(written(JUnit(), report).encode())
    assert (suite.tests, len(list(suite))) == (5, 5)
    assert suite.errors == 2
    assert suite.failures == sum(isinstance(one, junitparser.Failure) for case in suite for one in case.result)
    return {case.name: case for case in suite}


def test_a_case_a_document_that_fails_where_it_has_new_copies(report: Report) -> None:
    found = cases(report)
    (failure,) = found["news/city desk.txt"].result
    assert failure.message == "3 passages that also stand elsewhere"
    assert "news/city desk.txt:2: edited reuse of " in failure.text
    assert found["news/ferry.txt"].result == []


def test_what_is_known_passes_and_is_told(report: Report) -> None:
    found = cases(knowing(report, f0=(0, 1), f1=(0, 1), f2=(0, 1)))
    assert found["news/city desk.txt"].result == []
    assert found["news/city desk.txt"].system_out == "3 known passages"


def test_what_could_not_be_read_is_an_error(report: Report) -> None:
    (error,) = cases(report)["news/photo.jpg"].result
    assert isinstance(error, junitparser.Error)
    assert error.message == "holds NUL bytes: binary"


def test_no_text_breaks_the_xml(report: Report) -> None:
    text = "]]> <failure> & \x00 \x1b \ud800 \ufffe"
    assert "<failure> &" in next(iter(cases(hostile(report, text))["news/city desk.txt"].result)).text
