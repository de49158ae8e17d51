from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builds import knowing

from reuse.reporters.copies import Names, copies, uri

if TYPE_CHECKING:
    from reuse.model import Report


def told(report: Report) -> list[tuple[str, str, bool]]:
    return [(copy.family.id, copy.place.document, copy.is_new) for copy in copies(report)]


def test_every_place_but_the_first_appearance_is_a_copy(report: Report) -> None:
    assert told(report) == [("f0", "b", True), ("f1", "b", True), ("f2", "b", True), ("f2", "c", True)]


def test_what_stands_in_references_is_none_and_what_is_judged_always_is(report: Report) -> None:
    run = replace(report.run, settings={"references": 2})
    assert told(replace(report, run=run)) == [("f0", "a", True), ("f1", "a", True), ("f2", "a", True)]


def test_what_is_known_is_not_new(report: Report) -> None:
    assert told(knowing(report, f1=(0, 1), f2=(0, 1)))[1:] == [
        ("f1", "b", False),
        ("f2", "b", False),
        ("f2", "c", True),
    ]


def test_where_the_first_appearance_is_new_a_known_place_is_the_original(report: Report) -> None:
    assert told(knowing(report, f2=(1, 2)))[2:] == [("f2", "a", True), ("f2", "c", False)]


def test_a_sentence_names_the_first_appearance_and_counts_the_rest(report: Report) -> None:
    *_, last = copies(report)
    assert last.sentence(Names(report)) == (
        "edited reuse of 68 characters: also in news/ferry.txt:2, and in 1 more place"
    )
    assert [other.document for other in last.first(9)] == ["a", "b"]
    assert last.first(0) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/ü.md", "a%20b/%C3%BC.md"),
        ("/abs/x.txt", "file:///abs/x.txt"),
        ("c:d/x", "c%3Ad/x"),
        ("odd\udcff.txt", "odd%FF.txt"),
        ("50%.md", "50%25.md"),
    ],
)
def test_paths_as_uris(path: str, expected: str) -> None:
    assert uri(path) == expected
