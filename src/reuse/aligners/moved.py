"""Blocks that changed places: a pair of passages that only together make one is told as two."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.edits import likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair

    Box = tuple[int, int, int, int]  # a start, a end, b start, b end

_WHOLE = 0.8  # of the bits of a pair of passages, which its blocks must have by themselves
_BLOCKS = 16  # at most; what falls into more is shuffled, and one passage
_ALIKE = 0.8  # share of a block's words that are equal and in order


def exchanged(pair: Pair, boxes: NDArray[np.int64], bits: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which boxes (a start, a end, b start, b end), best first, are but other ones that changed their order.

    A box is when others lie in it, apart on both sides and each in order by itself, of which at least two stand in
    one order in a and in the other in b, and when these explain most of its bits.
    """
    alike = cache(lambda box: _alike(pair, box))  # of a long text many boxes lie in many
    told = np.zeros(len(boxes), np.bool_)
    order = np.argsort(boxes[:, 0], kind="stable")
    starts = boxes[order, 0]
    for k, (x0, x1, y0, y1) in enumerate(boxes.tolist()):
        near = order[np.searchsorted(starts, x0) : np.searchsorted(starts, x1)]
        inner = boxes[near]
        inside = near[(near != k) & (inner[:, 1] <= x1) & (inner[:, 2] >= y0) & (inner[:, 3] <= y1)]
        if len(inside) > 1:
            told[k] = _exchanged(boxes, bits, np.sort(inside), _WHOLE * bits[k], alike)
    return told


def _exchanged(
    boxes: NDArray[np.int64],
    bits: NDArray[np.float64],
    inside: NDArray[np.int64],
    wanted: float,
    alike: Callable[[Box], bool],
) -> bool:
    """Take the best boxes that are apart on both sides, and look at their order and their bits."""
    blocks: list[Box] = []
    total = 0.0
    for k, (x0, x1, y0, y1) in zip(inside.tolist(), boxes[inside].tolist(), strict=True):
        box = (x0, x1, y0, y1)
        if all(_apart(box, other) for other in blocks) and alike(box):
            blocks.append(box)
            total += float(bits[k])
        if len(blocks) == _BLOCKS:
            break
    crossing = any((one[0] < other[0]) != (one[2] < other[2]) for one, other in combinations(blocks, 2))
    return crossing and total >= wanted


def _apart(one: Box, other: Box) -> bool:
    return (one[1] <= other[0] or other[1] <= one[0]) and (one[3] <= other[2] or other[3] <= one[2])


def _alike(pair: Pair, box: Box) -> bool:
    lengths = box[1] - box[0], box[3] - box[2]
    if min(lengths) < _ALIKE * max(lengths):  # whatever its words are
        return False
    return likeness(pair.a.ids[box[0] : box[1]].tolist(), pair.b.ids[box[2] : box[3]].tolist()) >= _ALIKE
