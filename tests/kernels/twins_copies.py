"""Plain twin of `kernels.copies.chain`, written from its docstring, and what must be true of runs and chains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from twins_grams import Rows, group

from reuse.kernels import copies
from reuse.kernels.copies import FAVOUR

if TYPE_CHECKING:
    from twins_grams import Texts

N, LONG = 4, 20  # words of n-grams, and of those that are never missed


class Run(NamedTuple):
    start: int
    source: int
    length: int
    document: int

    @property
    def end(self) -> int:
        return self.start + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.length

    def cut(self, words: int) -> Run:
        return Run(self.start + words, self.source + words, self.length - words, self.document)


@dataclass
class Chain:
    owner: int
    runs: list[Run] = field(default_factory=list)

    @property
    def row(self) -> list[int]:
        """What the kernel tells of a chain."""
        first, last = self.runs[0], self.runs[-1]
        return [first.start, last.end, first.source, last.source_end, first.document, len(self.runs)]

    def over(self, run: Run) -> int:
        """Words by which a run lies over the end of the chain."""
        return max(self.runs[-1].end - run.start, self.runs[-1].source_end - run.source, 0)

    def apart(self, run: Run) -> int:
        return max(run.start - self.runs[-1].end, run.source - self.runs[-1].source_end, 0)

    def bound(self, gap: int, wide: int, roomy: int) -> int:
        """Words over which the chain goes on."""
        start, end, source, source_end = self.row[:4]
        longer = min(end - start, source_end - source) - roomy
        return gap + min(max(longer // 4, 0), wide)

    def goes_on(self, run: Run, gap: int, wide: int, roomy: int) -> bool:
        first = self.runs[0]
        return (
            run.document == first.document
            and run.start >= first.start
            and run.source >= first.source
            and self.over(run) < min(run.length, FAVOUR + 1)
            and self.apart(run) <= self.bound(gap, wide, roomy)
            and not (run.document == self.owner and run.source_end > first.start)
        )


def chain(runs: list[Run], owners: list[int], bounds: tuple[int, int, int], most: int) -> tuple[list[Chain], list[int]]:
    """Gather runs into chains, of which the `most` that grew last may still grow; also tells the chain of each run."""
    chains: list[Chain] = []
    opened: list[int] = []
    numbers = []
    for run, owner in zip(runs, owners, strict=True):
        opened = [number for number in opened if chains[number].owner == owner]
        fitting = [number for number in opened if chains[number].goes_on(run, *bounds)]
        if fitting:
            number = min(fitting, key=lambda number: chains[number].apart(run))
            opened.remove(number)
            chains[number].runs.append(run.cut(chains[number].over(run)))
        else:
            number = len(chains)
            chains.append(Chain(owner, [run]))
        opened = [*opened[-(most - 1) :], number] if number == len(chains) - 1 and not fitting else [*opened, number]
        numbers.append(number)
    return chains, numbers


def runs_of(texts: Texts, *, n: int = N, long: int = LONG, room: int | None = None) -> tuple[int, list[Run]]:
    """How many runs the kernel finds, and those that there is room for."""
    rows = Rows.of(texts)
    near, far = group(texts, n), group(texts, long)
    found = np.zeros((len(rows.words) if room is None else room, 4), np.int64)
    head, before, first = (np.array(column, np.int32) for column in (near.head, near.before, far.head))
    count = copies.find(rows.words, rows.documents, 0, len(texts), n, head, before, first, long, found)
    return count, [Run(*row) for row in found[:count].tolist()]
