"""Who shares how much with whom, every character counted once: what a heat map and a network are drawn from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from reuse.model import Family, Report

MOST = 1000  # documents: a picture of more cannot be read, and takes memory with their square
NODES = 120  # of a network
_STEPS = 200  # of laying it out


@dataclass(frozen=True, eq=False)
class Sharing:
    """The documents that share most.

    documents   their numbers in the report, in its order
    chars       square matrix: of the characters of document i, those that stand in document j too
    shares      the same, symmetric, 0 to 1: of the document of which it is the greater part
    left_out    documents that share something, and are not here
    """

    documents: NDArray[np.int64]
    chars: NDArray[np.int64]
    shares: NDArray[np.float64]
    left_out: int

    def clustered(self) -> NDArray[np.int64]:
        """Return the rows in an order in which like ones stand side by side: leaves of average linkage."""
        if len(self.documents) < 3:  # noqa: PLR2004 - nothing to order
            return np.arange(len(self.documents))
        apart = 1 - self.shares
        np.fill_diagonal(apart, 0)
        leaves: NDArray[np.int64] = leaves_list(linkage(squareform(apart, checks=False), "average")).astype(np.int64)
        return leaves

    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows of all pairs that share something, those that share most first."""
        both = np.maximum(self.chars, self.chars.T)
        a, b = np.nonzero(np.triu(both, 1))
        order = np.lexsort((b, a, -both[a, b]))
        return a[order], b[order]

    def placed(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the rows of a network, those that share most, and where to draw them, in a square of side 1.

        Fruchterman and Reingold 1991, from a circle in clustered order: the same report gives the same picture.
        """
        linked = np.flatnonzero((self.shares > 0).any(1))
        strength = np.maximum(self.chars, self.chars.T).sum(1)
        rows = np.sort(linked[np.argsort(-strength[linked], kind="stable")[:NODES]])
        place = np.argsort(self.clustered())  # of each row in the clustered order
        return rows, laid_out(self.shares[np.ix_(rows, rows)], np.argsort(np.argsort(place[rows])))


def laid_out(pull: NDArray[np.float64], rank: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return places of nodes in a square of side 1; pull: symmetric, 0 to 1; rank: where each starts on a circle."""
    count = len(pull)
    angle = 2 * np.pi * rank / max(count, 1)
    at = np.stack([np.cos(angle), np.sin(angle)], 1)
    ideal = 1.8 / np.sqrt(max(count, 1))
    force = np.where(pull > 0, 0.3 + 0.7 * pull, 0)
    for step in range(_STEPS):
        apart = at[:, None] - at[None]
        far = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.01)
        push = ideal**2 / far**2 - force * far / ideal
        np.fill_diagonal(push, 0)
        move = (apart * push[..., None]).sum(1) - 0.4 * at  # drawn to the middle, or what is unlinked flies off
        length = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)[:, None]
        at = at + move / length * np.minimum(length, 0.15 * (1 - step / _STEPS))
    low, high = at.min(0, initial=0), at.max(0, initial=0)
    placed: NDArray[np.float64] = (at - low) / np.maximum(high - low, 1e-9)
    return placed


def sharing(report: Report, families: Iterable[Family] | None = None, most: int = MOST) -> Sharing:
    """Return what the documents of `report` share in `families`, or in all; at most `most` documents.

    Time: places, times the documents that a place's family has among these; memory: documents times these and families.
    """
    families = report.families if families is None else families
    by_chars = sorted(range(len(report.documents)), key=lambda k: (-report.documents[k].reused_chars, k))
    reused = [k for k in by_chars if report.documents[k].reused_chars]
    chosen = sorted(reused[:most])
    row = {report.documents[k].id: place for place, k in enumerate(chosen)}
    places: dict[int, list[tuple[int, int, int]]] = defaultdict(list)  # row -> start, end, family
    holders: list[list[int]] = []
    for number, family in enumerate(families):
        own = set()
        for member in family.members:
            if (at := row.get(member.document)) is not None:
                places[at].append((member.start, member.end, number))
                own.add(at)
        holders.append(sorted(own))
    chars = np.zeros((len(chosen), len(chosen)), np.int64)
    for at, own_places in places.items():
        _add(chars[at], own_places, holders)
    np.fill_diagonal(chars, 0)
    sizes = np.maximum(np.array([report.documents[k].chars for k in chosen], np.int64), 1)
    share = chars / sizes[:, None] if chosen else np.zeros((0, 0))
    both = np.minimum(np.maximum(share, share.T), 1)
    return Sharing(np.array(chosen, np.int64), chars, both, len(reused) - len(chosen))


def _add(row: NDArray[np.int64], places: list[tuple[int, int, int]], holders: Sequence[Sequence[int]]) -> None:
    """Add to `row` how many characters of a document stand in each other one: each counts once for each."""
    events = sorted((offset, family, step) for start, end, family in places for offset, step in ((start, 1), (end, -1)))
    active: dict[int, int] = defaultdict(int)  # families here, and how often
    before = 0
    for offset, family, step in events:
        if offset > before and active:
            if len(active) == 1:
                others: Sequence[int] = holders[next(iter(active))]
            else:
                others = sorted({other for one in active for other in holders[one]})
            row[others] += offset - before
        before = offset
        active[family] += step
        if not active[family]:
            del active[family]
