from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_shares import STEMS, WORTH, Tables, corpora, side_by_side

from reuse.kernels.shares import count, share

if TYPE_CHECKING:
    from twins_shares import Corpus


@settings(deadline=None)  # the first example waits for the compiler
@given(st.lists(st.tuples(st.integers(0, STEMS - 1), st.sampled_from(WORTH)), max_size=30))
def test_words_count_as_much_as_they_are_worth(rows: list[tuple[int, float]]) -> None:
    counts = np.full(STEMS, 50.0)
    total = count(np.array([w for w, _ in rows], np.int32), np.array([f for _, f in rows], np.float32), counts)
    assert total == sum(f for _, f in rows)
    assert counts.tolist() == [50 + sum(f for word, f in rows if word == w) for w in range(STEMS)]


@given(corpora(), st.data())
def test_share_equals_its_twin_and_shares_add_up_to_one(corpus: Corpus, data: st.DataObject) -> None:
    with side_by_side(corpus) as pair:
        here, everywhere, background = pair.shares
        background = background / background.sum()
        tables = Tables(here.tolist(), everywhere.tolist(), background.tolist(), pair.weights)
        # any words of the two documents may be left out: they are counted in both tables
        own = [data.draw(st.floats(0, n)) for n in here.tolist()]
        values = [
            share.py_func(w, own[w], sum(own), (here, everywhere, background), pair.weights) for w in range(STEMS)
        ]
        assert values == pytest.approx([tables.share(w, own[w], sum(own)) for w in range(STEMS)])
        assert sum(values) == pytest.approx(1)


def test_what_is_left_out_makes_a_word_rarer() -> None:
    shares = np.array([5, 1]), np.array([9.0, 1.0]), np.array([0.5, 0.5])
    weights = (6.0, 10.0, 300.0, 1000.0)
    assert share.py_func(0, 4, 4, shares, weights) < share.py_func(0, 0, 0, shares, weights)
