"""64-bit hashes of word n-grams, in plain numpy: a few passes over slices that stay in the cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_SLICE = 1 << 15  # words a pass: three such arrays fit a second-level cache
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing: 2**64 / golden ratio


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return `values` with every bit spread over all 64: a bijection (MurmurHash3's finalizer)."""
    mixed = values ^ (values >> np.uint64(33))
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xC4CEB9FE1A85EC53)
    mixed ^= mixed >> np.uint64(33)
    return mixed


def combine(columns: Iterable[NDArray[np.uint64] | NDArray[np.uint32]], seed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return one hash for each row of `columns` (all of the shape of `seed`); their order matters.

    A polynomial of the columns modulo 2**64, mixed: two rows that differ collide with a chance of 2**-64.
    """
    folded = seed.copy()
    for column in columns:
        folded *= _MULTIPLIER
        folded += column
    return mix(folded)


def ngrams(words: NDArray[np.uint64], n: int) -> NDArray[np.uint64]:
    """Return the hash of each run of `n` words, by its first word: len(words) - n + 1 of them, or none."""
    count = max(0, len(words) - n + 1)
    hashes = np.empty(count, np.uint64)
    for start in range(0, count, _SLICE):
        size = min(_SLICE, count - start)
        mixed = mix(words[start : start + size + n - 1])
        hashes[start : start + size] = combine((mixed[j : j + size] for j in range(n)), np.full(size, n, np.uint64))
    return hashes
