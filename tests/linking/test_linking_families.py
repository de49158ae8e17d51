"""Families as columns against `reuse.families`, which makes them of objects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse import families
from reuse.findings import Findings
from reuse.linking.families import gather
from reuse.linking.findings import Found
from reuse.linking.told import KINDS, Told
from reuse.model import Document, Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.model import Family, Kind

    Side = tuple[int, int, int]  # number of the document, start, end
    Row = tuple[Side, Side, Kind]

compiled = settings(deadline=None)  # compiling takes longer
TEXT = "  " + "".join(chr(97 + i % 26) if i % 7 else " " for i in range(96)) + "  "
SCORES = {"surprise": 20.0, "shared": 1.0, "order": 1.0, "similarity": 0.5, "words": 9}


def corpus(size: int, dates: Sequence[str] = ()) -> list[Document]:
    dated = [{"date": date} if date else {} for date in (*dates, *[""] * size)]
    return [Document(f"d{k:02}", TEXT, metadata=dated[k]) for k in range(size)]


def found(rows: Sequence[Row], documents: list[Document]) -> Found:
    """What a run holds that found these matches."""
    n = len(rows)
    told = Told(
        np.array([[a[0], b[0]] for a, b, _ in rows], np.int64).reshape(-1, 2),
        np.array([[*a[1:], *b[1:]] for a, b, _ in rows], np.int32).reshape(-1, 4),
        np.array([KINDS.index(kind) for *_, kind in rows], np.int64),
        np.tile(np.array(list(SCORES.values())), (n, 1)),
        np.zeros(n + 1, np.int64),
        np.empty((0, 5), np.int32),
    )
    return Found((16,) * len(documents), documents, told, gather(told, documents))


def plain(rows: Sequence[Row], documents: list[Document]) -> families.Gathered:
    matches = [
        Match("", kind, SCORES, *(documents[number].passage(start, end) for number, start, end in sides))
        for *sides, kind in rows
    ]
    return families.gather(matches, {document.id: document for document in documents})


spans = st.tuples(st.sampled_from([0, 1, 2, 3, 5, 30, 33]) | st.integers(0, 60), st.integers(5, 40) | st.just(98)).map(
    lambda one: (one[0], min(one[0] + one[1], 100))
)
places = st.tuples(st.integers(0, 6), spans).map(lambda place: (place[0], *place[1]))


def apart(two: list[Side]) -> bool:
    """Whether two places, in order, are a match: sides within one document do not overlap."""
    return two[0][0] != two[1][0] or two[0][2] <= two[1][1]


rows_ = st.lists(
    st.tuples(
        st.tuples(places, places).map(sorted).filter(apart),
        st.sampled_from(["verbatim", "verbatim", "edited", "paraphrase"]),
    ).map(lambda row: (*row[0], row[1])),
    max_size=25,
    unique_by=lambda row: row[:2],
)
dates_ = st.lists(st.sampled_from(["", "1999", "2001-02-03", "1984"]), max_size=7)


@settings(deadline=None, max_examples=200)
@given(rows_, st.integers(7, 20), dates_)
def test_families_equal_those_of_objects(rows: list[Row], size: int, dates: list[str]) -> None:
    documents = corpus(size, dates)
    run, expected = found(rows, documents), plain(rows, documents)
    assert unlinked(run.families) == unlinked(expected.families)
    assert list(run.matches) == list(expected.matches)
    assert linked(run.families) == {(one, other) for other, one in linked(run.families)}
    spans_ = [(one.document, one.start, one.end) for family in expected.families for one in family.members]
    if len(set(spans_)) == len(spans_):  # else it depends on the order of families which of two alike is linked
        assert list(run.families) == list(expected.families)


def unlinked(some: Sequence[Family]) -> list[Family]:
    return [replace(family, linked=()) for family in some]


def linked(some: Sequence[Family]) -> set[tuple[str, str]]:
    return {(family.id, other) for family in some for other in family.linked}


@compiled
@given(rows_, st.sampled_from(["size", "score", "path"]))
def test_the_order_is_that_of_objects(rows: list[Row], sort: str) -> None:
    documents = corpus(9)
    gathered = plain(rows, documents)
    matches, all_families = Findings((), gathered.matches, gathered.families).ordered(sort)
    run = found(rows, documents).ordered(sort)
    assert list(run[0]) == list(matches)
    assert unlinked(run[1]) == unlinked(all_families)


@compiled
@given(rows_)
def test_as_many_characters_are_reused(rows: list[Row]) -> None:
    documents = corpus(9)
    covered: dict[str, set[int]] = {}
    for *sides, _ in rows:
        for number, start, end in sides:
            covered.setdefault(documents[number].id, set()).update(range(start, end))
    assert found(rows, documents).reused() == {name: len(held) for name, held in covered.items()}


@pytest.mark.parametrize("size", [0, 1, 4])
def test_no_matches_are_no_families(size: int) -> None:
    run = found([], corpus(size))
    assert (len(run.matches), len(run.families), run.reused()) == (0, 0, {})


def test_what_opens_or_closes_all_its_documents_is_boilerplate_if_unchanged() -> None:
    for start, end, kind, expected in (
        (2, 40, "verbatim", "boilerplate"),
        (0, 40, "verbatim", "boilerplate"),
        (60, 98, "verbatim", "boilerplate"),
        (30, 70, "verbatim", "verbatim"),
        (2, 40, "edited", "edited"),
    ):
        row: Row = ((0, start, end), (1, start, end), kind)
        assert [family.kind for family in found([row], corpus(20)).families] == [expected]
        assert [match.kind for match in found([row], corpus(20)).matches] == [expected]


def test_sides_that_lie_deep_in_one_another_are_whole_families_yet() -> None:
    """More places in one another than are looked through."""
    documents = [Document("a", TEXT * 2000), Document("b", TEXT * 2000)]
    nested: list[Row] = [
        ((0, 10 * k, 200_000 - 10 * k * k), (1, 10 * k, 200_000 - 10 * k * k), "edited") for k in range(140)
    ]
    run = found(nested, documents)
    for match in run.matches:
        (own,) = [family for family in run.families if family.id == match.family]
        for side in (match.a, match.b):
            assert any(one.document == side.document and one.span.overlap(side.span) for one in own.members)
    assert len({family.id for family in run.families}) == len(run.families)
