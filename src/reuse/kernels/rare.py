"""Sets of rare words of windows, and the vocabulary they are counted in: loops, each with a plain twin.

A vocabulary is numbered from its rarest word: rank 0 is the rarest, and words as frequent as one another
stand in the order of their hashes, so that ranks do not depend on the order of the text.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.kernels.pays import pays

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

SMALL = 500_000  # words; the twins take 0.2 s for as many, loading numba and the compiled loops 0.4 s
_WORDS = 1 << 20  # counted at once
NONE = np.iinfo(np.int32).max  # no word: behind every rank


def vocabulary(
    words: NDArray[np.uint64], counted: Callable[[NDArray[np.uint64]], NDArray[np.int64]] | None = None
) -> tuple[NDArray[np.int32], NDArray[np.uint64], NDArray[np.int64]]:
    """Return the rank of each word, and by rank the distinct words and how often they stand here.

    counted: says how often distinct words stand where this is but a part of a corpus.
    """
    number = number_compiled if pays(len(words), SMALL) else number_plain
    numbers, distinct, counts = number(words)
    if counted:
        counts = counted(distinct)
    order = np.lexsort((distinct, counts))
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return ranks[numbers], distinct[order], counts[order]


def number_plain(
    words: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.uint64], NDArray[np.int64]]:
    """Return a number for each word, and by number the distinct words and their counts."""
    distinct, numbers, counts = np.unique(words, return_inverse=True, return_counts=True)
    return numbers, distinct, counts


def number_compiled(
    words: NDArray[np.uint64],
) -> tuple[NDArray[np.int32], NDArray[np.uint64], NDArray[np.int64]]:
    """Return numbers by first appearance, else as `number_plain`; loads numba."""
    from reuse.kernels.numbering import FEWEST, number  # noqa: PLC0415 - small inputs do without numba

    numbers, slots = np.empty(len(words), np.int32), np.full(FEWEST, -1, np.int32)
    _, known, used = number(words, numbers, slots, np.empty(FEWEST // 2, np.uint64), 0)
    counts = np.zeros(used, np.int64)
    for first in range(0, len(numbers), _WORDS):  # numpy makes a copy of what it counts, twice as large
        counts += np.bincount(numbers[first : first + _WORDS], minlength=used)
    return numbers, known[:used], counts


def gatherer(total: int) -> Callable[..., tuple[NDArray[np.uint64], NDArray[np.int64]]]:
    """Return the quicker of the two for windows of `total` words: see `gather_plain`."""
    return gather_compiled() if pays(total, SMALL) else gather_plain


def gather_plain(
    ranks: NDArray[np.int32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int32],
    chances: NDArray[np.float64],
    mixed: NDArray[np.uint64],
    windows: float,
    places: float,
    rarest: int,
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the keys of windows, one window after another, and how many each has.

    Of the `rarest` rarest words of window i, ranks[starts[i]:starts[i] + lengths[i]], each smallest set of 1
    to 3 has a key whose words are expected to meet by chance in less than `places` of so many `windows`:
    chances[r] is the chance of a window to hold the word of rank r, mixed[r] its hash. Keys are sums of
    these, not yet mixed.
    """
    offsets = np.arange(lengths.max(initial=0))
    rows = np.minimum(starts[:, None] + offsets, len(ranks) - 1)
    held = np.sort(np.where(offsets < lengths[:, None], ranks[rows], NONE), axis=1)
    held[:, 1:][held[:, 1:] == held[:, :-1]] = NONE
    held = np.sort(held, axis=1)[:, :rarest]
    known = np.where(held == NONE, 0, held)
    chance, hashed = np.where(held == NONE, np.inf, chances[known]), mixed[known]
    sets = sorted(chain(*(combinations(range(held.shape[1]), size) for size in (1, 2, 3))))
    keys, chosen = np.empty((len(held), len(sets)), np.uint64), np.empty((len(held), len(sets)), np.bool_)
    expected: dict[tuple[int, ...], NDArray[np.float64]] = {}
    for s, members in enumerate(sets):
        fewer = members[:-1]  # of the smaller sets the one that is expected least
        expected[members] = expected.get(fewer, windows) * chance[:, members[-1]]
        chosen[:, s] = expected[members] < places
        if fewer:
            chosen[:, s] &= expected[fewer] >= places
        keys[:, s] = hashed[:, list(members)].sum(axis=1, dtype=np.uint64)
    return keys[chosen], chosen.sum(axis=1)


def _gather_loop(
    ranks: NDArray[np.int32],
    starts: NDArray[np.int64],
    lengths: NDArray[np.int32],
    chances: NDArray[np.float64],
    mixed: NDArray[np.uint64],
    windows: float,
    places: float,
    rarest: int,
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    most = rarest + rarest * (rarest - 1) // 2 + rarest * (rarest - 1) * (rarest - 2) // 6
    keys, counts = np.empty(len(starts) * most, np.uint64), np.empty(len(starts), np.int64)
    held = np.empty(rarest + 1, np.int32)
    total = 0
    for window in range(len(starts)):
        size = 0
        for row in range(starts[window], starts[window] + lengths[window]):
            rank, at = ranks[row], size
            while at > 0 and held[at - 1] > rank:
                at -= 1
            if at < rarest and (at == 0 or held[at - 1] != rank):
                size = min(size + 1, rarest)
                for k in range(size - 1, at, -1):
                    held[k] = held[k - 1]
                held[at] = rank
        first = total
        for i in range(size):
            one, key = windows * chances[held[i]], mixed[held[i]]
            if one < places:
                keys[total] = key
                total += 1
                continue
            for j in range(i + 1, size):
                two, pair = one * chances[held[j]], key + mixed[held[j]]
                if two < places:
                    keys[total] = pair
                    total += 1
                    continue
                for k in range(j + 1, size):
                    if two * chances[held[k]] < places:
                        keys[total] = pair + mixed[held[k]]
                        total += 1
        counts[window] = total - first
    return keys[:total].copy(), counts


@cache
def gather_compiled() -> Callable[..., Any]:
    """Return the compiled loop, which does as `gather_plain`; loads numba."""
    from reuse.kernels.compiled import outer  # noqa: PLC0415 - small inputs do without numba

    compiled: Callable[..., Any] = outer(_gather_loop)
    return compiled
