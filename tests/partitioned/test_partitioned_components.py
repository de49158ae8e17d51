"""Components of links, found in turns, are those that one look at all links finds."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.engines.here import Here
from reuse.partitioned import components
from reuse.partitioned.letters import Letter
from reuse.partitioned.plan import Plan
from reuse.partitioned.told import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reuse.engines.here import Carried
    from reuse.partitioned.letters import Inbox, Shared

PARTS = 4
places = st.tuples(st.integers(0, PARTS - 1), st.integers(0, 4)).map(lambda one: (one[0] << PLACE) + one[1])


def turns(links: list[tuple[int, int]]) -> tuple[int, dict[int, int]]:
    """Return how many turns it took, and the label of each place."""
    engine = Here(PARTS)
    shared = {"plan": engine.share(Plan(PARTS, None, (), None, within=True))}  # type: ignore[arg-type]
    ends = np.array([sorted(link, reverse=True) for link in links if link[0] != link[1]], np.int64).reshape(-1, 2)
    mail: Carried = engine.post([Letter(part, "first", {"ends": ends[part::PARTS]}) for part in range(PARTS)])
    mail = engine.run("send", send, {mail: ["first"]}, shared)
    for turn in count(1):  # noqa: B007 - how many there were is the answer
        mail = engine.run("join", components.join, {mail: ["links"]}, shared)
        if not any(body["count"] for _, body in engine.told(mail, "left")):
            break
    labels: dict[int, int] = {}
    known = np.unique(ends)
    for part in range(PARTS):
        own = known[known >> PLACE == part]
        inbox = {"labels": list(engine.inbox(mail, part, "labels"))}
        labels |= dict(zip(own.tolist(), components.labelled(inbox, own).tolist(), strict=True))
    return turn, labels


def send(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    for _, body in inbox["first"]:
        yield from components.sent(body["ends"], PARTS)


@given(st.lists(st.tuples(places, places), max_size=30))
def test_labels_are_the_least_places(links: list[tuple[int, int]]) -> None:
    _, labels = turns(links)
    graph = nx.Graph([link for link in links if link[0] != link[1]])
    assert labels == {place: min(one) for one in nx.connected_components(graph) for place in one}


def test_a_chain_takes_turns_by_its_logarithm() -> None:
    chain = [((k % PARTS << PLACE) + k // PARTS, ((k + 1) % PARTS << PLACE) + (k + 1) // PARTS) for k in range(400)]
    turn, labels = turns(chain)
    assert set(labels.values()) == {0}
    assert turn < 12
