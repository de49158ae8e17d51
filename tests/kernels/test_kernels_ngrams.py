from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.kernels.ngrams import mix, ngrams

words = st.lists(st.integers(0, 5), max_size=60)


@given(words, st.integers(1, 5))
def test_ngrams_are_equal_just_where_their_words_are(values: list[int], n: int) -> None:
    hashes = ngrams(np.array(values, np.uint64), n).tolist()
    runs = [tuple(values[i : i + n]) for i in range(len(values) - n + 1)]
    assert len(hashes) == len(runs)
    assert len(set(hashes)) == len(set(runs)) == len(set(zip(hashes, runs, strict=True)))


def test_slices_leave_no_seam() -> None:
    values = np.arange(100_000, dtype=np.uint64) % np.uint64(977)
    hashes = ngrams(values, 3)
    assert np.array_equal(hashes[977:], hashes[:-977])
    assert len(np.unique(hashes)) == 977


def test_n_is_part_of_the_hash() -> None:
    zeros = np.zeros(9, np.uint64)
    assert ngrams(zeros, 2)[0] != ngrams(zeros, 3)[0]


def test_mixing_spreads_small_numbers_over_all_bits() -> None:
    flips = mix(np.arange(10_000, dtype=np.uint64)) ^ mix(np.arange(10_000, dtype=np.uint64) ^ np.uint64(1))
    assert 31 < np.bitwise_count(flips).mean() < 33
