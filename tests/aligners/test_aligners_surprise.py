from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Corpus, rare

from reuse.aligners.surprise import Surprise, search_space

PASSAGE = rare(30)
PLACES = 20.0  # bits


def corpus(documents: int = 6) -> Corpus:
    """Documents whose passage stands at words 10, 20, 30 ..."""
    return Corpus.of(
        *(
            " ".join([*rare(10 * number, f"{number} before"), *PASSAGE, *rare(40, f"{number} behind")])
            for number in range(1, documents + 1)
        )
    )


PAIRS = [(i, j) for i in range(6) for j in range(i + 1, 6)]


def test_the_words_of_a_copy_are_found_exactly() -> None:
    laid = corpus()
    for (i, j), found in zip(PAIRS, Surprise(edge=0.0).align(laid.block, laid.shares, PAIRS, PLACES), strict=True):
        assert [(one.a, one.b) for one in found] == [
            ((10 * i + 10, 10 * i + 40), (10 * j + 10, 10 * j + 40)),
        ]
        assert sum(found[0].gains[0]) == pytest.approx(found[0].bits[0])
        assert sum(found[0].gains[1]) == pytest.approx(found[0].bits[1])


def test_jobs_change_nothing() -> None:
    laid = corpus()

    def rows(jobs: int) -> list[object]:
        found = Surprise().align(laid.block, laid.shares, PAIRS, PLACES, jobs=jobs)
        return [[(one.a, one.b, one.bits, one.summary) for one in each] for each in found]

    assert rows(2) == rows(1)


def test_a_pair_finds_the_same_whatever_was_aligned_before() -> None:
    laid = corpus()
    alone = [list(Surprise().align(laid.block, laid.shares, [pair], PLACES)) for pair in PAIRS]
    in_turn = Surprise().align(laid.block, laid.shares, PAIRS, PLACES)
    for (lone,), found in zip(alone, in_turn, strict=True):
        assert [(one.a, one.b, one.bits) for one in lone] == [(one.a, one.b, one.bits) for one in found]


def test_texts_of_next_to_no_words_share_nothing() -> None:
    laid = Corpus.of("", "one two", " ".join(PASSAGE))
    pairs = [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2)]
    assert list(Surprise().align(laid.block, laid.shares, pairs, PLACES)) == [[]] * 5
    assert list(Surprise().align(laid.block, laid.shares, [], PLACES, jobs=2)) == []


def test_more_places_need_more_surprise() -> None:
    laid = corpus(2)
    ((found,),) = Surprise().align(laid.block, laid.shares, [(0, 1)], 0.0)
    bits = sum(found.bits) / 2
    model = Surprise(min_score=10.0)
    assert list(model.align(laid.block, laid.shares, [(0, 1)], bits - 9.9)) == [[]]
    assert len(next(model.align(laid.block, laid.shares, [(0, 1)], bits - 10.1))) == 1


def test_short_passages_need_whole_sentences() -> None:
    five = " ".join(rare(5, "five"))
    around = [" ".join(rare(20, name)) for name in "abcd"]
    whole = Corpus.of(f"{around[0]}.\n\n{five}.\n\n{around[1]}.", f"{around[2]}.\n\n{five}.\n\n{around[3]}.")
    inside = Corpus.of(f"{around[0]} {five} {around[1]}", f"{around[2]} {five} {around[3]}")
    model = Surprise(edge=0.0)
    assert [
        [(one.a, one.b) for one in found] for found in model.align(whole.block, whole.shares, [(0, 1)], PLACES)
    ] == [[((20, 25), (20, 25))]]
    assert list(model.align(inside.block, inside.shares, [(0, 1)], PLACES)) == [[]]
    shorter = Surprise(edge=0.0, min_words=5)
    assert len(next(shorter.align(inside.block, inside.shares, [(0, 1)], PLACES))) == 1


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_search_space(new: int, old: int) -> None:
    assert search_space(new, old) >= 0
    assert search_space(2 * new, old) >= search_space(new, old)


def test_search_space_counts_pairs_of_places() -> None:
    assert search_space(1024) == 19
    assert search_space(1024, 2048) == 21
    assert search_space(0) == 0


def test_it_goes_to_workers() -> None:
    model = Surprise(min_words=5)
    assert pickle.loads(pickle.dumps(model)) == model  # noqa: S301 - our own bytes
