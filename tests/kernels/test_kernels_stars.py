from __future__ import annotations

import numpy as np
import pytest
import twins_stars as plain
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels import stars

SAME = 0.6
compiled = settings(deadline=None)  # compiling takes longer

spans = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda one: (one[0], one[0] + one[1]))
sides_ = st.lists(st.tuples(st.integers(0, 2), spans).map(lambda one: (one[0], *one[1])), max_size=40).map(
    lambda rows: sorted(rows, key=lambda row: (row[0], row[1], -row[2]))
)


def placed(sides: list[plain.Side]) -> tuple[list[int], list[int]]:
    of, found = np.full((2, len(sides)), -1, np.int64)
    count = stars.places(np.array(sides, np.int64).reshape(-1, 3), SAME, of, found)
    return of.tolist(), found[:count].tolist()


@compiled
@given(sides_)
def test_places_equal_their_twin(sides: list[plain.Side]) -> None:
    assert placed(sides) == plain.places(sides, SAME)


def test_what_lies_deeper_is_a_place_of_its_own() -> None:
    """Sides in one another, each of half as many words as the one around it or less, are no place together."""
    sides = [(0, k, 10**6 >> k) for k in range(10)]
    assert placed(sides) == (list(range(10)), list(range(10)))
    deep = [(0, 100 * k, 10**6 + 100 * k) for k in range(3 * stars.NESTED)]  # all much the same as the first
    assert set(placed(deep)[0]) == {0}
    apart = [(0, k, 100_000 + 1000 * k * k) for k in range(2 * stars.NESTED)]
    apart = sorted(apart, key=lambda row: (row[1], -row[2]))
    of, found = placed(apart)
    for k, place in enumerate(of):
        assert found[place] <= k
        one, other = apart[k], apart[found[place]]
        assert min(one[2], other[2]) - max(one[1], other[1]) >= SAME * (max(one[2], other[2]) - min(one[1], other[1]))


@st.composite
def matched(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    """Matches of two different places each, and how many places there are."""
    count = draw(st.integers(2, 9))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda two: two[0] != two[1])
    return draw(st.lists(ends, max_size=25)), count


@compiled
@given(matched())
def test_stars_equal_their_twin(given_: tuple[list[tuple[int, int]], int]) -> None:
    ends, count = given_
    star, centers = np.full(len(ends), -1, np.int64), np.full(max(len(ends), count), -1, np.int64)
    found = stars.stars(np.array(ends, np.int64).reshape(-1, 2), count, star, centers)
    assert (star.tolist(), centers[:found].tolist()) == plain.stars(ends, count)


@compiled
@given(st.lists(st.tuples(st.integers(0, 2), spans, st.integers(0, 4)), max_size=30))
def test_overlaps_equal_their_twin(given_: list[tuple[int, tuple[int, int], int]]) -> None:
    members = sorted((document, *span, family) for document, span, family in given_)
    links = np.full((len(members), 2), -1, np.int64)
    count = stars.overlaps(np.array(members, np.int64).reshape(-1, 4), links)
    assert links[:count].tolist() == plain.overlaps(members)


words_ = st.lists(st.integers(0, 5), max_size=20)


@compiled
@given(st.lists(st.tuples(words_, words_), max_size=6))
def test_common_words_are_counted_one_to_one(pairs: list[tuple[list[int], list[int]]]) -> None:
    words = [word for pair in pairs for side in pair for word in side]
    bounds = np.cumsum([0, *(len(side) for pair in pairs for side in pair)])
    rows = np.stack((bounds[:-1:2], bounds[1::2], bounds[1::2], bounds[2::2]), 1)
    marks, found = np.zeros(6, np.int32), np.full(len(pairs), -1, np.int64)
    stars.common(np.array(words, np.int32), rows, marks, found)
    assert found.tolist() == [plain.common(*pair) for pair in pairs]
    assert not marks.any(), "the marks go back as zeros"


@st.composite
def paths(draw: st.DrawFn) -> tuple[list[int], list[plain.Rows]]:
    """Words, and the paths of some matches through them, some of which are empty."""
    words = draw(st.lists(st.integers(0, 1), min_size=30, max_size=30))
    runs = st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 10)).map(list)
    return words, draw(st.lists(st.lists(runs, max_size=4), max_size=4))


@compiled
@given(paths())
def test_paths_are_cut_where_words_are_not_equal(given_: tuple[list[int], list[plain.Rows]]) -> None:
    words, own = given_
    bounds = np.cumsum([0, *map(len, own)])
    rows = np.array([run for path in own for run in path], np.int64).reshape(-1, 3)
    columns = np.array(words, np.uint64), rows, np.stack((bounds[:-1], bounds[1:]), 1)
    expected = [plain.equals(words, path) for path in own]
    runs, ends = np.zeros((200, 3), np.int64), np.full(len(own), -1, np.int64)
    count = stars.equals(*columns, runs, ends)
    assert runs[:count].tolist() == [run for path in expected for run in path]
    assert ends.tolist() == np.cumsum([len(path) for path in expected], dtype=np.int64).tolist()
    assert stars.equals(*columns, runs[:0], ends) == count


def test_a_star_of_many_costs_no_pairs() -> None:
    """Forty thousand places, each matched to the first, in a moment: pairs of them would be 800 million."""
    n = 40_000
    ends = np.stack((np.zeros(n, np.int64), np.arange(1, n + 1)), 1)
    star, centers = np.full(n, -1, np.int64), np.zeros(n + 1, np.int64)
    assert stars.stars(ends, n + 1, star, centers) == 1
    assert (set(star.tolist()), centers[0]) == ({0}, 0)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_places_without_matches_are_no_stars(count: int) -> None:
    none = np.empty((0, 2), np.int64)
    assert stars.stars(none, count, np.empty(0, np.int64), np.empty(0, np.int64)) == 0
