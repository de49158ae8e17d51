from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels.sorting import sort

numbers = st.lists(st.integers(0, (1 << 64) - 1) | st.integers(0, 300) | st.integers(0, 7).map(lambda n: n << 40))


@settings(deadline=None)
@given(numbers, st.integers(0, 64))
def test_sorted_by_all_but_some_low_bits_and_stable(values: list[int], skip: int) -> None:
    column = np.array(values, np.uint64)
    sort(column, np.empty_like(column), skip)
    assert column.tolist() == sorted(values, key=lambda value: value >> skip)


@pytest.mark.parametrize("top", [9, 12, 21, 40, 63, 64])
@pytest.mark.parametrize("size", [4095, 4096, 50_000])
def test_long_rows_are_parted_first(size: int, top: int) -> None:
    values = np.random.default_rng(top).integers(0, (1 << top) - 1, size, np.uint64)
    column = values.copy()
    sort(column, np.empty_like(column), 0)
    assert np.array_equal(column, np.sort(values))
