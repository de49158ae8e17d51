from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Document, Edit, Match
from reuse.reporters import worddiff
from reuse.reporters.worddiff import Piece, Stretch

WORDS = st.lists(st.sampled_from(["one", "two", "three", "four", "漢字"]), min_size=1, max_size=6)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """Texts built from equal and differing runs of words, so that the edits are known."""
    a = b = ""
    edits = []
    for same, old, new in draw(st.lists(st.tuples(WORDS, WORDS | st.just([]), WORDS | st.just([])), max_size=5)):
        a, b = a + " ".join(same) + " ", b + " ".join(same) + " "
        old_text, new_text = " ".join(old), " ".join(new)
        if old or new:
            edits.append(Edit("replace", len(a), len(a) + len(old_text), len(b), len(b) + len(new_text)))
        a, b = a + old_text + "\n", b + new_text + "  "
    a, b = a + "end", b + "end"
    first, second = Document("a", "before " + a), Document("b", b)
    moved = tuple(Edit(e.operation, e.a_start + 7, e.a_end + 7, e.b_start, e.b_end) for e in edits)
    return Match("m", "edited", {}, first.passage(7, len(first.text)), second.passage(0, len(b)), moved)


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@given(matches())
def test_each_side_reads_as_its_passage(match: Match) -> None:
    parts = worddiff.stretches(match)
    assert words(text_of(worddiff.first_side(parts))) == words(match.a.text)
    assert words(text_of(worddiff.second_side(parts))) == words(match.b.text)


@given(matches())
def test_equal_pieces_are_equal_on_both_sides(match: Match) -> None:
    equal = [part for part in worddiff.stretches(match) if part.equal]
    assert [part.a.strip() for part in equal] == [part.b.strip() for part in equal]


@given(matches())
def test_turning_twice_changes_nothing(match: Match) -> None:
    assert worddiff.turned(worddiff.turned(match)) == match
    assert worddiff.turned(match).a == match.b


@given(matches(), st.integers(10, 60))
def test_shortened_fits_and_counts_what_is_missing(match: Match, width: int) -> None:
    parts = worddiff.stretches(match)
    kept, left = worddiff.shortened(parts, width)
    assert sum(not part.equal for part in kept) + left == sum(not part.equal for part in parts)
    assert sum(max(len(part.a), len(part.b)) for part in kept[1:]) <= 5 * width


def test_neighbouring_edits_are_one_difference() -> None:
    a, b = Document("a", "in all of Palestine"), Document("b", "throughout Palestine")
    edits = (Edit("delete", 0, 2, 0, 0), Edit("replace", 3, 9, 0, 10))
    match = Match("m", "edited", {}, a.passage(0, 19), b.passage(0, 20), edits)
    assert worddiff.stretches(match) == [
        Stretch("in all of", "throughout", equal=False),
        Stretch(" Palestine", " Palestine", equal=True),
    ]


def test_both_sides_keeps_words_apart() -> None:
    parts = [
        Stretch("its", "its", equal=True),
        Stretch("recent", "", equal=False),
        Stretch(" aim", " aim", equal=True),
    ]
    assert worddiff.both_sides(parts) == [
        Piece("equal", "its"),
        Piece("equal", " "),
        Piece("deleted", "recent"),
        Piece("equal", " aim"),
    ]


def test_clipped_cuts_the_middle_at_blanks() -> None:
    assert worddiff.clipped("one two three four five six", 18) == "one two … five six"
    assert worddiff.clipped("short", 18) == "short"
    assert worddiff.clipped("漢" * 30, 10) == "漢漢漢漢漢 … 漢漢漢漢漢"
