"""Plain twin of `kernels.meetings.around`, written from its docstring."""

from __future__ import annotations

from dataclasses import dataclass

LOOKED_AT = 8  # boxes before, of the same two stretches


@dataclass
class Box:
    a: tuple[int, int]
    b: tuple[int, int]
    owners: tuple[int, int]
    best: float

    @property
    def row(self) -> tuple[int, ...]:
        return *self.a, *self.b, *self.owners


def around(
    rows: list[tuple[int, int]],
    owners: list[tuple[int, int]],
    bits: list[float],
    sizes: tuple[int, int],
    documents: list[int],
) -> list[Box]:
    """Boxes around meetings; sizes: words to each side of one, and between two of one box."""
    half, gap = sizes
    boxes: list[Box] = []
    for row, own, worth in zip(rows, owners, bits, strict=True):
        reach = [(at - half, at + half) for at in row]
        near = [
            box
            for box in boxes[-LOOKED_AT:]
            if box.owners == own
            and all(
                low <= side[1] + gap and side[0] - gap <= high
                for (low, high), side in zip(reach, (box.a, box.b), strict=True)
            )
        ]
        bounds = [(documents[owner], documents[owner + 1]) for owner in own]
        a, b = ((max(low, first), min(high, last)) for (low, high), (first, last) in zip(reach, bounds, strict=True))
        if near:
            box = near[-1]
            box.a, box.b = _hull(box.a, a), _hull(box.b, b)
            box.best = max(box.best, worth)
        else:
            boxes.append(Box(a, b, own, worth))
    return boxes


def _hull(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return min(one[0], other[0]), max(one[1], other[1])
