from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Corpus, common, rare

from reuse.aligners.shares import shares
from reuse.columns import Block
from reuse.kernels.refine import LOW, MIX
from reuse.segmenters.words import Words

documents = st.lists(st.lists(st.integers(1, 3), max_size=25), max_size=4)


def block_of(texts: list[list[int]]) -> Block:
    words = np.array([word for text in texts for word in text], np.uint64)
    rows = np.arange(len(words), dtype=np.int32)
    bounds = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    return Block(rows, rows, words, words, np.zeros(len(words), np.uint8), bounds)


def places_of_runs(texts: list[list[int]]) -> Counter[tuple[int, ...]]:
    """How often each run of six words stands there."""
    return Counter(tuple(text[start : start + 6]) for text in texts for start in range(len(text) - 5))


@given(documents)
def test_a_row_is_worth_one_over_the_places_of_its_commonest_run(texts: list[list[int]]) -> None:
    places = places_of_runs(texts)
    expected = []
    for text in texts:
        for at in range(len(text)):
            starts = range(max(at - 5, 0), min(at, len(text) - 6) + 1)
            expected.append(1 / max([places[tuple(text[start : start + 6])] for start in starts], default=1))
    assert shares(block_of(texts), Words()).worth.tolist() == pytest.approx(expected)


@given(documents)
def test_counts_and_stock_add_up_what_rows_are_worth(texts: list[list[int]]) -> None:
    block = block_of(texts)
    found = shares(block, Words())
    stems, ids = np.unique(block.stems, return_inverse=True)
    assert found.ids.tolist() == ids.tolist()
    worth = found.worth.tolist()
    counts = [sum(row for row, i in zip(worth, ids, strict=True) if i == w) for w in range(len(stems))]
    assert found.counts.tolist() == pytest.approx(counts)
    assert found.total == pytest.approx(sum(worth))
    assert ((found.background > 0) & (found.background < 1)).all()
    rows = len(found.stock)
    assert rows & (rows - 1) == 0
    expected: Counter[int] = Counter()
    for first, last in zip(block.documents[:-1].tolist(), block.documents[1:].tolist(), strict=True):
        for i in range(first + 1, last):
            slot = ((int(ids[i - 1]) << 32 | int(ids[i]) + 1) * int(MIX) % 2**64 >> int(LOW)) % rows
            expected[slot] += min(worth[i - 1], worth[i])
    told = {at: float(found.stock[at]) for at in np.flatnonzero(found.stock).tolist()}
    assert told == pytest.approx(dict(expected))


@given(documents)
def test_the_order_of_documents_makes_no_difference(texts: list[list[int]]) -> None:
    found, turned = (shares(block_of(order), Words()) for order in (texts, texts[::-1]))
    assert found.counts.tolist() == pytest.approx(turned.counts.tolist())
    assert found.stock.tolist() == pytest.approx(turned.stock.tolist())


def test_copies_do_not_make_their_words_common() -> None:
    passage = rare(30)
    texts = [" ".join(common(100, name) + passage) for name in "abcde"]
    found = Corpus.of(*texts)
    rows = slice(int(found.block.documents[3]) + 100, int(found.block.documents[4]))
    assert found.shares.counts[found.shares.ids[rows]].tolist() == pytest.approx([1] * 30)
    assert found.shares.worth[rows].tolist() == pytest.approx([1 / 5] * 30)
