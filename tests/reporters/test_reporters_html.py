from __future__ import annotations

import base64
import dataclasses
import gzip
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from reuse.model import Document, Skipped
from reuse.reporters.html import Html, shell
from reuse.reporters.page.contents import contents

if TYPE_CHECKING:
    from reuse.model import Report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}[bold]\x1b]0;x\x07\u202e'\"&"


def written(report: Report, **options: object) -> str:
    stream = io.StringIO()
    Html(**options).write(report, stream)
    return stream.getvalue()


def held(text: str) -> dict[str, Any]:
    """The data in a page, by name."""
    blocks = re.findall(r'id="data-(\w+)">([^<]*)<', text)
    return {name: json.loads(gzip.decompress(base64.b64decode(data))) for name, data in blocks}


def with_texts(report: Report) -> Report:
    long = {one.id: one.id * one.chars for one in report.documents}
    return dataclasses.replace(report, texts=long)


def test_a_page_holds_what_the_report_says(report: Report) -> None:
    data = held(written(report))
    index = data["index"]
    assert index["documents"]["name"][:2] == ["news/ferry.txt", "news/city desk.txt"]
    assert index["passages"]["id"] == ["f0", "f1", "f2"]
    assert index["passages"]["from"] == [0, 2, 4]
    members = [(m.document, m.start, m.end) for family in report.families for m in family.members]
    own = index["passages"]
    starts = zip(own["place_document"], own["place_start"], own["place_length"], strict=True)
    assert [(report.documents[d].id, start, start + length) for d, start, length in starts] == members
    edited = data["f0"][1]["matches"][0]
    assert edited[:3] == [0, 1, "edited"]
    edits, lengths = report.matches[0].edits, edited[5]
    assert [lengths[1], lengths[3]] == [edits[0].a_end - edits[0].a_start, edits[0].b_end - edits[0].b_start]
    assert sum(lengths[0:5:4]) + lengths[1] == edits[1].a_start - report.matches[0].a.start
    assert edited[4] == []  # its sides begin and end where the places do


def test_without_texts_the_passages_are_there_and_with_them_all(report: Report) -> None:
    index, quoted = (held(written(report))[name] for name in ("index", "t0"))
    assert index["documents"]["whole"] == [0, 0, 0]
    member, head = report.families[2].members[2], report.families[2].members[0].text
    ((start, *parts),) = quoted["2"]
    assert (start, parts) == (member.start, [2, 0, len(head)] if head == member.text else [member.text])
    whole = held(written(with_texts(report)))
    assert whole["index"]["documents"]["whole"] == [1, 1, 1]
    assert whole["t0"]["2"] == [[0, "c" * report.documents[2].chars]]


def test_overlapping_quotes_are_one_stretch(report: Report) -> None:
    document = Document("a", "one two three four five six seven")
    family = report.families[0]
    members = (document.passage(0, 13), document.passage(4, 23))
    again = dataclasses.replace(report, matches=(), families=(dataclasses.replace(family, members=members),))
    assert held(written(again))["t0"]["0"] == [[0, document.text[:23]]]


@pytest.mark.parametrize("size", [1, 200_000, 0])
def test_what_does_not_fit_is_counted(report: Report, size: int) -> None:
    families = tuple(dataclasses.replace(report.families[0], id=f"g{number}") for number in range(500))
    many = dataclasses.replace(report, families=families)
    text = written(many, size=size)
    index = held(text)["index"]
    left = index["cut"].get("passages", 0)
    assert len(index["passages"]["id"]) + left == 500 + len(report.matches)
    assert (left == 0) == (size == 0 or size > 150_000)
    assert size < 2 or len(text) <= size


def test_texts_are_left_out_before_passages(report: Report) -> None:
    rich = dataclasses.replace(
        report, texts={one.id: "".join(map(chr, range(0x4E00, 0x9000))) for one in report.documents}
    )
    everything = contents(rich)
    less = contents(rich, everything.size - 5_000)
    assert len(less.blocks) <= len(everything.blocks)
    index = json.loads(gzip.decompress(less.index))
    assert index["documents"]["whole"] == [0, 0, 0]
    assert "passages" not in index["cut"]


def test_nothing_hostile_is_markup(report: Report) -> None:
    documents = (dataclasses.replace(report.documents[0], path=HOSTILE), *report.documents[1:])
    bad = dataclasses.replace(report, documents=documents, skipped=(Skipped(HOSTILE, HOSTILE),))
    text = written(bad)
    assert "&lt;script&gt;alert(1)" in text
    assert "alert(1)</script>" not in text
    assert "{{7*7}}" in text  # as it is: no template of ours reads it
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "U+202E" not in text
    assert held(text)["index"]["skipped"][0][0].startswith("<script>")


def test_names_can_be_left_out_for_good(report: Report) -> None:
    text = written(report, anonymise=True)
    assert "ferry" not in text.split("<script")[0]
    index = held(text)["index"]
    assert index["documents"]["name"] == ["Document 1", "Document 2", "Document 3"]
    assert index["settings"] == []
    assert "photo" not in json.dumps(index["skipped"])
    assert json.dumps(index).count("news/") == 0


def test_a_match_without_a_family_is_a_passage(report: Report) -> None:
    alone = dataclasses.replace(report, families=())
    assert held(written(alone))["index"]["passages"]["id"] == ["m1", "m2", "m3", "m4"]


def test_nothing_found(report: Report) -> None:
    none = dataclasses.replace(report, matches=(), families=(), documents=())
    assert held(written(none))["index"]["passages"]["id"] == []


def test_a_served_page_holds_no_data_and_asks_for_it() -> None:
    text = shell()
    assert held(text) == {}
    assert "connect-src &#39;self&#39;" in text
