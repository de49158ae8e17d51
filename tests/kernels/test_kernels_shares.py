from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_shares import STEMS, Tables, corpora, side_by_side

from reuse.kernels.shares import count, share

if TYPE_CHECKING:
    from twins_shares import Corpus


@settings(deadline=None)  # the first example waits for the compiler
@given(st.lists(st.tuples(st.integers(0, STEMS - 1), st.booleans()), max_size=30), st.sampled_from([1, -1]))
def test_counts_free_words_only(rows: list[tuple[int, bool]], step: int) -> None:
    words, free = [w for w, _ in rows], [f for _, f in rows]
    counts = np.full(STEMS, 50, np.int32)
    total = count(np.array(words, np.int32), np.array(free, np.bool_), counts, step)
    expected = Counter(w for w, f in rows if f)
    assert total == expected.total()
    assert counts.tolist() == [50 + step * expected[w] for w in range(STEMS)]


@given(corpora(), st.data())
def test_share_equals_its_twin_and_shares_add_up_to_one(corpus: Corpus, data: st.DataObject) -> None:
    with side_by_side(corpus) as pair:
        here, everywhere, background = pair.shares
        background = background / background.sum()
        tables = Tables(here.tolist(), everywhere.tolist(), background.tolist(), pair.weights)
        # any words of the two documents may be left out: they are counted in both tables
        own = [data.draw(st.integers(0, n)) for n in here.tolist()]
        values = [
            share.py_func(w, own[w], sum(own), (here, everywhere, background), pair.weights) for w in range(STEMS)
        ]
        assert values == pytest.approx([tables.share(w, own[w], sum(own)) for w in range(STEMS)])
        assert sum(values) == pytest.approx(1)


def test_what_is_left_out_makes_a_word_rarer() -> None:
    shares = np.array([5, 1]), np.array([9.0, 1.0]), np.array([0.5, 0.5])
    weights = (6.0, 10.0, 300.0, 1000.0)
    assert share.py_func(0, 4, 4, shares, weights) < share.py_func(0, 0, 0, shares, weights)
