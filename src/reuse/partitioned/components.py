"""Which places hang together: the connected components of matches.

In each turn a part lays the links that it has into stars around the least place of each of its own components, and
tells the parts of both ends: the least place comes twice as far each time (as by pointer jumping), so turns grow with
the logarithm of the parts, and the work of a turn with the links. It is done when all are stars already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.partitioned import equals
from reuse.partitioned.letters import DRIVER, Letter
from reuse.partitioned.plan import only, plan_of
from reuse.partitioned.told import PLACE, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Shared


def first_links(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Link the places of both sides of each match."""
    placed = joined(inbox.get("placed", ()), len(only(inbox, "told")["kinds"]))
    ends = np.sort(placed.places.reshape(-1, 2), 1)[:, ::-1]
    yield from sent(_star(ends[ends[:, 0] != ends[:, 1]]), plan_of(shared).parts)


def join(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Lay links into stars; tell the driver whether they were stars already, and keep the label of each place."""
    ends = np.concatenate([np.empty((0, 2), np.int64), *(body["ends"] for _, body in inbox.get("links", ()))])
    ends = np.unique(ends, axis=0)
    stars = _star(ends)
    yield Letter(DRIVER, "left", {"count": 0 if np.array_equal(ends, stars) else 1})
    yield Letter(part, "labels", {"ends": stars})
    yield from sent(stars, plan_of(shared).parts)


def labelled(inbox: Inbox, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the component of each place: its least place; one without smaller neighbours is that itself."""
    known, labels = only(inbox, "labels")["ends"].T
    if not len(known):
        return places
    at = np.minimum(np.searchsorted(known, places), len(known) - 1)
    found: NDArray[np.int64] = np.where(known[at] == places, labels[at], places)
    return found


def _star(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return links (place, least place) for the components of links, in order."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - takes longer than all else of a small part
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    places, at = np.unique(ends, return_inverse=True)
    x, y = at.reshape(-1, 2).T
    links = coo_array((np.ones(len(x), np.int8), (x, y)), shape=(len(places), len(places)))
    count, label = connected_components(links, directed=False)
    least = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(least, label, places)
    outer = least[label] != places
    stars: NDArray[np.int64] = np.stack((places, least[label]), 1)[outer]
    return stars


def sent(ends: NDArray[np.int64], parts: int) -> Iterator[Letter]:
    """Yield links (place, smaller place) to the parts of both ends."""
    of = ends >> PLACE
    apart = of[:, 0] != of[:, 1]
    rows = np.concatenate((np.arange(len(ends)), np.flatnonzero(apart)))
    for to, some in equals.by_part(np.concatenate((of[:, 0], of[apart, 1])), parts):
        yield Letter(to, "links", {"ends": ends[rows[some]]})
