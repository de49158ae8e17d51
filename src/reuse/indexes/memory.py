"""Grouping in memory, by sorting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import Buckets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.columns import Keys


@dataclass(frozen=True, slots=True)
class Memory:
    """Groups equal keys in memory: some 20 bytes a key, and 60 more for one that has an equal."""

    def group(self, keys: Keys) -> Buckets:
        """Return the places of every key with two or more; buckets by key, places by start, then length."""
        order = suspects(keys.keys)
        hashes = keys.keys[order]
        if np.any(hashes[1:] < hashes[:-1]):
            by_key = np.argsort(hashes, kind="stable")
            order, hashes = order[by_key], hashes[by_key]
        starts, lengths = keys.starts[order], keys.lengths[order]
        follows = hashes[1:] == hashes[:-1]
        falling = (starts[1:] < starts[:-1]) | ((starts[1:] == starts[:-1]) & (lengths[1:] < lengths[:-1]))
        if np.any(follows & falling):
            order = np.lexsort((lengths, starts, hashes))
            hashes, starts, lengths = hashes[order], starts[order], lengths[order]
        return _buckets(hashes, starts, lengths)


def suspects(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the rows of all keys that may have an equal, nearly in the order of the keys.

    Sorting numbers is twice as quick as sorting rows by them, so the row takes the place of the low bits of
    its key: what shares the high bits then stands together. Different keys rarely do, and are told apart
    later.
    """
    bits = np.uint64(max(1, len(keys).bit_length()))
    rows = (np.uint64(1) << bits) - np.uint64(1)
    packed = keys & ~rows
    packed |= np.arange(len(keys), dtype=np.uint64)
    packed.sort()
    equal = np.zeros(len(keys) + 1, np.bool_)  # to the one before
    high = packed >> bits
    np.equal(high[1:], high[:-1], out=equal[1 : len(keys)])
    return (packed[equal[:-1] | equal[1:]] & rows).astype(np.int64)


def _buckets(hashes: NDArray[np.uint64], starts: NDArray[np.int64], lengths: NDArray[np.int32]) -> Buckets:
    """Drop repeated places of a key, then keys with one place; all is sorted by key, start, length."""
    fresh = np.ones(len(hashes), np.bool_)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (starts[1:] != starts[:-1]) | (lengths[1:] != lengths[:-1])
    hashes, starts, lengths = hashes[fresh], starts[fresh], lengths[fresh]
    edges = np.ones(len(hashes) + 1, np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=edges[1 : len(hashes)])
    several = ~(edges[:-1] & edges[1:])
    firsts = np.flatnonzero(edges[:-1][several])
    bounds = np.append(firsts, np.count_nonzero(several)).astype(np.int64)
    return Buckets(starts[several], lengths[several], bounds)
