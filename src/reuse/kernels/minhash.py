"""MinHash signatures: a compiled loop, and its plain twin for inputs that would not pay for compiling.

Both compute what datasketch 2 calls `affine32`: hashes are spread once by the 32-bit finalizer of
MurmurHash3, then permutation k maps h to a[k] * h + b[k] modulo 2**32, and the least value is kept.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.kernels.pays import pays

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SMALL = 500_000  # hashes; the twin takes 0.2 s for as many, loading numba and the compiled loop 0.4 s
_SLICE = 1 << 11  # shingles the twin takes at once


def signer(total: int) -> Callable[..., NDArray[np.uint32]]:
    """Return the quicker of the two for `total` hashes: see `sign_plain`."""
    return sign_compiled() if pays(total, SMALL) else sign_plain


def finalize(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Spread every bit over all 32: a bijection (the finalizer of MurmurHash3)."""
    spread = hashes ^ (hashes >> np.uint32(16))
    spread *= np.uint32(0x85EBCA6B)
    spread ^= spread >> np.uint32(13)
    spread *= np.uint32(0xC2B2AE35)
    spread ^= spread >> np.uint32(16)
    return spread


def sign_plain(
    spread: NDArray[np.uint32],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
    factors: NDArray[np.uint32],
    summands: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Return the signature of each set spread[starts[i]:starts[i] + counts[i]], as [sets, permutations].

    `spread` went through `finalize`; permutation k has the odd factors[k] and summands[k]. Each set holds
    one hash or more, and sets may overlap.
    """
    signatures = np.empty((len(starts), len(factors)), np.uint32)
    ends = np.cumsum(counts)
    first = 0
    while first < len(starts):
        begin = ends[first] - counts[first]
        last = max(first + 1, int(np.searchsorted(ends, begin + _SLICE, side="right")))
        offsets = ends[first:last] - counts[first:last] - begin
        rows = np.arange(ends[last - 1] - begin) + np.repeat(starts[first:last] - offsets, counts[first:last])
        values = spread[rows][:, None] * factors + summands
        signatures[first:last] = np.minimum.reduceat(values, offsets)
        first = last
    return signatures


def _sign_loop(
    spread: NDArray[np.uint32],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
    factors: NDArray[np.uint32],
    summands: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    n = len(factors)
    signatures = np.empty((len(starts), n), np.uint32)
    row = np.empty(n, np.uint32)
    for i in range(len(starts)):
        row[:] = 0xFFFFFFFF
        last = starts[i] + counts[i] - 1
        for s in range(starts[i], last + 1, 4):  # four at once: a third quicker; the last may come twice
            h0, h1 = spread[s], spread[min(s + 1, last)]
            h2, h3 = spread[min(s + 2, last)], spread[min(s + 3, last)]
            for k in range(n):
                a, b = factors[k], summands[k]
                row[k] = min(
                    row[k],
                    np.uint32(a * h0 + b),
                    np.uint32(a * h1 + b),
                    np.uint32(a * h2 + b),
                    np.uint32(a * h3 + b),
                )
        signatures[i] = row
    return signatures


def _bands_loop(
    spread: NDArray[np.uint32],
    shingle: int,
    bounds: NDArray[np.int64],
    units: NDArray[np.int64],
    permutations: NDArray[np.uint32],
    first: int,
    rows: int,
    keys: NDArray[np.uint64],
) -> None:
    n, most = permutations.shape[1], 1
    factors, summands = permutations[0], permutations[1]
    for i in range(len(units)):
        most = max(most, units[i, 1])
    row, least = np.empty(n, np.uint32), np.empty((most, n), np.uint32)  # of a unit, and of its sentences
    known = np.full(most, -1, np.int64)
    for i in range(len(units)):
        row[:] = 0xFFFFFFFF
        sentence, behind = units[i, 0], units[i, 0] + units[i, 1]
        last = bounds[behind] - shingle  # word with which a shingle of the unit begins
        for j in range(sentence, behind):
            own = least[j % most]
            inner = bounds[j + 1] - shingle
            if known[j % most] != j:
                known[j % most] = j
                own[:] = 0xFFFFFFFF
                for s in range(bounds[j], inner + 1, 4):  # four at once: a third quicker; the last may come twice
                    h0, h1 = spread[s], spread[min(s + 1, inner)]
                    h2, h3 = spread[min(s + 2, inner)], spread[min(s + 3, inner)]
                    for k in range(n):
                        a, b = factors[k], summands[k]
                        own[k] = min(
                            own[k],
                            np.uint32(a * h0 + b),
                            np.uint32(a * h1 + b),
                            np.uint32(a * h2 + b),
                            np.uint32(a * h3 + b),
                        )
            for k in range(n):
                row[k] = min(row[k], own[k])
            for s in range(max(bounds[j], inner + 1), min(bounds[j + 1], last + 1)):  # into the next sentence
                h = spread[s]
                for k in range(n):
                    row[k] = min(row[k], np.uint32(factors[k] * h + summands[k]))
        for band in range(len(keys)):
            state = np.uint64(first + band)
            for k in range(band * rows, (band + 1) * rows):
                state = state * np.uint64(0x9E3779B97F4A7C15) + np.uint64(row[k])
            state = (state ^ (state >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
            state = (state ^ (state >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
            keys[band, i] = state ^ (state >> np.uint64(33))


@cache
def bands_compiled() -> Callable[..., Any]:
    """Return the loop that writes the keys of some bands, a row a band; loads numba.

    Unit i is the set of shingles in units[i, 1] sentences from units[i, 0] on; sentence j is the words bounds[j] to
    bounds[j + 1], and the shingle that begins with word s has the hash spread[s]. Units ascend, so that each sentence
    is looked at once. `permutations` are those of the bands from `first` on, `rows` for each; keys are those of
    `ngrams.combine`.
    """
    from reuse.kernels.compiled import outer  # noqa: PLC0415 - small inputs do without numba

    compiled: Callable[..., Any] = outer(_bands_loop)
    return compiled


@cache
def sign_compiled() -> Callable[..., Any]:
    """Return the compiled loop, which does as `sign_plain`; loads numba."""
    from reuse.kernels.compiled import outer  # noqa: PLC0415 - small inputs do without numba

    compiled: Callable[..., Any] = outer(_sign_loop)
    return compiled
