"""What every part knows: the stages, how many parts there are, and which rows, documents and fresh words each has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reuse.aligners.surprise import Surprise
    from reuse.partitioned.letters import Inbox, Shared
    from reuse.stages import Finder, Segmenter


@dataclass(frozen=True)
class Plan:
    """Stages of a scan, and over how many parts it goes; within: also copies within one document."""

    parts: int
    segmenter: Segmenter
    finders: tuple[Finder, ...]
    model: Surprise
    within: bool


class Bounds(NamedTuple):
    """Rows and documents of part p are those from rows[p] and documents[p] on, up to those of the next.

    places: bits of the places where a pair of passages could stand, in the whole corpus.
    """

    rows: NDArray[np.int64]
    documents: NDArray[np.int64]
    places: float

    def owners(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the part of each row."""
        return owners(self.rows, rows)


class FreshBounds(NamedTuple):
    """Words that no copy explains: those of part p are numbered from rows[p] on.

    opens: breaks of the first such word behind those of each part; -1 where there is none.
    """

    rows: NDArray[np.int64]
    opens: NDArray[np.int64]


class Counted(NamedTuple):
    """How often words stand, by number, as `Shares` has it."""

    counts: NDArray[np.float64]
    background: NDArray[np.float64]
    stock: NDArray[np.float32]


class Vocabulary(NamedTuple):
    """The stems of a corpus by number, and in their own order, with the number of each."""

    stems: NDArray[np.uint64]
    ascending: NDArray[np.uint64]
    numbers: NDArray[np.int32]


def owners(bounds: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in which of the stretches between bounds each row lies."""
    found: NDArray[np.int64] = np.searchsorted(bounds, rows, side="right") - 1
    return found


def only(inbox: Inbox, name: str) -> Mapping[str, Any]:
    """Return the one letter of a name."""
    (received,) = inbox[name]
    return received.body


def plan_of(shared: Mapping[str, Shared]) -> Plan:
    """Return the plan."""
    plan: Plan = shared["plan"].value
    return plan


def bounds_of(shared: Mapping[str, Shared]) -> Bounds:
    """Return the bounds of rows and documents."""
    bounds: Bounds = shared["bounds"].value
    return bounds
