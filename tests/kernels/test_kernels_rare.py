from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels import pays
from reuse.kernels.rare import (
    SMALL,
    gather_compiled,
    gather_plain,
    gatherer,
    number_compiled,
    number_plain,
    vocabulary,
)

if TYPE_CHECKING:
    import pytest

words = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 2**64 - 1)), max_size=60)


@given(words)
def test_vocabulary_counts_and_ranks_from_the_rarest(values: list[int]) -> None:
    ranks, distinct, counts = vocabulary(np.array(values, np.uint64))
    expected = sorted((count, word) for word, count in Counter(values).items())
    assert list(zip(counts.tolist(), distinct.tolist(), strict=True)) == expected
    assert distinct[ranks].tolist() == values


@settings(deadline=None)  # the first example waits for the compiler
@given(words, st.integers(1, 400))
def test_both_ways_of_numbering_tell_the_same(values: list[int], times: int) -> None:
    array = np.tile(np.array(values, np.uint64), times) ^ np.repeat(np.arange(times, dtype=np.uint64), len(values))
    told = []
    for number in (number_plain, number_compiled):
        numbers, distinct, counts = number(array)
        assert np.array_equal(distinct[numbers], array)
        told.append(sorted(zip(distinct.tolist(), counts.tolist(), strict=True)))
    assert told[0] == told[1]


@settings(deadline=None)  # the first example waits for the compiler
@given(
    st.lists(st.integers(0, 11), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=9),
    st.integers(1, 6),
    st.floats(1, 300),
)
def test_keys_are_the_smallest_sets_that_chance_does_not_fill(
    values: list[int], spans: list[tuple[int, int]], rarest: int, places: float
) -> None:
    ranks, distinct, _ = vocabulary(np.array(values, np.uint64))
    starts = np.array([start % len(values) for start, _ in spans], np.int64)
    lengths = np.minimum([length for _, length in spans], len(values) - starts).astype(np.int32)
    chances = np.linspace(0.01, 0.9, len(distinct))
    hashes = np.uint64(1) << np.arange(len(distinct), dtype=np.uint64)  # so that a sum tells its members
    windows = 300.0
    expected, sizes = [], []
    for start, length in zip(starts, lengths, strict=True):
        held = sorted(set(ranks[start : start + length].tolist()))[:rarest]
        rare: list[set[int]] = []
        for size in (1, 2, 3):
            for members in combinations(held, size):
                chance = windows
                for member in members:
                    chance *= chances[member]
                if chance < places and not any(smaller <= set(members) for smaller in rare):
                    rare.append(set(members))
        expected += sorted(sum(1 << member for member in members) for members in rare)
        sizes.append(len(rare))
    columns = ranks, starts, lengths, chances, hashes, windows, places, rarest
    plain, compiled = gather_plain(*columns), gather_compiled()(*columns)
    assert np.array_equal(plain[0], compiled[0])
    assert plain[1].tolist() == compiled[1].tolist() == sizes
    bounds = np.cumsum([0, *sizes])
    assert [key for w in range(len(sizes)) for key in sorted(plain[0][bounds[w] : bounds[w + 1]])] == expected


def test_only_large_inputs_pay_for_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pays, "loaded", lambda: False)
    assert gatherer(SMALL) is gather_plain
    assert gatherer(SMALL + 1) is gather_compiled()
