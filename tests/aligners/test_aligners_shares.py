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


def as_told(texts: list[list[int]]) -> list[bool]:
    """Which rows are free: all that stand in no run of six words that came before."""
    seen: set[tuple[int, ...]] = set()
    expected = []
    for text in texts:
        free = [True] * len(text)
        for start in range(len(text) - 5):
            run = tuple(text[start : start + 6])
            if run in seen:
                free[start : start + 6] = [False] * 6
            seen.add(run)
        expected += free
    return expected


@given(documents)
def test_a_row_is_free_unless_it_repeats_a_run_of_six_words(texts: list[list[int]]) -> None:
    texts = [[0], *texts]  # see below
    assert shares(block_of(texts), Words()).free.tolist() == as_told(texts)


@pytest.mark.xfail(strict=True, reason="a run of the stem of number 0, the least hash of a corpus, is taken for none")
def test_a_run_of_the_first_stem_counts_once_too() -> None:
    texts = [[1] * 7]
    assert shares(block_of(texts), Words()).free.tolist() == as_told(texts)


@given(documents)
def test_counts_and_stock_are_those_of_free_rows(texts: list[list[int]]) -> None:
    block = block_of(texts)
    found = shares(block, Words())
    stems, ids = np.unique(block.stems, return_inverse=True)
    assert found.ids.tolist() == ids.tolist()
    free = found.free.tolist()
    assert found.counts.tolist() == [Counter(ids[found.free].tolist())[w] for w in range(len(stems))]
    assert found.total == sum(free)
    assert ((found.background > 0) & (found.background < 1)).all()
    pairs: Counter[tuple[int, int]] = Counter()
    for first, last in zip(block.documents[:-1].tolist(), block.documents[1:].tolist(), strict=True):
        pairs.update((int(ids[i - 1]), int(ids[i])) for i in range(first + 1, last) if free[i - 1] and free[i])
    rows = len(found.stock)
    assert rows & (rows - 1) == 0
    expected: Counter[int] = Counter()
    for (one, other), count in pairs.items():
        expected[((one << 32 | other + 1) * int(MIX) % 2**64 >> int(LOW)) % rows] += count
    assert {at: int(found.stock[at]) for at in np.flatnonzero(found.stock).tolist()} == dict(expected)


def test_copies_do_not_make_their_words_common() -> None:
    passage = rare(30)
    texts = [" ".join(common(100, name) + passage) for name in "abcde"]
    found = Corpus.of(*texts)
    rows = slice(int(found.block.documents[3]) + 100, int(found.block.documents[4]))
    assert set(found.shares.counts[found.shares.ids[rows]].tolist()) == {1.0}
    assert not found.shares.free[rows].any()
