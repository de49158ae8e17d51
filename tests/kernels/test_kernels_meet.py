from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels.meet import meet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Spans = list[tuple[int, int]]

COST = 0.75


def plain(
    ids: list[int], low: list[tuple[int, int]], high: list[tuple[int, int]], bits: list[float], score: list[float]
) -> list[float]:
    out = []
    for (x0, y0), (x1, y1), known in zip(low, high, score, strict=True):
        shared = set(ids[x0:x1]) & set(ids[y0:y1])
        cost = COST * (max(x1 - x0, 0) + max(y1 - y0, 0)) / 2
        out.append(max(known, sum(bits[w] for w in shared) - cost))
    return out


def arrays(windows: Spans) -> NDArray[np.int64]:
    return np.array(windows, np.int64).reshape(-1, 2)


@settings(deadline=None)  # the first example waits for the compiler
@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=30),
    st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=6),
    st.lists(st.floats(-5, 9), min_size=6, max_size=6),
)
def test_equals_its_twin_whatever_marks_are_left_from_before(
    ids: list[int], windows: list[tuple[int, ...]], before: list[float]
) -> None:
    cut = [[min(x, len(ids)) for x in row] for row in windows]
    low = [(min(a, b), min(c, d)) for a, b, c, d in cut]
    high = [(max(a, b), max(c, d)) for a, b, c, d in cut]
    bits = [0.5 + 1.3 * w for w in range(7)]
    score, mark = np.array(before[: len(low)]), np.zeros(7, np.int64)
    columns = np.array(ids, np.int32), arrays(low), arrays(high), np.array(bits), COST
    stamp = meet(*columns, mark, 0, score)
    assert score.tolist() == pytest.approx(plain(ids, low, high, bits, before[: len(low)]))
    again = np.array(before[: len(low)])
    meet(*columns, mark, stamp, again)
    assert again.tolist() == score.tolist()


def test_an_earlier_look_that_saw_more_is_kept() -> None:
    score = np.array([99.0])
    columns = np.array([1, 1], np.int32), arrays([(0, 1)]), arrays([(1, 2)]), np.ones(2)
    meet(*columns, COST, np.zeros(2, np.int64), 0, score)
    assert score.tolist() == [99.0]
