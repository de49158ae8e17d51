"""The families of a report with their matches, drawn from it when somebody looks: a report may outgrow memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np
from msgspec import UNSET

from reuse.drawn import Drawn
from reuse.model import Family
from reuse.reporters.page.passages import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.model import Match, Report

T = TypeVar("T")
MOST = 50_000  # families that are looked at for one file: a page of more is for nobody
_AT_ONCE = 1024


class Stories(Sequence[Told]):
    """Families in their order, then matches that no family shows, each as one of two places."""

    def __init__(self, report: Report, most: int = MOST) -> None:
        """Look at each record once; at most `most` families are told."""
        self._families = report.families[:most]
        self._matches = report.matches
        shown = dict(zip((family.id for family in self._families), count()))
        owners, numbers, alone = array("q"), array("q"), array("q")
        self.scores = [0.0] * len(shown)  # bits of the most surprising match of each; 0 where the report has none
        for number, match in enumerate(report.matches):
            surprise = match.scores.get("surprise", 0.0)
            if (family := shown.get(match.family)) is not None:
                owners.append(family)
                numbers.append(number)
                self.scores[family] = max(self.scores[family], surprise)
            elif len(shown) + len(alone) < most:
                alone.append(number)
                self.scores.append(surprise)
        order = np.argsort(np.array(owners, np.int64), kind="stable")
        self._numbers = np.concatenate([np.array(numbers, np.int64)[order], np.array(alone, np.int64)])
        bounds = np.searchsorted(np.array(owners, np.int64)[order], np.arange(len(self._families) + 1))
        self._bounds = np.concatenate([bounds, len(owners) + 1 + np.arange(len(alone))])

    def __len__(self) -> int:
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, at: int) -> Told: ...
    @overload
    def __getitem__(self, at: slice) -> list[Told]: ...
    def __getitem__(self, at: int | slice) -> Told | list[Told]:
        if not isinstance(at, slice):
            at = range(len(self))[at]
            return self.some([at])[0]
        return self.some(range(len(self))[at])

    def __iter__(self) -> Iterator[Told]:
        for first in range(0, len(self), _AT_ONCE):
            yield from self[first : first + _AT_ONCE]

    def families(self) -> Iterator[Family]:
        """Yield the families alone."""
        yield from self._families
        pairs = self._numbers[len(self._numbers) - len(self) + len(self._families) :].tolist()
        yield from map(_pair, _drawn(self._matches, pairs))

    def some(self, numbers: Sequence[int]) -> list[Told]:
        """Return those of some numbers, ascending."""
        families = iter(_drawn(self._families, [k for k in numbers if k < len(self._families)]))
        bounds = [(int(self._bounds[k]), int(self._bounds[k + 1])) for k in numbers]
        wanted = [number for low, high in bounds for number in self._numbers[low:high].tolist()]
        matches = iter(_drawn(self._matches, wanted))
        found = []
        for k, (low, high) in zip(numbers, bounds, strict=True):
            own = tuple(next(matches) for _ in range(high - low))
            found.append(Told(next(families) if k < len(self._families) else _pair(own[0]), own))
        return found


def _pair(match: Match) -> Family:
    return Family(match.id, "", match.kind, (match.a, match.b), known=UNSET if match.is_new else (0, 1))


def _drawn(records: Sequence[T], numbers: Sequence[int]) -> Iterable[T]:
    if isinstance(records, Drawn):
        return records.draw([records.order[number] for number in numbers])
    return map(records.__getitem__, numbers)
