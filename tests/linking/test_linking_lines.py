from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.anchors import Anchors
from reuse.families import fingerprint
from reuse.linking.families import gather
from reuse.linking.findings import Found
from reuse.linking.fingerprints import fingerprints
from reuse.linking.positions import positions
from reuse.linking.told import KINDS, OPERATIONS, Told
from reuse.model import Document, Report, Run, Summary, Tool
from reuse.reporters.json_report import Json
from reuse.reporters.jsonl import JsonLines
from reuse.reporters.records import encode

if TYPE_CHECKING:
    from random import Random

HOSTILE = st.text(
    st.one_of(
        st.sampled_from('ab \t\r\n\x0b\x1c\x85\xa0\u2028\u3000"\\/\x00\x1f\x7fßİÀé“\ud800\udcff\U0001f600'),
        st.characters(exclude_categories=[]),
    ),
    max_size=40,
)
DECODED = st.text(st.one_of(st.sampled_from("ab \t\r\n\x1c\x85\xa0\u2028ßÀé“\U0001f600"), st.characters()), max_size=60)
SCORES = st.one_of(
    st.floats(0, 1).map(lambda score: round(score, 4)),
    st.sampled_from([0.0, 1.0, 1e-4, 1e16, 123456789012345680.0, 5e-324, 0.1]),
    st.floats(allow_nan=True, allow_infinity=True),
)
ANCHORS = st.none() | st.builds(
    lambda labels: Anchors("page", range(0, 3 * len(labels), 3), numbers=range(len(labels)), labels=labels),
    st.lists(HOSTILE, min_size=1, max_size=4),
)


@st.composite
def founds(draw: st.DrawFn, texts: st.SearchStrategy[str] = DECODED) -> Found:
    ids = sorted(draw(st.sets(HOSTILE, min_size=1, max_size=5)))
    dates = st.sampled_from([{}, {"date": "2026-03-01"}, {"date": "2025"}])
    documents = [Document(name, draw(texts), metadata=draw(dates), anchors=draw(ANCHORS)) for name in ids]
    n = draw(st.integers(1, 8))
    owners = [draw(st.integers(0, len(ids) - 1)) for _ in range(2 * n)]
    spans = [sorted(draw(st.tuples(*[st.integers(0, len(documents[k].text))] * 2))) for k in owners]
    counts = [draw(st.integers(0, 3)) for _ in range(n)]
    offsets = st.integers(0, 2**31 - 1)
    edits = [(draw(st.integers(0, 2)), *[draw(offsets) for _ in range(4)]) for _ in range(sum(counts))]
    told = Told(
        np.array(owners, np.int64).reshape(-1, 2),
        np.array(spans, np.int32).reshape(-1, 4),
        np.array([draw(st.integers(0, len(KINDS) - 1)) for _ in range(n)], np.int64),
        np.array([[*[draw(SCORES) for _ in range(4)], draw(st.integers(1, 10**6))] for _ in range(n)]),
        np.concatenate(([0], np.cumsum(counts))),
        np.array(edits, np.int32).reshape(-1, 5),
    )
    return Found((1,) * len(ids), documents, told, gather(told, documents))


@settings(deadline=None)  # waits for the compiler
@given(founds(), st.booleans(), st.randoms())
def test_lines_are_what_encoding_the_drawn_records_gives(found: Found, texts: bool, random: Random) -> None:  # noqa: FBT001
    _check(found, texts, random)


@given(founds(HOSTILE), st.booleans(), st.randoms())
def test_texts_with_lone_surrogates_too(found: Found, texts: bool, random: Random) -> None:  # noqa: FBT001
    _check(found, texts, random)


def _check(found: Found, texts: bool, random: Random) -> None:  # noqa: FBT001
    for records in (found.matches, found.families):
        order = list(range(len(records)))
        random.shuffle(order)
        some = records.others(order[1:] or order, texts=texts)
        lines = b"".join(some.encoded(encode, b'{"type":"x",', b"\n\n")).decode()
        assert lines == "".join(f'{{"type":"x",{encode(record)[1:]}\n\n' for record in some)


@given(founds(), st.booleans())
def test_lines_come_together_up_to_a_size(found: Found, texts: bool) -> None:  # noqa: FBT001
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reuse.linking.lines._AT_ONCE", 1500)
        for records in (found.matches, found.families):
            some = records.others(range(len(records)), texts=texts)
            blocks = list(some.encoded(encode, b"{", b"\n"))
            assert b"".join(blocks).decode() == "".join(f"{encode(record)}\n" for record in some)
            assert all(block.count(b"\n") <= 4 for block in blocks)


def test_no_records_are_no_lines() -> None:
    found = star(3)
    for records in (found.matches[:0], found.families[:0]):
        assert list(records.encoded(encode, b"{", b"\n")) == []


@given(founds(), st.integers(2, 3))
def test_threads_change_nothing(found: Found, jobs: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reuse.linking.lines._AT_ONCE", 1500)
        for records, others in (
            (found.matches, replace(found, jobs=jobs).matches),
            (found.families, replace(found, jobs=jobs).families),
        ):
            assert list(records.encoded(encode, b"{", b"\n")) == list(others.encoded(encode, b"{", b"\n"))


@given(founds())
def test_both_formats_hold_these_records(found: Found) -> None:
    summary = Summary(0, 0, 0, 0, 0, 0, 0)
    report = Report(1, Tool("t", "0"), Run({}, ""), (), found.matches, found.families, (), summary)
    drawn = Report(1, Tool("t", "0"), Run({}, ""), (), tuple(found.matches), tuple(found.families), (), summary)
    for reporter in (Json(), JsonLines()):
        streams = io.StringIO(), io.StringIO()
        for one, stream in zip((report, drawn), streams, strict=True):
            reporter.write(one, stream)
        assert streams[0].getvalue() == streams[1].getvalue()


@given(st.lists(HOSTILE, min_size=1, max_size=6), st.data())
def test_positions_are_those_of_documents(texts: list[str], data: st.DataObject) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    owners = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=9))
    spans = [sorted(data.draw(st.tuples(*[st.integers(0, len(texts[owner]))] * 2))) for owner in owners]
    found = positions(documents, np.array(owners, np.int64), np.array(spans, np.int64).reshape(-1, 2))
    assert found.tolist() == [
        [place for offset in span for place in documents[owner].position(offset)]
        for owner, span in zip(owners, spans, strict=True)
    ]


def test_positions_of_more_than_is_looked_at_together() -> None:
    documents = [Document(str(number), "a\r\nb\n" * 50_000) for number in range(9)]
    owners = np.arange(9).repeat(2)
    spans = np.tile([[0, 123_456], [123_457, 250_000]], (9, 1))
    found = positions(documents, owners, spans)
    assert found.tolist() == [
        [place for offset in span for place in documents[owner].position(offset)]
        for owner, span in zip(owners.tolist(), spans.tolist(), strict=True)
    ]


@given(st.lists(HOSTILE, max_size=6))
def test_fingerprints_are_those_of_families(texts: list[str]) -> None:
    assert fingerprints(texts) == [fingerprint(text) for text in texts]


def test_a_line_end_within_a_record_is_escaped() -> None:
    told = Told(
        np.zeros((1, 2), np.int64), np.array([[0, 3, 4, 7]], np.int32), np.zeros(1, np.int64), np.ones((1, 5)),
        np.zeros(2, np.int64), np.zeros((0, 5), np.int32),
    )  # fmt: skip
    documents = [Document("a\nb\u2028", "x\ny x\ny")]
    found = Found((4,), documents, told, gather(told, documents))
    lines = b"".join(found.matches.encoded(encode, b"{", b"\n")).decode()
    assert lines.count("\n") == 1
    assert json.loads(lines)["a"]["document"] == "a\nb\u2028"
    assert len(OPERATIONS) == 3


def star(places: int) -> Found:
    """One text at the end of many documents, the last place edited; each linked with the first."""
    documents = [Document(f"{number:02}", f"Word {number:02}. The same.") for number in range(places)]
    n = places - 1
    spans, kinds, edits = np.tile([9, 18], (n, 2)), np.zeros(n, np.int64), np.zeros(n, np.int64)
    kinds[-1], edits[-1] = KINDS.index("edited"), 1
    told = Told(
        np.stack((np.zeros(n, np.int64), np.arange(1, places)), 1), spans.astype(np.int32), kinds, np.ones((n, 5)),
        np.concatenate(([0], np.cumsum(edits))), np.zeros((1, 5), np.int32),
    )  # fmt: skip
    return Found((4,) * places, documents, told, gather(told, documents))


@pytest.mark.parametrize(
    ("places", "matches", "cut", "left_out"),
    [
        (21, 1001, 0, {"matches": 19}),
        (20, 1001, 0, {}),
        (21, 1000, 0, {}),
        (21, 1001, 2, {"matches": 21}),  # two by the limit
    ],
)
def test_large_reports_leave_out_matches_that_repeat_their_family(
    places: int, matches: int, cut: int, left_out: dict[str, int]
) -> None:
    found = star(places)
    summary = Summary(0, 0, 0, 0, matches, 1, 0, left_out={"matches": cut} if cut else {})
    stream = io.StringIO()
    Json().write(Report(1, Tool("t", "0"), Run({}, ""), (), found.matches, found.families, (), summary), stream)
    report = json.loads(stream.getvalue())
    assert report["summary"]["left_out"] == left_out
    assert report["summary"]["matches"] == matches
    assert len(report["matches"]) == places - 1 - left_out.get("matches", 0) + cut
    assert report["matches"][-1]["edits"]
    assert len(report["families"][0]["members"]) == places


def test_matches_stay_where_their_family_may_be_cut() -> None:
    found = star(21)
    summary = Summary(0, 0, 0, 0, 1001, 2, 0, left_out={"families": 1})
    stream = io.StringIO()
    Json().write(Report(1, Tool("t", "0"), Run({}, ""), (), found.matches, found.families[:0], (), summary), stream)
    report = json.loads(stream.getvalue())
    assert len(report["matches"]) == 20
    assert report["summary"]["left_out"] == {"families": 1}
