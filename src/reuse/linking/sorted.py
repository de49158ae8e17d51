"""Numbers in order, of which no more are held than a run may hold: sorted runs, then groups out of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.kernels.sorting import sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reuse.memory.room import Room

_FIRST = 1 << 24  # numbers for which there is room at once: memory that is touched for the first time is dear


class Sorted:
    """Packed numbers, sorted by all but their `bits` lowest; equal ones stay in the order in which they were added."""

    def __init__(self, room: Room, bits: int) -> None:
        """Hold none so far."""
        self._room, self._bits = room, np.uint64(bits)
        self._numbers = self._spare = np.empty(0, np.uint64)
        self._count = 0
        self._runs: list[NDArray[np.uint64]] = []

    def place(self, count: int) -> NDArray[np.uint64]:
        """Return where to write so many more."""
        if self._count and 8 * (self._count + count) > self._room.keys:
            part = self._sorted()
            self._runs.append(self._room.empty(len(part), np.uint64))
            self._runs[-1][:] = part
        stop = self._count + count
        if stop > len(self._numbers):
            longer = np.empty(max(2 * stop, _FIRST), np.uint64)  # room that stays unused is never touched
            longer[: self._count] = self._numbers[: self._count]
            self._numbers = longer
        written = self._numbers[self._count : stop]
        self._count = stop
        return written

    def groups(self) -> Iterator[NDArray[np.uint64]]:
        """Yield all in order, in groups such that equal ones stand in one, each to be used before anything is added."""
        last = self._sorted()
        if not self._runs:
            yield last
            return
        kept, self._runs = [*self._runs, last], []
        cuts = self._cuts(kept)
        for k in range(len(cuts[0]) - 1):
            group = np.concatenate([run[at[k] : at[k + 1]] for run, at in zip(kept, cuts, strict=True)])
            sort(group, np.empty_like(group), int(self._bits))
            yield group

    def _sorted(self) -> NDArray[np.uint64]:
        """Return what was added last, sorted, as long as nothing is added to it."""
        numbers, self._count = self._numbers[: self._count], 0
        if len(self._spare) < len(numbers):
            self._spare = np.empty(len(self._numbers), np.uint64)
        sort(numbers, self._spare[: len(numbers)], int(self._bits))
        return numbers

    def _cuts(self, kept: list[NDArray[np.uint64]]) -> list[list[int]]:
        """Where each run is to be cut: all at the same numbers, which cut the first one evenly."""
        count = sum(run.nbytes for run in kept) // self._room.keys + 1
        ranks = np.linspace(0, len(kept[0]), count + 1).astype(np.int64)[1:-1]
        bounds = np.unique(kept[0][ranks] >> self._bits) << self._bits
        return [[0, *np.searchsorted(run, bounds).tolist(), len(run)] for run in kept]
