from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.partitioned.runs import spread_out, squeezed

stretches = st.lists(st.tuples(st.integers(-1, 5), st.integers(1, 4)), max_size=9)


@given(stretches)
def test_what_is_squeezed_comes_out_again(parts: list[tuple[int, int]]) -> None:
    pieces = [np.full(n, -1) if first < 0 else np.arange(first, first + n) for first, n in parts]
    rows = np.concatenate([np.empty(0, np.int64), *pieces])
    runs = squeezed(rows)
    assert spread_out(runs).tolist() == rows.tolist()
    assert len(runs["at"]) <= len(parts)
