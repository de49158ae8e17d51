"""Plain twins of `kernels.meetings`, written from their docstrings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Place = tuple[int, int, int, int]


def cluster(places: Sequence[Place], owners: Sequence[tuple[int, int]], gap: int) -> list[int]:
    """Group of each pair of places; the group that was opened last is asked first."""
    groups: list[int] = []
    bounds: list[list[int]] = []
    of: list[tuple[int, int]] = []
    for place, owner in zip(places, owners, strict=True):
        near = [
            k
            for k, (_, a1, b0, b1) in enumerate(bounds)
            if of[k] == owner and place[0] <= a1 + gap and place[2] <= b1 + gap and b0 <= place[3] + gap
        ]
        if not near:
            bounds.append(list(place))
            of.append(owner)
            near = [len(bounds) - 1]
        box = bounds[near[-1]]
        box[:] = min(box[0], place[0]), max(box[1], place[1]), min(box[2], place[2]), max(box[3], place[3])
        groups.append(near[-1])
    return groups


def uncovered(
    spans: Sequence[tuple[int, int]], documents: Sequence[int], least: int, longest: int
) -> list[tuple[int, int]]:
    """Stretches that no span covers, none over a document's end, the long ones cut."""
    covered = {row for start, end in spans for row in range(start, end)}
    found = []
    for low, high in pairwise(documents):
        start = low
        for row in range(low, high + 1):
            if row == high or row in covered:
                if row - start >= least:
                    found += [(at, min(at + longest, row)) for at in range(start, row, longest)]
                start = row + 1
    return found
