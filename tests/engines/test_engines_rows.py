from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pyarrow")

from reuse.engines import rows
from reuse.partitioned.letters import Letter


def test_letters_come_back_by_name_in_the_order_in_which_they_were_written() -> None:
    first = rows.written(1, [Letter(0, "a", {"n": 1}), Letter(0, "b", {"n": 2}), Letter(0, "a", {"n": 3})])
    second = rows.written(0, [Letter(0, "a", {"n": 0})])
    got = rows.arrived([*first, *second])
    assert [(letter.sender, letter.body["n"]) for letter in got["a"]] == [(0, 0), (1, 1), (1, 3)]
    assert [letter.body["n"] for letter in got["b"]] == [2]


def test_long_bodies_are_cut_and_put_together_again_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PIECE", 100)
    monkeypatch.setattr(rows, "BATCH", 1000)
    numbers = np.arange(1000)
    batches = list(rows.written(0, [Letter(1, "long", {"numbers": numbers}), Letter(1, "short", {})]))
    assert len(batches) > 5
    assert max(len(body) for batch in batches for body in batch.column("body").to_pylist()) <= 100
    got = rows.arrived(reversed(batches))
    assert np.array_equal(got["long"][0].body["numbers"], numbers)
    assert got["short"][0].body == {}


def test_the_engine_is_told_what_was_written() -> None:
    letters = [Letter(2, "mine", {}), Letter(0, "others", {}), Letter(-1, "driver", {})]
    told = rows.arrived(rows.written(2, letters))[rows.ENGINE][0].body
    assert (told["to self"], told["to others"]) == ({"mine"}, {"others"})
    assert told["bytes"] > 0
