from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels.sections import score, told

KEYS, SECTIONS = 6, 8
lists = st.lists(st.lists(st.integers(0, SECTIONS - 1), unique=True), min_size=KEYS, max_size=KEYS)
pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(0, KEYS - 1), st.integers(0, 9)), max_size=20).map(sorted)


def columns(held: list[list[int]], given_: list[tuple[int, int, int]]) -> tuple[np.ndarray, ...]:
    """Return windows, keys, bits, and where the sections of each key are."""
    rows = np.array(given_, np.int64).reshape(-1, 3)
    firsts = np.cumsum([0, *map(len, held)])
    return *rows.T.copy(), firsts, np.array([one for own in held for one in own], np.uint16)


@settings(deadline=None)  # the first example waits for the compiler
@given(lists, pairs, st.integers(1, 20))
def test_sums_are_those_of_a_plain_twin(held: list[list[int]], given_: list[tuple[int, int, int]], need: int) -> None:
    wanted: dict[tuple[int, int], int] = defaultdict(int)
    for window, key, bits in given_:
        for section in held[key]:
            wanted[window, section] += bits
    sums, rows = np.zeros(SECTIONS, np.int64), np.empty((sum(len(held[key]) for _, key, _ in given_), 3), np.int64)
    count = score(*columns(held, given_), need, sums, np.empty(SECTIONS, np.int64), rows)
    assert sorted(rows[:count].tolist()) == sorted([*place, bits] for place, bits in wanted.items() if bits >= need)
    assert not sums.any()


@settings(deadline=None)
@given(lists, pairs, st.lists(st.integers(-1, 2), min_size=5, max_size=5))
def test_what_the_source_of_a_window_has_is_told(
    held: list[list[int]], given_: list[tuple[int, int, int]], sources: list[int]
) -> None:
    windows, keys, _, firsts, sections = columns(held, given_)
    owners = np.arange(SECTIONS) // 3
    out = np.zeros(len(windows), np.bool_)
    told(windows, keys, firsts, sections, owners, np.array(sources), out)
    assert out.tolist() == [any(k // 3 == sources[window] for k in held[key]) for window, key, _ in given_]
