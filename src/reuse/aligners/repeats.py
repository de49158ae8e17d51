"""Sentences and lines that one document goes on repeating: each place is matched to the first, without a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.nominate import CROWD
from reuse.aligners.pair import Passages
from reuse.columns import LINE, SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Block

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))


def repeats(block: Block, shares: Shares, model: Surprise, places: float) -> Iterator[tuple[int, list[Passages]]]:
    """Yield (document, matches of the first place with each other one) of what stands there more than CROWD times.

    places: log2 of the places where a pair of passages could have stood.
    """
    starts, ends = _units(block, model.min_unit)
    if not len(starts):
        return
    owner = np.searchsorted(block.documents, starts, side="right") - 1
    order = np.lexsort((starts, _hashes(block.words, starts, ends), ends - starts, owner))
    hashes = _hashes(block.words, starts, ends)[order]
    starts, ends, owner = starts[order], ends[order], owner[order]
    fresh = np.ones(len(starts), np.bool_)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])
    fresh[1:] |= (ends - starts)[1:] != (ends - starts)[:-1]
    bounds = np.append(np.flatnonzero(fresh), len(starts))
    for group in np.flatnonzero(np.diff(bounds) > CROWD).tolist():
        rows = slice(bounds[group], bounds[group + 1])
        document = int(owner[bounds[group]])
        gains = _bits(shares, slice(int(starts[rows][0]), int(ends[rows][0])), model)
        if gains.sum() - places < model.min_score:
            continue
        spans = np.stack((starts[rows], ends[rows]), 1) - block.documents[document]
        first, *others = [(int(start), int(end)) for start, end in spans.tolist()]
        bits = float(gains.sum())
        yield document, [Passages(first, other, (bits, bits), (gains, gains)) for other in others]


def _units(block: Block, least: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows at which sentences and lines of `least` words and more begin and end."""
    begins = (block.breaks & (SENTENCE | LINE)) != 0
    begins[block.documents[:-1][np.diff(block.documents) > 0]] = True
    starts = np.flatnonzero(begins)
    ends = np.append(starts[1:], len(block.starts))
    long = ends - starts >= least
    return starts[long], ends[long]


def _hashes(words: NDArray[np.uint64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Polynomial hash of each stretch of words, from the sums of a prefix (Karp and Rabin 1987)."""
    powers = np.cumprod(np.full(len(words), _BASE))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(words * powers, dtype=np.uint64)))
    back = np.cumprod(np.full(len(words) + 1, _INVERSE))
    stretches: NDArray[np.uint64] = np.multiply(sums[ends] - sums[starts], back[starts], dtype=np.uint64)
    return stretches


def _bits(shares: Shares, rows: slice, model: Surprise) -> NDArray[np.float64]:
    """Bits of the words of a passage that stands elsewhere as it is, its own count left out."""
    ids = shares.ids[rows]
    own = np.bincount(ids, minlength=int(ids.max()) + 1)[ids]
    counts = np.maximum(shares.counts[ids] - own, 0) + model.background_weight * shares.background[ids]
    rate = counts / (max(shares.total - len(ids), 0) + model.background_weight)
    bits: NDArray[np.float64] = np.log2(1 + model.kept * (1 / -np.expm1(-rate * len(ids)) - 1))
    return np.maximum(bits, model.run_bits)
