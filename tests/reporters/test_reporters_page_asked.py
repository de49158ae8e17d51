"""Blocks that are made when they are asked for hold what those of a file hold."""

from __future__ import annotations

import dataclasses
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import UNSET

from reuse import Document, scan
from reuse.model import match_id
from reuse.reporters.page.asked import Asked, plain
from reuse.reporters.page.contents import contents
from reuse.reporters.page.stories import Stories

if TYPE_CHECKING:
    from reuse.model import Report

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TWO = "Nobody had told the baker that the mill would close, so he ordered flour for another eleven weeks."


def opened(data: bytes | None) -> Any:  # noqa: ANN401 - as JSON gives it
    assert data is not None
    return json.loads(gzip.decompress(data))


def test_the_index_says_the_same(report: Report) -> None:
    own, others = opened(Asked(report).block("index")), opened(contents(report).index)
    assert own["passages"] == others["passages"]
    assert own["pairs"] == others["pairs"]
    differ = {name for name in others["documents"] if own["documents"][name] != others["documents"][name]}
    assert differ <= {"block", "whole"}


def test_families_are_the_same(report: Report) -> None:
    assert opened(Asked(report).block("f0")) == opened(contents(report).blocks["f0"])
    assert Asked(report).block("f1") is None


def test_a_text_is_whole_where_it_is_at_hand_else_what_is_quoted(report: Report) -> None:
    name = report.documents[0].id
    whole = Asked(dataclasses.replace(report, texts={name: "all of it"})).block("t0")
    assert opened(whole) == {"0": [[0, "all of it"]], "whole": True}
    quoted = opened(Asked(dataclasses.replace(report, texts=UNSET)).block("t0"))
    assert not quoted["whole"]
    passages = [member for family in report.families for member in family.members if member.document == name]
    text = " ".join(text for _, text in quoted["0"])
    assert all(passage.text in text for passage in passages)


@pytest.mark.parametrize("name", ["", "index2", "t-1", "f", "t999", "f1/../index", "t" + "9" * 30])
def test_nothing_else_is_there(report: Report, name: str) -> None:
    assert Asked(report).block(name) is None


def test_search_by_words_and_by_ids() -> None:
    asked = Asked(report := scan([Document(name, f"{ONE} {name}. {TWO}") for name in ("a", "b")], min_words=6))
    numbers = {family.id: k for k, family in enumerate(report.families)}
    assert opened(asked.search("  GREY harbour\nläy ")) == [0]
    assert opened(asked.search("nowhere")) == opened(asked.search(" ")) == []
    assert all(opened(asked.search(name)) == [number] for name, number in numbers.items())
    assert all(numbers[match.family] in opened(asked.search(match.id)) for match in report.matches)


def test_plain_is_without_case_accents_and_more_blanks() -> None:
    assert plain("  \u00c4RGER\n\n im\tCAF\u00c9 ") == "arger im cafe"


def test_an_id_that_follows_from_its_places_is_not_written() -> None:
    found = scan([Document(name, ONE) for name in ("a", "b")])
    told = Stories(found)[0]
    (match,) = told.matches
    numbers = {one.id: k for k, one in enumerate(found.documents)}
    assert match.id == match_id(("a", 0, len(ONE)), ("b", 0, len(ONE)))
    assert len(told.record(numbers)["matches"][0]) == 6  # type: ignore[index]
    other = dataclasses.replace(told, matches=(dataclasses.replace(match, id="another", is_new=False),))
    assert other.record(numbers)["matches"][0][6:] == [1, "another"]  # type: ignore[index]
