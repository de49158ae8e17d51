"""Documents that are asked for are those in which the rows are, and no others stand for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.partitioned.letters import Received
from reuse.partitioned.plan import Bounds
from reuse.partitioned.some import Some, lent, wanted

SIZES = [3, 1, 0, 4, 2, 5]  # words of the documents of two parts
CUT = 3  # documents of the first
ROWS = sum(SIZES)
FIRST = sum(SIZES[:CUT])
BOUNDS = Bounds(np.array([0, FIRST, ROWS]), np.array([0, CUT, len(SIZES)]), 1.0)


def own(part: int) -> dict[str, np.ndarray]:
    sizes, base = (SIZES[:CUT], 0) if part == 0 else (SIZES[CUT:], FIRST)
    firsts = base + np.cumsum([0, *sizes[:-1]])
    return {"sizes": np.array(sizes), "firsts": firsts, "ids": np.arange(base, base + sum(sizes), dtype=np.int32)}


@given(st.lists(st.integers(-1, FIRST - 1), max_size=9))
def test_what_is_asked_for_is_lent(rows: list[int]) -> None:
    asked = [Received(1, letter.body) for letter in wanted(1, np.array(rows, np.int64), BOUNDS)]
    given_ = [Received(0, letter.body) for letter in lent(asked, own(0), ("ids",))]
    some = Some.of(1, own(1), given_, ("ids",))
    here = some.here(np.array(rows, np.int64))
    assert [row if row < 0 else int(some.columns["ids"][row]) for row in here.tolist()] == rows
    assert some.there(here[here >= 0]).tolist() == [row for row in rows if row >= 0]


def test_a_row_of_a_document_that_is_not_here_is_a_fault() -> None:
    some = Some.of(1, own(1), (), ("ids",))
    with pytest.raises(ValueError, match="not asked for"):
        some.here(np.array([0]))
