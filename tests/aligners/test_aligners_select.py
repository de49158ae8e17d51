from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import Corpus, common, rare

from reuse.aligners.boxes import boxes
from reuse.aligners.select import long_enough, select
from reuse.aligners.surprise import Surprise

if TYPE_CHECKING:
    from reuse.aligners.pair import Passages

PLACES = 15.0  # bits
MODEL = Surprise(edge=0.0)
NAMES = "abcd"


def text(names: list[str], seed: str) -> str:
    """Passages by name, rare words between them."""
    words = rare(20, f"{seed} first")
    for number, name in enumerate(names):
        words += rare(25, name) + rare(20, f"{seed} {number}")
    return " ".join(words)


def selected(a: list[str], b: list[str] | None = None) -> list[Passages]:
    texts = [text(a, "x")] if b is None else [text(a, "x"), text(b, "y")]
    with Corpus.of(*texts).pair(0, len(texts) - 1, MODEL) as pair:
        return select(pair, boxes(pair), MODEL, PLACES)


def place(number: int) -> tuple[int, int]:
    return 20 + 45 * number, 45 + 45 * number


names = st.lists(st.sampled_from(NAMES), unique=True, max_size=4)


@settings(deadline=None)  # the first example waits for the compiler
@given(names, names)
def test_each_passage_is_found_once_alone_or_with_its_neighbour(a: list[str], b: list[str]) -> None:
    found = selected(a, b)
    for i, j in ((i, b.index(name)) for i, name in enumerate(a) if name in b):
        assert sum(_holds(one.a, place(i)) and _holds(one.b, place(j)) for one in found) == 1
    for one in found:  # ends on the words of passages, not on what stands between
        assert {*_ends(one.a, len(a)), *_ends(one.b, len(b))} <= {True}


def _holds(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] <= other[0] and other[1] <= span[1]


def _ends(span: tuple[int, int], places: int) -> tuple[bool, bool]:
    bounds = [place(number) for number in range(places)]
    return span[0] in (start for start, _ in bounds), span[1] in (end for _, end in bounds)


def test_blocks_in_another_order_are_passages_of_their_own() -> None:
    found = [(one.a, one.b) for one in selected(["a", "b", "c"], ["c", "b", "a"])]
    assert found == [(place(0), place(2)), (place(1), place(1)), (place(2), place(0))]


@settings(deadline=None)  # as above
@given(st.lists(st.sampled_from("ab"), max_size=4))
def test_within_one_document_passages_lie_apart(names: list[str]) -> None:
    for one in selected(names):
        assert one.a[1] <= one.b[0]


def test_a_passage_that_is_reused_is_found_at_each_place() -> None:
    assert [(one.a, one.b) for one in selected(["a"], ["a", "b", "a"])] == [
        (place(0), place(0)),
        (place(0), place(2)),
    ]


@settings(deadline=None)  # as above
@given(st.integers(0, 99))
def test_a_word_serves_one_passage_with_the_same_part_of_the_other_text(seed: int) -> None:
    """No two passages overlap on both sides, in texts of few words that share a lot."""
    texts = [" ".join(common(120, f"{seed} {side}") + rare(20) + common(60, f"{seed} {side} behind")) for side in "ab"]
    with Corpus.of(*texts).pair(model=MODEL) as pair:
        found = select(pair, boxes(pair), MODEL, 0.0)
        again = select(pair, boxes(pair), MODEL, 0.0)
    assert [(one.a, one.b) for one in found] == [(one.a, one.b) for one in again]
    for one, other in combinations(found, 2):
        assert not (_meet(one.a, other.a) and _meet(one.b, other.b))
    for one in found:
        assert one.words >= MODEL.min_words
        assert sum(one.bits) / 2 >= MODEL.min_score


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def test_long_enough() -> None:
    same = "one two three four five. Six seven.\nEight nine ten eleven\ntwelve"
    with Corpus.of(same, same.replace("eleven", "twelve")).pair() as pair:

        def enough(words: int, *box: int) -> bool:
            return long_enough(pair, (box[0], box[1], box[2], box[3]), words, Surprise())

        assert enough(8, 0, 9, 2, 11)  # eight shared words, wherever they are
        assert not enough(7, 0, 9, 2, 11)
        assert enough(5, 0, 5, 0, 5)  # a whole sentence
        assert not enough(4, 0, 4, 0, 4)  # no whole one
        assert not enough(2, 5, 7, 5, 7)  # of two words
        assert not enough(3, 0, 5, 0, 5)  # of which too few are shared
        assert not enough(4, 7, 11, 7, 11)  # a line that differs


@pytest.mark.parametrize(("before", "lacking", "stands"), [(0, 7.5, True), (0, 8.5, False), (1, 0.5, False)])
def test_the_same_whole_sentence_is_worth_a_bound_more(before: int, lacking: float, stands: bool) -> None:  # noqa: FBT001 - a parameter
    """Five words that both texts have, with so many others `before` them in their sentences, lack so many bits."""
    texts = []
    for name in "ab":
        sentences = rare(20, name), rare(before, f"{name} before") + rare(5), rare(20, f"{name} behind")
        texts.append(" ".join(" ".join(words).capitalize() + "." for words in sentences))
    model, span = Surprise(edge=8.0), (20 + before, 25 + before)
    box = np.array([[*span, *span]])
    with Corpus.of(*texts).pair(model=model) as pair:
        bits = pair.refine(box.copy())[0][0]
        found = select(pair, box, model, float(bits.mean()) - model.min_score + lacking)
    if stands:
        (one,) = found
        assert (one.a, one.b) == (span, span)
        assert one.bits == tuple(bits + model.edge)
    else:
        assert found == []


def test_nothing_selected_from_no_boxes() -> None:
    assert selected(["a"], ["b"]) == []
