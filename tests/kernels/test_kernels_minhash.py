from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels import pays
from reuse.kernels.minhash import SMALL, finalize, sign_compiled, sign_plain, signer

if TYPE_CHECKING:
    import pytest

numbers = st.integers(0, 2**32 - 1)
sets = st.lists(st.lists(numbers, min_size=1, max_size=9), max_size=9)
permutations = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5)


def columns(sets: list[list[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    counts = np.array([len(s) for s in sets], np.int64)
    return np.array(list(chain(*sets)), np.uint32), np.cumsum(counts) - counts, counts


@settings(deadline=None)  # the first example waits for the compiler
@given(sets, permutations)
def test_compiled_loop_and_plain_twin_agree(hashes: list[list[int]], pairs: list[tuple[int, int]]) -> None:
    factors, summands = np.array(pairs, np.uint32).T.copy()
    spread, starts, counts = columns(hashes)
    compiled = sign_compiled()(spread, starts, counts, factors, summands)
    assert np.array_equal(compiled, sign_plain(spread, starts, counts, factors, summands))


def test_plain_twin_agrees_across_its_slices_and_on_sets_that_overlap() -> None:
    random = np.random.default_rng(5)
    spread = random.integers(0, 2**32, 9_000, dtype=np.uint32)
    starts = np.sort(random.integers(0, 4_000, 300))
    counts = random.integers(1, 40, 300)
    counts[7] = 5_000  # one set larger than a slice
    factors, summands = random.integers(0, 2**32, (2, 16), dtype=np.uint32)
    plain = sign_plain(spread, starts, counts, factors, summands)
    assert np.array_equal(plain, sign_compiled()(spread, starts, counts, factors, summands))
    last = spread[starts[-1] : starts[-1] + counts[-1], None] * factors + summands
    assert np.array_equal(plain[-1], last.min(axis=0))


def test_finalizer_is_a_bijection() -> None:
    assert len(np.unique(finalize(np.arange(1 << 16, dtype=np.uint32)))) == 1 << 16


def test_only_large_inputs_pay_for_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pays, "loaded", lambda: False)
    assert signer(SMALL) is sign_plain
    assert signer(SMALL + 1) is sign_compiled()
