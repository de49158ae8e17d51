"""Which pairs of documents to align: those with places that share a key and, looked at, enough surprising words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import LINE, SENTENCE
from reuse.kernels.meet import meet

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Block, Buckets

    Allowed = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.bool_]]

PART = 0.5  # of the bits that a match needs: what a window of it must show
CROWD = 20  # places; a key that more places share links each of them with one, and no longer with one another
_WIDTHS = (30, 12)  # words of context in which two places are looked at
_GRID = 4  # words; place pairs as near as that on both sides are looked at once


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of places, in rows of a block: the place of a starts before that of b."""

    starts: NDArray[np.int64]  # rows (a, b)
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs of places that were looked at, the documents of both, and the most bits that they share."""

    found: Candidates
    owner: NDArray[np.int64]
    bits: NDArray[np.float64]


def nominate(  # noqa: PLR0913, PLR0917 - the columns of a run, and what is wanted of it
    block: Block, shares: Shares, buckets: Buckets, model: Surprise, places: float, allowed: Allowed
) -> NDArray[np.int64]:
    """Return the pairs of document numbers (rows, ascending, each once) in which places that share a key look alike.

    places: log2 of the places where a pair of passages could stand; allowed: given the documents of both places, which
    pairs are wanted.
    """
    found = weigh(block, shares, buckets, model, allowed)
    alike = found.owner[found.bits >= enough(model, places)]
    pairs = np.unique(alike[:, 0] * len(block.documents) + alike[:, 1])
    return np.stack(np.divmod(pairs, len(block.documents)), 1)


def enough(model: Surprise, places: float) -> float:
    """Bits that two places must show for their documents to be aligned."""
    return PART * (places + model.min_score)


def weigh(block: Block, shares: Shares, buckets: Buckets, model: Surprise, allowed: Allowed) -> Weighed:
    """Look at the pairs of places that share a key; of neighbouring ones at one."""
    owners = np.searchsorted(block.documents, buckets.starts, side="right") - 1
    places = _pairs(buckets, owners, allowed)
    found = Candidates(buckets.starts[places], buckets.lengths[places].astype(np.int64))
    owner = owners[places]
    wanted = allowed(owner[:, 0], owner[:, 1])
    within = owner[:, 0] == owner[:, 1]
    wanted &= ~within | (found.starts[:, 1] >= found.starts[:, 0] + found.lengths[:, 0])
    found, owner = Candidates(found.starts[wanted], found.lengths[wanted]), owner[wanted]
    grid = found.starts // _GRID
    _, once = np.unique(grid[:, 0] * (len(shares.ids) // _GRID + 1) + grid[:, 1], return_index=True)
    found, owner = Candidates(found.starts[once], found.lengths[once]), owner[once]
    return Weighed(found, owner, bits_of(block, shares, found, owner, model))


def _pairs(buckets: Buckets, owners: NDArray[np.int64], allowed: Allowed) -> NDArray[np.int64]:
    """All pairs of places of each bucket; of a crowd, each place with the first, or with the last.

    With the last where the first is of no use: the last is a reference where there are any.
    """
    sizes = np.diff(buckets.bounds)
    rows = [np.empty((0, 2), np.int64)]
    for size in np.unique(sizes).tolist():
        heads = buckets.bounds[:-1][sizes == size][:, None]
        if size <= CROWD:
            left, right = np.triu_indices(size, 1)
            rows.append(np.stack(((heads + left).ravel(), (heads + right).ravel()), 1))
            continue
        others = (heads + np.arange(1, size)).ravel()
        firsts, lasts = np.repeat(heads, size - 1), np.repeat(heads + size - 1, size - 1)
        useful = allowed(owners[firsts], owners[others])
        pairs = np.where(useful[:, None], np.stack((firsts, others), 1), np.stack((others, lasts), 1))
        rows.append(pairs[pairs[:, 0] < pairs[:, 1]])
    return np.concatenate(rows)


def bits_of(
    block: Block, shares: Shares, found: Candidates, owner: NDArray[np.integer], model: Surprise
) -> NDArray[np.float64]:
    """Most bits that two places share, looked at in windows around them, or as whole sentences or lines; 0 at least."""
    score = np.empty(len(found.starts))
    cost = -math.log2(1 - model.kept)
    rate = (shares.counts + model.background_weight * shares.background) / (shares.total + model.background_weight)
    bits = [np.log2(1 + model.kept * (1 / -np.expm1(-rate * width) - 1)) + cost for width in _WIDTHS]
    meet(
        shares.ids, block.breaks, SENTENCE | LINE, block.documents, found.starts, found.lengths, owner,
        np.array(_WIDTHS), np.stack(bits, 1), cost, np.zeros(len(rate), np.int32), score,
    )  # fmt: skip
    return score
