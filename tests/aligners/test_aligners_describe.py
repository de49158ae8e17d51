from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.aligners.describe import Side, describe
from reuse.model import Document, Match
from reuse.segmenters.words import Words


def side(text: str, words: tuple[int, int] | None = None, name: str = "a") -> Side:
    block = Words().segment([text])
    return Side.of(block, Document(name, text), 0, words or (0, len(block.words)))


def told(a: str, b: str, *, summary: bool = False) -> Match:
    around = (0, len(a)), (0, len(b))
    return describe(side(a), side(b, name="b"), around, 20.04, summary=summary)


TEXT = 'He said: "The quick brown fox," and left (again).\nThen nothing.'


@pytest.mark.parametrize(
    ("words", "around", "expected"),
    [
        ((2, 6), (7, 33), '"The quick brown fox,"'),
        ((2, 6), (10, 29), "The quick brown fox"),  # the words beside it stand there
        ((7, 9), (0, 63), "left (again)."),
        ((0, 2), (0, 63), "He said:"),
        ((9, 11), (0, 63), "Then nothing."),
    ],
)
def test_a_passage_has_the_punctuation_that_touches_it(
    words: tuple[int, int], around: tuple[int, int], expected: str
) -> None:
    assert side(TEXT, words).passage(*around).text == expected


@given(st.text(st.sampled_from("ab é.,(\n💥")), st.data())
def test_a_passage_begins_and_ends_by_its_own_words(text: str, data: st.DataObject) -> None:
    block = Words().segment([text])
    n = len(block.words)
    if not n:
        return
    start = data.draw(st.integers(0, n - 1))
    end = data.draw(st.integers(start + 1, n))
    before = int(block.ends[start - 1]) if start else 0
    after = int(block.starts[end]) if end < n else len(text)
    found = side(text, (start, end)).passage(before, after)
    assert before <= found.start <= block.starts[start]
    assert block.ends[end - 1] <= found.end <= after
    assert text[found.start : found.end] == found.text
    assert not any(c.isspace() for c in text[found.start : int(block.starts[start])])
    assert not any(c.isspace() for c in text[int(block.ends[end - 1]) : found.end])
    assert np.array_equal(Words().segment([found.text]).words, block.words[start:end])


def test_edits_are_spans_of_whole_words() -> None:
    a, b = "The quick brown fox jumps over it", "The fox, red, jumps right over that"
    match = told(a, b)
    assert [(e.operation, a[e.a_start : e.a_end], b[e.b_start : e.b_end]) for e in match.edits] == [
        ("delete", "quick brown", ""),
        ("insert", "", "red"),
        ("insert", "", "right"),
        ("replace", "it", "that"),
    ]
    assert [(e.a_start, e.a_end) for e in match.edits if e.operation == "insert"] == [(19, 19), (25, 25)]


def test_scores() -> None:
    match = told("one two three four", "four one two five three six")
    assert match.scores == {"surprise": 20.0, "shared": 0.8, "order": 0.75, "similarity": 0.6, "words": 4}
    assert told("one two", "three four").scores["order"] == 0


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Equal words, but for marks", "equal WORDS but: for marks!", "verbatim"),
        ("one two three four five", "one two three four six", "edited"),
        ("one two three four five", "five three four seven one", "paraphrase"),
        ("one two three", "nine eight seven", "paraphrase"),
    ],
)
def test_kinds(a: str, b: str, kind: str) -> None:
    assert told(a, b).kind == kind
    assert told(a, b, summary=True).kind == "summary"


@given(*[st.lists(st.sampled_from(["the", "a", "fox", "runs", "ran", "jumps", "over"]), min_size=1, max_size=12)] * 2)
def test_scores_are_shares_and_the_same_from_both_sides(a: list[str], b: list[str]) -> None:
    match, turned = told(" ".join(a), " ".join(b)), told(" ".join(b), " ".join(a))
    assert match.scores == turned.scores
    assert match.kind == turned.kind
    assert all(0 <= match.scores[name] <= 1 for name in ("shared", "order", "similarity"))
    assert (match.scores["similarity"] == 1) == (a == b) == (match.kind == "verbatim")
