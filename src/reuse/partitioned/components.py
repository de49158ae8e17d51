"""Which places hang together: the connected components of matches, by large stars and small stars in turn.

Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, Connected Components in MapReduce and Beyond, SoCC 2014: linear in
the links in each round, and few rounds. A place is with the part whose document it is in.
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
    placed, _ = joined(inbox.get("placed", ()), len(only(inbox, "told")["kinds"]))
    yield from links(placed.places.reshape(-1, 2), plan_of(shared).parts)


def links(ends: NDArray[np.int64], parts: int) -> Iterator[Letter]:
    """Yield links of places, to the parts of both ends."""
    ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], 1), axis=0)
    yield from _sent(np.concatenate((ends, ends[:, ::-1])), parts)


def large(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Link the larger neighbours of each place with its least one; tell the driver how many places are not done.

    A place is done that has but one smaller neighbour, its label, and no larger one, or larger ones only.
    """
    ends = _received(inbox)
    own, at = np.unique(ends[:, 0], return_inverse=True)
    least = own.copy()
    np.minimum.at(least, at, ends[:, 1])
    smaller = np.bincount(at, ends[:, 1] < ends[:, 0], len(own))
    larger = np.bincount(at, ends[:, 1] > ends[:, 0], len(own))
    yield Letter(DRIVER, "left", {"count": int(((smaller > 1) | ((smaller > 0) & (larger > 0))).sum())})
    yield Letter(part, "labels", {"places": own, "labels": least})
    up = ends[:, 1] > ends[:, 0]
    yield from _sent(np.stack((ends[up, 1], least[at[up]]), 1), plan_of(shared).parts)


def small(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Link the smaller neighbours of each place, and itself, with the least of them."""
    ends = _received(inbox)
    own, at = np.unique(ends[:, 0], return_inverse=True)
    least = own.copy()
    np.minimum.at(least, at, ends[:, 1])
    found = np.concatenate((np.stack((ends[:, 1], least[at]), 1), np.stack((own, least), 1)))
    yield from links(found, plan_of(shared).parts)


def labelled(inbox: Inbox, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the component of each place: its least place; places without links are by themselves."""
    (received,) = inbox["labels"]
    known, labels = received.body["places"], received.body["labels"]
    if not len(known):
        return places
    at = np.minimum(np.searchsorted(known, places), len(known) - 1)
    found: NDArray[np.int64] = np.where(known[at] == places, labels[at], places)
    return found


def _sent(ends: NDArray[np.int64], parts: int) -> Iterator[Letter]:
    for to, rows in equals.by_part(ends[:, 0] >> PLACE, parts):
        yield Letter(to, "links", {"ends": ends[rows]})


def _received(inbox: Inbox) -> NDArray[np.int64]:
    ends = np.concatenate([np.empty((0, 2), np.int64), *(body["ends"] for _, body in inbox.get("links", ()))])
    return np.unique(ends, axis=0)
