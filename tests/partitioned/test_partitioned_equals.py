"""What parts learn of their keys is what one table of all keys would tell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.engines.here import Here
from reuse.partitioned import equals
from reuse.partitioned.letters import DRIVER, Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reuse.partitioned.letters import Inbox, Shared

PARTS = 3
keyed = st.lists(st.tuples(st.integers(0, PARTS - 1), st.integers(0, 6)), max_size=40)


def ask(part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    for _, body in inbox.get("keys", ()):
        yield from equals.asked(part, "some", body["keys"], body["places"], PARTS)


def answer(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    yield from equals.answered("some", inbox.get("some", ()))


def tell(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    mine, stands = equals.standing("some", inbox, PARTS)
    columns = (mine.places, *(column[mine.numbers] for column in stands))
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    yield Letter(DRIVER, "rows", {"rows": rows})


@given(keyed)
def test_each_key_knows_where_it_stands(given_: list[tuple[int, int]]) -> None:
    rows = sorted(given_, key=lambda row: row[0])  # the place of each key is its number here
    everywhere: dict[int, list[int]] = defaultdict(list)
    for place, (_, key) in enumerate(rows):
        everywhere[key].append(place)
    hashed = np.random.default_rng(1).integers(0, 1 << 63, 7, np.uint64)
    letters = []
    for part in range(PARTS):
        own = [place for place, (of, _) in enumerate(rows) if of == part]
        keys = hashed[np.array([rows[place][1] for place in own], np.int64)]
        letters.append(Letter(part, "keys", {"keys": keys, "places": np.array(own, np.int64)}))
    engine = Here(PARTS)
    asked = engine.run("ask", ask, {engine.post(letters): ["keys"]}, {})
    answered = engine.run("answer", answer, {asked: ["some"]}, {})
    told = engine.run("tell", tell, {asked: ["own some"], answered: ["some"]}, {})
    found = [row for _, body in engine.told(told, "rows") for row in body["rows"]]
    assert len(found) == len(rows)
    for place, head, before, earlier, total in found:
        part, key = rows[place]
        all_, elsewhere = everywhere[key], [one for one in everywhere[key] if rows[one][0] < part]
        assert head == all_[0]
        assert before == (elsewhere[-1] if elsewhere else -1)
        assert earlier == min(len(elsewhere), 2)
        assert total == len(all_)


def test_what_stands_everywhere_is_a_row_a_part() -> None:
    keys = np.full(5000, 7 << 40, np.uint64)
    letters = [one for one in equals.asked(0, "some", keys, np.arange(5000), PARTS) if one.name == "some"]
    assert [len(one.body["keys"]) for one in letters] == [1]
    assert letters[0].body["counts"].tolist() == [5000]
