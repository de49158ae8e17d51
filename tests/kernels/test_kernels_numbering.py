from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels.numbering import FEWEST, number


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, (1 << 64) - 1) | st.integers(0, 9), max_size=30), max_size=5))
def test_numbers_follow_the_first_appearance_whatever_the_batches(batches: list[list[int]]) -> None:
    slots, known, used = np.full(FEWEST, -1, np.int32), np.empty(FEWEST // 2, np.uint64), 0
    found: list[int] = []
    for batch in batches:
        numbers = np.empty(len(batch), np.int32)
        slots, known, used = number(np.array(batch, np.uint64), numbers, slots, known, used)
        found += numbers.tolist()
    hashes = [hashed for batch in batches for hashed in batch]
    order = list(dict.fromkeys(hashes))
    assert found == [order.index(hashed) for hashed in hashes]
    assert known[:used].tolist() == order


def test_tables_grow() -> None:
    hashes = np.arange(5 * FEWEST, dtype=np.uint64) * np.uint64(977)
    numbers = np.empty(len(hashes), np.int32)
    slots, known, used = number(hashes, numbers, np.full(FEWEST, -1, np.int32), np.empty(FEWEST // 2, np.uint64), 0)
    assert numbers.tolist() == list(range(len(hashes)))
    assert used == len(hashes) < len(known) < len(slots)
    assert np.array_equal(known[:used], hashes)
