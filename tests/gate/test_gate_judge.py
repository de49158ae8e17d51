from __future__ import annotations

from datetime import date

import pytest

from reuse import Document, Report, scan
from reuse.gate.baseline import Entry, entries, read, written
from reuse.gate.judge import forbidden, marked, recognised, share
from reuse.gate.verdict import Verdict, verdict
from reuse.reporters.copies import copies

DAY = date(2026, 11, 25)
ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TWO = "Nobody had told the baker that the mill would close, so he ordered flour for another eleven weeks."
HALF = "\n".join(ONE.split())  # in lines of a word
OLD = {"a.md": f"{ONE}\n\n{TWO}", "b.md": f"On the coast. {ONE}", "c.md": f"{TWO} He said so."}


def held(texts: dict[str, str], baseline: list[Entry], **options: object) -> Report:
    report = scan(texts=texts, **options)
    return marked(report, recognised(report, baseline, DAY))


def fresh(texts: dict[str, str], baseline: list[Entry], **options: object) -> list[str]:
    return [copy.place.document for copy in copies(held(texts, baseline, **options)) if copy.is_new]


@pytest.fixture
def baseline() -> list[Entry]:
    rows = entries(scan(texts=OLD))
    assert [row.places for row in rows] == [2, 2]
    return read(written(rows), "x")


def test_what_is_known_is_not_new(baseline: list[Entry]) -> None:
    assert fresh(OLD, baseline) == []
    assert all(not match.is_new for match in held(OLD, baseline).matches)


def test_one_more_copy_of_a_known_passage_is_new(baseline: list[Entry]) -> None:
    assert fresh({**OLD, "d.md": f"Third. {ONE}"}, baseline) == ["d.md"]


def test_one_more_copy_in_a_file_that_has_one_is_new(baseline: list[Entry]) -> None:
    assert "b.md" in fresh({**OLD, "b.md": f"{OLD['b.md']}\n\nOnce more. {ONE}"}, baseline)


@pytest.mark.parametrize(
    "changed",
    [ONE.upper(), HALF, ONE.replace(" ", "  ").replace(".", "!"), ONE.replace("silent", "quiet"), f"{ONE} Truly."],
)
def test_a_known_passage_may_be_wrapped_and_lightly_edited(changed: str, baseline: list[Entry]) -> None:
    assert fresh({**OLD, "b.md": f"On the coast. {changed}"}, baseline) == []


def test_a_known_passage_may_move(baseline: list[Entry]) -> None:
    moved = {"a.md": OLD["a.md"], "moved/b.md": OLD["b.md"], "c.md": OLD["c.md"]}
    assert fresh(moved, baseline) == []


def test_a_swap_does_not_hide(baseline: list[Entry]) -> None:
    other = "Three goats crossed the frozen river before the ferryman had found his boots and his temper."
    swapped = {**OLD, "b.md": f"On the coast. {other}", "d.md": f"Inland. {other}"}
    assert fresh(swapped, baseline) == ["d.md"]


def test_half_of_a_known_passage_copied_again_is_new(baseline: list[Entry]) -> None:
    assert "d.md" in fresh(
        {**OLD, "d.md": "Half. under a thin winter moon while seven crews mended their torn nets"}, baseline
    )


def test_what_is_over_is_new_again(baseline: list[Entry]) -> None:
    from dataclasses import replace  # noqa: PLC0415

    over = [replace(row, expires=date(2026, 11, 24)) for row in baseline]
    assert len(fresh(OLD, over)) == 2
    assert recognised(scan(texts=OLD), over, DAY).expired == 2


def test_large_corpora_are_marked_as_they_are_drawn(baseline: list[Entry]) -> None:
    report = held({**OLD, "d.md": f"Third. {ONE}"}, baseline, relate="links")
    assert type(report.families).__name__ == "_Marked"
    assert [family.known for family in report.families.without_texts()] == [family.known for family in report.families]
    assert [copy.place.document for copy in copies(report) if copy.is_new] == ["d.md"]
    assert {match.is_new for match in report.matches} == {True, False}


def documents() -> list[Document]:
    return [
        Document("free.md", ONE, metadata={"license": "CC0"}),
        Document("bound.md", TWO, metadata={"license": "CC-BY-NC-4.0"}),
        Document("ours.md", f"{ONE}\n\nHm. {TWO}"),
    ]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (["license=CC-BY-NC*"], ["ours.md"]),
        (["license=GPL*"], []),
        (["author=*"], []),
        (["license=CC0", "license=CC-BY-NC*"], ["ours.md", "ours.md"]),
    ],
)
def test_metadata_may_forbid_copies(policy: list[str], expected: list[str]) -> None:
    report = scan(documents())
    assert [copy.place.document for copy in forbidden(report, policy)] == expected
    found = verdict(report, "", policy, recognised(report, [], DAY))
    assert found.trips == bool(expected)


def test_what_is_known_is_not_forbidden() -> None:
    report = scan(documents())
    known = recognised(report, entries(report), DAY)
    assert forbidden(marked(report, known), ["license=*"]) == []


@pytest.mark.parametrize(
    ("fail_on", "trips"),
    [("any", True), ("new", True), ("1", True), ("2", True), ("3", False), ("30%", True), ("90%", False), ("", False)],
)
def test_what_fails_a_build(fail_on: str, *, trips: bool) -> None:
    report = scan(texts={**OLD, "b.md": OLD["b.md"] + " And a good many more words that nobody ever wrote before."})
    assert verdict(report, fail_on, (), recognised(report, [], DAY)).trips is trips


def test_a_percentage_counts_what_is_new(baseline: list[Entry]) -> None:
    assert share(held(OLD, baseline)) == 0
    assert share(held({**OLD, "d.md": f"{ONE} {ONE}"}, baseline)) > 0.9


def test_the_line_says_why(baseline: list[Entry]) -> None:
    report = scan(texts={**OLD, "d.md": f"Third. {ONE}"})
    known = recognised(report, baseline[:1] if baseline[0].quote.startswith("The grey") else baseline[1:], DAY)
    found = verdict(marked(report, known), "new", (), known)
    assert found == Verdict(
        trips=True,
        line="check failed: 2 new copies of 2 passages, the first at d.md:1 (--fail-on new); 1 known, 4 documents",
    )
