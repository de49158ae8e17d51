from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import twins_meetings as plain
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels import meetings

compiled = settings(deadline=None)  # compiling takes longer
SIZES = 3, 5  # words around a meeting, and between two of one box


@compiled
@given(st.lists(st.integers(0, 8).map(lambda n: n + (n << 33)), max_size=40).map(sorted), st.integers(1, 4))
def test_often_keeps_what_is_there_often_enough(pairs: list[int], least: int) -> None:
    column = np.array(pairs, np.uint64)
    kept = np.zeros(len(pairs), np.uint64)
    count = meetings.often(column, least, kept)
    expected = [pair for pair, times in sorted(Counter(pairs).items()) if times >= least]
    assert kept[:count].tolist() == expected
    assert column[: meetings.often(column, least, column)].tolist() == expected, "pairs may be kept where they are"


class Met(NamedTuple):
    documents: list[int]
    owners: list[tuple[int, int]]
    rows: list[tuple[int, int]]
    bits: list[float]


@st.composite
def met(draw: st.DrawFn) -> Met:
    """Meetings of places in a few stretches of text, in order of owners and rows."""
    sizes = draw(st.lists(st.integers(1, 40), min_size=1, max_size=4))
    documents = np.cumsum([0, *sizes]).tolist()
    last = len(sizes) - 1
    found = set()
    for _ in range(draw(st.integers(0, 25))):
        a = draw(st.integers(0, last))
        b = draw(st.integers(a, last))
        rows = [draw(st.integers(documents[owner], documents[owner + 1] - 1)) for owner in (a, b)]
        found.add(((a, b), (rows[0], rows[1])))
    ordered = sorted(found)
    bits = draw(st.lists(st.floats(0, 50), min_size=len(ordered), max_size=len(ordered)))
    return Met(documents, [owners for owners, _ in ordered], [rows for _, rows in ordered], bits)


def boxes_of(given_: Met) -> list[tuple[tuple[int, ...], float]]:
    n = len(given_.rows)
    boxes, best = np.full((n, 6), -1, np.int64), np.full(n, -1.0)
    columns = (np.array(column, np.int64).reshape(-1, 2) for column in (given_.rows, given_.owners))
    documents = np.array(given_.documents, np.int64)
    count = meetings.around(*columns, np.array(given_.bits, np.float64), *SIZES, documents, boxes, best)
    return list(zip(map(tuple, boxes[:count].tolist()), best[:count].tolist(), strict=True))


@compiled
@given(met())
def test_around_equals_its_twin(given_: Met) -> None:
    expected = plain.around(given_.rows, given_.owners, given_.bits, SIZES, given_.documents)
    assert boxes_of(given_) == [(box.row, box.best) for box in expected]


@compiled
@given(met())
def test_every_meeting_lies_in_a_box_of_its_stretches(given_: Met) -> None:
    boxes = boxes_of(given_)
    assert len(boxes) <= len(given_.rows)
    for (a, b), owners, bits in zip(given_.rows, given_.owners, given_.bits, strict=True):
        assert any(
            box[4:] == owners and box[0] <= a <= box[1] and box[2] <= b <= box[3] and best >= bits
            for box, best in boxes
        )
    for box, best in boxes:
        for side in (0, 1):
            low, high = given_.documents[box[4 + side]], given_.documents[box[4 + side] + 1]
            assert low <= box[2 * side] < box[2 * side + 1] <= high
        assert best in given_.bits


def test_meetings_far_from_one_another_have_boxes_of_their_own() -> None:
    rows = [(10, 110), (20, 120), (32, 132), (60, 160)]
    given_ = Met([0, 100, 200], [(0, 1)] * 4, rows, [1.0, 5.0, 2.0, 3.0])
    assert boxes_of(given_) == [
        ((7, 23, 107, 123, 0, 1), 5.0),
        ((29, 35, 129, 135, 0, 1), 2.0),
        ((57, 63, 157, 163, 0, 1), 3.0),
    ]
