"""Records that are made when somebody looks at them behave as a tuple of them would."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.findings import Findings
from reuse.linking.findings import Found
from reuse.model import Document
from reuse.pipeline import detect
from test_pipeline import PIPELINE, common, corpora, planted, rare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.model import Family, Match

LINKS = replace(PIPELINE, relate="links")
KINDS = ["matches", "families"]


def run(documents: list[Document]) -> Found:
    found = detect(documents, LINKS)
    assert isinstance(found, Found)
    return found


@pytest.fixture(scope="module")
def found() -> Found:
    """Some passages in a few documents each, among other words."""
    passages = [rare(20 + 3 * k, k) for k in range(7)]
    documents = []
    for k in range(6):
        own = [word for j in range(3) for word in (*common(12, (k, j)), *passages[(2 * k + 3 * j) % 7])]
        documents.append(Document(f"d{k}", " ".join(own)))
    return run(documents)


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_a_sequence(found: Found, kind: str) -> None:
    drawn = getattr(found, kind)
    records = list(drawn)
    n = len(drawn)
    assert n == len(records) >= 6
    assert [drawn[k] for k in range(n)] == records
    assert [drawn[k - n] for k in range(n)] == records
    assert drawn[-1] == records[-1]
    assert list(reversed(drawn)) == records[::-1]
    assert all(record in drawn for record in records)
    assert drawn.index(records[3]) == 3
    for at in (n, -n - 1):
        with pytest.raises(IndexError):
            drawn[at]


@pytest.mark.parametrize("kind", KINDS)
@given(at=st.slices(20))
def test_slices_are_those_of_a_tuple(found: Found, kind: str, at: slice) -> None:
    drawn = getattr(found, kind)
    assert list(drawn[at]) == list(drawn)[at]
    assert list(drawn[at][at]) == list(drawn)[at][at]
    assert len(drawn[at]) == len(list(drawn)[at])


@pytest.mark.parametrize("kind", KINDS)
def test_records_are_equal_to_any_sequence_of_the_same(found: Found, kind: str) -> None:
    drawn = getattr(found, kind)
    records = list(drawn)
    assert drawn == records
    assert drawn == tuple(records)
    assert drawn == getattr(found, kind)
    assert drawn[:3] == records[:3]
    assert drawn != records[:-1]
    assert drawn != records[::-1]
    assert drawn != 3
    with pytest.raises(TypeError):
        hash(drawn)


def test_matches_without_texts_say_the_same_of_them(found: Found) -> None:
    bare = found.matches.without_texts()
    assert len(bare) == len(found.matches)
    for one, full in zip(bare, found.matches, strict=True):
        assert one == replace(full, a=replace(full.a, text=""), b=replace(full.b, text=""))
    assert bare[2:4] == list(bare)[2:4]
    assert bare[-1].a.text == ""


def test_families_without_texts_keep_that_of_the_representative(found: Found) -> None:
    for one, full in zip(found.families.without_texts(), found.families, strict=True):
        members = tuple(
            member if k == full.representative else replace(member, text="") for k, member in enumerate(full.members)
        )
        assert one == replace(full, members=members)
        assert one.members[one.representative].text


@planted
@given(corpora(), st.sampled_from(["size", "score", "path"]))
def test_the_order_is_that_of_findings(documents: list[Document], sort: str) -> None:
    found_ = run(documents)
    plain = Findings(found_.words, list(found_.matches), list(found_.families))
    ordered: tuple[Sequence[Match], Sequence[Family]] = found_.ordered(sort)
    assert ordered == plain.ordered(sort)
    assert found_.reused() == plain.reused()


def test_places_of_passages_are_told_by_line_and_column(found: Found) -> None:
    documents = {document.id: document for document in found.documents}
    for match in found.matches:
        for side in (match.a, match.b):
            assert side == documents[side.document].passage(side.start, side.end)
    for family in found.families:
        for side in family.members:
            assert side == documents[side.document].passage(side.start, side.end)


@planted
@given(corpora())
def test_the_first_appearance_is_the_oldest_where_all_are_dated(documents: list[Document]) -> None:
    dated = [replace(document, metadata={"date": str(2000 - number)}) for number, document in enumerate(documents)]
    dates = {document.id: document.metadata["date"] for document in dated}
    for family in run(dated).families:
        assert dates[family.members[family.first].document] == min(dates[one.document] for one in family.members)
    for family in run(documents).families:
        assert family.first == 0
