from __future__ import annotations

import json
import pickle
from array import array
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from reuse import Anchor, Document, scan
from reuse.anchors import Anchors, Boxes, whole
from reuse.reporters.json_report import Json, read
from reuse.reporters.terminal import Terminal

PASSAGE = "Nobody had ever counted the herons of the northern marsh, and nobody had missed them when they left."
PAGES = Anchors("page", array("I", [0, 40, 60]), numbers=array("I", [11, 12, 13]), labels=("", "", "p. xiii"))


def test_an_anchor_is_that_of_the_stretch_that_an_offset_lies_in() -> None:
    assert [PAGES.at(offset).label for offset in (0, 39, 40, 59, 60, 10_000)] == [
        *("p. 11", "p. 11", "p. 12", "p. 12", "p. xiii", "p. xiii")
    ]
    assert PAGES.at(40) == Anchor("page", "p. 12", 12)


def test_an_end_is_cited_where_the_last_character_stands() -> None:
    assert [anchor.number for anchor in PAGES.span(10, 40)] == [11, 11]
    assert [anchor.number for anchor in PAGES.span(10, 41)] == [11, 12]
    assert [anchor.number for anchor in PAGES.span(40, 40)] == [12, 12]


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(0, 1100))
def test_stretches_cover_every_offset(lengths: list[int], offset: int) -> None:
    starts = [sum(lengths[:k]) for k in range(len(lengths))]
    anchors = Anchors("record", array("I", starts), numbers=array("I", range(len(starts))))
    assert anchors.at(offset).number == max(k for k, start in enumerate(starts) if start <= offset)


def test_what_a_format_does_not_have_is_left_out() -> None:
    assert whole("record", 4711).at(5) == Anchor("record", "record 4711", 4711)
    assert Anchors("element", (0, 9), paths=("/a/b", ""), lines=(7, 0)).at(0) == Anchor(
        "element", "/a/b", UNSET, "/a/b", 7
    )
    assert Anchors("element", (0, 9), paths=("/a/b", "")).at(9) == Anchor("element", "element")


def test_the_box_is_that_of_the_word_at_the_offset() -> None:
    boxes = Boxes(array("I", [2, 8]), array("f", [1, 2, 3, 4, 5, 6, 7, 8.26]))
    assert [boxes.at(offset) for offset in (0, 2, 7, 8)] == [UNSET, (1, 2, 3, 4), (1, 2, 3, 4), (5, 6, 7, 8.3)]


@pytest.mark.parametrize("columns", [{"starts": ()}, {"starts": (1,)}, {"starts": (0, 2), "numbers": (1,)}])
def test_columns_of_unlike_length_are_no_anchors(columns: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="anchors begin at 0"):
        Anchors("page", **columns)


def test_anchors_pickle() -> None:
    document = Document("a", "x" * 100, anchors=PAGES)
    assert pickle.loads(pickle.dumps(document)) == document  # noqa: S301 - our own bytes


def paged(name: str, passage: str) -> Document:
    anchors = Anchors("page", array("I", [0, 40]), numbers=array("I", [1, 2]))
    return Document(name, f"A page of {name}.\n\n{passage}", path=name, anchors=anchors)


@pytest.mark.parametrize("relate", ["pairs", "links"])
def test_reports_cite_the_anchor_of_either_end(relate: str) -> None:
    documents = [paged("a.pdf", PASSAGE), Document("b.txt", PASSAGE, path="b.txt")]
    report = scan(documents, relate=relate, jobs=1)
    stream = StringIO()
    Json().write(report, stream)
    (family,) = json.loads(stream.getvalue())["families"]
    a, b = family["members"]
    assert a["start_anchor"] == {"kind": "page", "label": "p. 1", "number": 1}
    assert a["end_anchor"] == {"kind": "page", "label": "p. 2", "number": 2}
    assert not any("anchor" in key for key in b)
    again = read(StringIO(stream.getvalue()))
    assert list(again.matches) == list(report.matches)
    assert list(again.families) == list(report.families)
    shown = StringIO()
    Terminal(width=80).write(report, shown)
    assert "  a.pdf, p. 1 to p. 2\n" in shown.getvalue()
    assert f"  b.txt:1:1 to 1:{len(PASSAGE) + 1}\n" in shown.getvalue()


def test_labels_never_act_on_a_terminal() -> None:
    anchors = Anchors("element", (0,), labels=("\x1b[31m\u202e",))
    report = scan([Document("a", PASSAGE, "a", anchors=anchors), Document("b", PASSAGE)])
    shown = StringIO()
    Terminal().write(report, shown)
    assert "\\x1b[31m\\u202e" in shown.getvalue()
    assert "\x1b" not in shown.getvalue()
