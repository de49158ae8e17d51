"""Matches -> families, as columns: what `reuse.families` does with objects, for hundreds of thousands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.families import EVERYWHERE, MANY, SAME_PLACE
from reuse.kernels import stars as kernel
from reuse.linking.told import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.linking.told import Told
    from reuse.model import Document

_BOILERPLATE = KINDS.index("boilerplate")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Families, a row each.

    of               the family of each match
    firsts           the members of family f are rows firsts[f] to firsts[f + 1] of
    members          number of the document, start, end, in this order
    sides            which side each member is: 2 k and 2 k + 1 are those of match k
    representatives  which of its members each family hangs on
    kinds            places in KINDS
    links            pairs of families whose places overlap, both ways, ascending
    """

    of: NDArray[np.int64]
    firsts: NDArray[np.int64]
    members: NDArray[np.int64]
    sides: NDArray[np.int64]
    representatives: NDArray[np.int64]
    kinds: NDArray[np.int64]
    links: NDArray[np.int64]


def gather(told: Told, documents: Sequence[Document]) -> Gathered:
    """Return the families of matches; documents are sorted by id."""
    sides = sides_of(told.owners, told.spans)
    place, count = places_of(sides)
    stars = starred(sides, place, count, told.kinds)
    members, family = sides[stars.members], stars.family
    asked = _asked(members, stars)
    ends = np.zeros((2, len(members)), np.bool_)
    owners, of = np.unique(members[asked, 0], return_inverse=True)
    first, last = bounds_of([documents[owner] for owner in owners.tolist()])
    ends[0, asked], ends[1, asked] = members[asked, 1] <= first[of], members[asked, 2] >= last[of]
    stars.kinds[formulas(members, stars, ends, len(documents))] = _BOILERPLATE
    return Gathered(
        stars.of, stars.firsts, members, stars.members, stars.representatives, stars.kinds, _links(members, family)
    )


class Stars(NamedTuple):
    """Families, numbered in the order of their places in the middle: those of most matches first, then by place.

    of               the family of each match
    centers          the place in the middle of each family
    members          which sides are its members: those of family f are firsts[f] to firsts[f + 1]
    family           the family of each member
    representatives  which of its members each family hangs on
    kinds            the loosest of its matches
    """

    of: NDArray[np.int64]
    centers: NDArray[np.int64]
    members: NDArray[np.int64]
    family: NDArray[np.int64]
    firsts: NDArray[np.int64]
    representatives: NDArray[np.int64]
    kinds: NDArray[np.int64]


def sides_of(owners: NDArray[np.int64], spans: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the sides of matches, rows (document, start, end): 2 k and 2 k + 1 are those of match k."""
    sides: NDArray[np.int64] = np.concatenate((owners.reshape(-1, 1), spans.reshape(-1, 2)), 1)
    return sides


def places_of(sides: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Return the place of each side, numbered in the order of document and start, and how many there are."""
    n = len(sides)
    order = np.lexsort((-sides[:, 2], sides[:, 1], sides[:, 0]))
    number, found = np.empty(n, np.int64), np.empty(n, np.int64)
    count = kernel.places(np.ascontiguousarray(sides[order]), SAME_PLACE, number, found)
    place = np.empty(n, np.int64)
    place[order] = number
    return place, count


def starred(sides: NDArray[np.int64], place: NDArray[np.int64], count: int, kinds: NDArray[np.int64]) -> Stars:
    """Return the families of matches, given the place of each side and the kind of each match."""
    n = len(kinds)
    star, centers = np.empty(n, np.int64), np.empty(n, np.int64)
    centers = centers[: kernel.stars(place.reshape(-1, 2), count, star, centers)]
    rows = _members(sides, place, np.repeat(star, 2), centers)
    family = np.repeat(star, 2)[rows]
    firsts = np.searchsorted(family, np.arange(len(centers) + 1))
    central = place[rows] == centers[family]
    loosest = np.zeros(len(centers), np.int64)
    np.maximum.at(loosest, star, kinds)
    return Stars(star, centers, rows, family, firsts, np.flatnonzero(central) - firsts[:-1], loosest)


def _members(
    sides: NDArray[np.int64], place: NDArray[np.int64], star: NDArray[np.int64], centers: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Of the sides of one place the longest, of these the first, where its match is one with the centre of the star."""
    direct = (place == centers[star]).reshape(-1, 2).any(1).repeat(2)
    rows = np.flatnonzero(direct)
    lengths = sides[rows, 2] - sides[rows, 1]
    rows = rows[np.lexsort((sides[rows, 1], -lengths, place[rows], star[rows]))]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (place[rows][1:] != place[rows][:-1]) | (star[rows][1:] != star[rows][:-1])
    return rows[fresh]


def _holders(members: NDArray[np.int64], stars: Stars) -> NDArray[np.int64]:
    """In how many documents each family stands."""
    fresh = np.ones(len(members), np.bool_)
    fresh[1:] = (members[1:, 0] != members[:-1, 0]) | (stars.family[1:] != stars.family[:-1])
    return np.add.reduceat(fresh, stars.firsts[:-1]) if len(stars.firsts) > 1 else np.zeros(0, np.int64)


def _asked(members: NDArray[np.int64], stars: Stars) -> NDArray[np.int64]:
    """Members of which it matters whether they open or close their document."""
    return np.flatnonzero(((stars.kinds == 0) & (_holders(members, stars) > 1))[stars.family])


def formulas(members: NDArray[np.int64], stars: Stars, ends: NDArray[np.bool_], documents: int) -> NDArray[np.bool_]:
    """Families that stand in many of all documents, or open or close every document that they are in, unchanged.

    ends: whether each member opens its document, and whether it closes it, where that is asked.
    """
    holders = _holders(members, stars)
    everywhere = holders >= max(MANY, EVERYWHERE * documents)
    edges = np.zeros(len(holders), np.bool_)
    for side in ends if len(holders) else ():
        edges |= np.logical_and.reduceat(side, stars.firsts[:-1])
    found: NDArray[np.bool_] = everywhere | (edges & (stars.kinds == 0) & (holders > 1))
    return found


def bounds_of(documents: Sequence[Document]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each text begins and ends, blanks around it left out."""
    found = np.empty((2, len(documents)), np.int64)
    for k, document in enumerate(documents):
        text = document.text
        found[:, k] = len(text) - len(text.lstrip()), len(text.rstrip())
    return found[0], found[1]


def _links(members: NDArray[np.int64], family: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = np.concatenate((members, family[:, None]), 1)
    rows = rows[np.lexsort(rows.T[::-1])]
    links = np.empty((len(rows), 2), np.int64)
    links = links[: kernel.overlaps(rows, links)]
    count = int(family.max(initial=0)) + 1
    pairs = np.unique(
        np.concatenate((links, links[:, ::-1])) @ np.array([count, 1])
    )  # a number for each: faster sorted
    return np.stack(np.divmod(pairs, count), 1)
