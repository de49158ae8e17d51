from __future__ import annotations

from collections import Counter

import numpy as np
import twins_meetings as plain
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels import meetings

compiled = settings(deadline=None)  # compiling takes longer
Two = tuple[int, int]


@compiled
@given(st.lists(st.integers(0, 8).map(lambda n: n + (n << 33)), max_size=40).map(sorted), st.integers(1, 4))
def test_often_keeps_what_is_there_often_enough(pairs: list[int], least: int) -> None:
    column = np.array(pairs, np.uint64)
    kept = np.zeros(len(pairs), np.uint64)
    count = meetings.often(column, least, kept)
    expected = [pair for pair, times in sorted(Counter(pairs).items()) if times >= least]
    assert kept[:count].tolist() == expected
    assert column[: meetings.often(column, least, column)].tolist() == expected, "pairs may be kept where they are"


spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda one: (one[0], one[0] + one[1]))
sides = st.tuples(st.tuples(st.integers(0, 1), st.integers(0, 1)).map(lambda two: (min(two), max(two))), spans, spans)


@compiled
@given(st.lists(sides, max_size=meetings.OPEN).map(sorted), st.integers(0, 6))
def test_cluster_equals_its_twin(given_: list[tuple[Two, Two, Two]], gap: int) -> None:
    owners, places = [one[0] for one in given_], [(*one[1], *one[2]) for one in given_]
    groups = np.full(len(places), -1, np.int64)
    columns = np.array(places, np.int64).reshape(-1, 4), np.array(owners, np.int64).reshape(-1, 2)
    count = meetings.cluster(*columns, gap, groups)
    assert groups.tolist() == plain.cluster(places, owners, gap)
    assert count == len(set(groups.tolist()))


@compiled
@given(st.lists(spans, max_size=8), st.lists(st.integers(0, 40), max_size=4), st.integers(1, 5), st.integers(5, 9))
def test_uncovered_equals_its_twin(covers: list[Two], sizes: list[int], least: int, longest: int) -> None:
    documents = np.cumsum([0, *sizes, 80])
    columns = np.array(covers, np.int64).reshape(-1, 2), documents
    room, covered = np.empty((documents[-1], 2), np.int64), np.zeros(documents[-1], np.bool_)
    count = meetings.uncovered(*columns, least, longest, covered, room)
    assert [(start, end) for start, end in room[:count].tolist()] == plain.uncovered(
        covers, documents.tolist(), least, longest
    )


@compiled
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 63)), max_size=30).map(sorted), st.integers(1, 9))
def test_places_meet_the_one_before_and_the_first(keys: list[Two], apart: int) -> None:
    column = np.array([(key << 40) | place for key, place in keys], np.uint64)
    pairs = np.zeros(2 * len(keys) + 1, np.uint64)
    count = meetings.meet_before(column, 6, apart, pairs)
    expected = []
    for key in range(4):
        own = [place for of, place in keys if of == key]
        for k in range(1, len(own)):
            expected += [(own[k - 1], own[k]), *([(own[0], own[k])] if k > 1 else [])]
    found = [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in pairs[:count]]
    assert found == [(x, y) for x, y in expected if x + apart <= y]
