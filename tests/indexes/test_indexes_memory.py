from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.columns import Buckets, Keys
from reuse.indexes.memory import Memory, suspects

# keys that are equal, that differ in their low bits only (where rows are packed), and any
numbers = st.one_of(st.integers(0, 5), st.integers(2**63, 2**63 + 5), st.integers(0, 2**64 - 1))
rows = st.lists(st.tuples(numbers, st.integers(0, 9), st.integers(1, 3)), max_size=40)


def keys_of(rows: list[tuple[int, int, int]]) -> Keys:
    keys, starts, lengths = zip(*rows, strict=True) if rows else ((), (), ())
    return Keys(np.array(keys, np.uint64), np.array(starts, np.int64), np.array(lengths, np.int32))


def by_dict(rows: list[tuple[int, int, int]]) -> list[list[tuple[int, int]]]:
    buckets = defaultdict(set)
    for key, start, length in rows:
        buckets[key].add((start, length))
    return [sorted(places) for _, places in sorted(buckets.items()) if len(places) > 1]


def as_lists(buckets: Buckets) -> list[list[tuple[int, int]]]:
    places = list(zip(buckets.starts.tolist(), buckets.lengths.tolist(), strict=True))
    bounds = buckets.bounds.tolist()
    assert (bounds[0], bounds[-1]) == (0, len(places))
    return [places[bounds[b] : bounds[b + 1]] for b in range(len(bounds) - 1)]


@given(rows)
def test_groups_as_a_dictionary_does(rows: list[tuple[int, int, int]]) -> None:
    assert as_lists(Memory().group(keys_of(rows))) == by_dict(rows)


@given(rows, st.randoms())
def test_the_order_of_keys_does_not_matter(rows: list[tuple[int, int, int]], random: object) -> None:
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert as_lists(Memory().group(keys_of(shuffled))) == as_lists(Memory().group(keys_of(rows)))


def test_many_keys() -> None:
    random = np.random.default_rng(1)
    pool = random.integers(0, 2**64, 30_000, dtype=np.uint64)
    chosen = pool[random.integers(0, len(pool), 50_000)]
    rows = [(int(key), i, 4) for i, key in enumerate(chosen)]
    assert as_lists(Memory().group(keys_of(rows))) == by_dict(rows)


def test_few_keys_are_suspected_without_cause() -> None:
    keys = np.random.default_rng(1).integers(0, 2**64, 100_000, dtype=np.uint64)
    keys[70_000] = keys[3]
    suspected = suspects(keys)
    assert {3, 70_000} <= set(suspected.tolist())
    assert len(suspected) < 10


@pytest.mark.parametrize("rows", [[], [(7, 0, 1)], [(7, 0, 1), (7, 0, 1)]])
def test_nothing_in_common(rows: list[tuple[int, int, int]]) -> None:
    buckets = Memory().group(keys_of(rows))
    assert buckets.bounds.tolist() == [0]
    assert len(buckets.starts) == len(buckets.lengths) == 0
