from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.columns import Block
from reuse.errors import UsageError
from reuse.finders.ngrams import Ngrams, within

documents = st.lists(st.lists(st.integers(0, 3), max_size=30), max_size=4)


def block_of(documents: list[list[int]]) -> Block:
    bounds = np.cumsum([0, *map(len, documents)])
    words = np.array(list(chain(*documents)), np.uint64)
    offsets = np.arange(len(words), dtype=np.int32)
    return Block(offsets, offsets + 1, words, words, np.zeros(len(words), np.uint8), bounds)


@given(documents)
def test_every_ngram_within_a_document_has_a_key(texts: list[list[int]]) -> None:
    block = block_of(texts)
    keys = Ngrams(3).keys(block)
    expected = [int(b) + i for b, t in zip(block.documents, texts, strict=False) for i in range(len(t) - 2)]
    assert keys.starts.tolist() == expected
    assert keys.lengths.tolist() == [3] * len(expected)
    grams = [tuple(block.stems[s : s + 3].tolist()) for s in expected]
    assert len(set(keys.keys.tolist())) == len(set(grams)) == len(set(zip(keys.keys.tolist(), grams, strict=True)))


@given(
    st.integers(1, 4),
    st.integers(1, 6),
    st.lists(st.integers(0, 9), min_size=9, max_size=20),
    documents,
    st.tuples(*[st.lists(st.integers(0, 9), max_size=9)] * 2),
)
def test_a_shared_run_of_n_plus_window_minus_1_words_has_a_shared_key(
    n: int, window: int, run: list[int], others: list[list[int]], around: tuple[list[int], list[int]]
) -> None:
    run, (before, behind) = run[: n + window - 1], around
    block = block_of([*others, run, before + run + behind])
    first = int(block.documents[-3])
    second = int(block.documents[-2]) + len(before)
    keys = Ngrams(n, window).keys(block)
    inside = [
        {
            (key, start - place)
            for key, start in zip(keys.keys.tolist(), keys.starts.tolist(), strict=True)
            if place <= start and start + n <= place + len(run)
        }
        for place in (first, second)
    ]
    assert {key for key, _ in inside[0]} & {key for key, _ in inside[1]}


@given(documents, st.integers(1, 5))
def test_keys_of_a_document_depend_on_nothing_around_it(texts: list[list[int]], window: int) -> None:
    finder = Ngrams(2, window)
    keys = finder.keys(block_of(texts)).keys.tolist()
    assert keys == [key for text in texts for key in finder.keys(block_of([text])).keys.tolist()]


def test_winnowing_keeps_its_share() -> None:
    words = np.random.default_rng(3).integers(0, 10_000, 20_000).tolist()
    kept = len(Ngrams(4, 7).keys(block_of([words])).keys)
    assert 0.24 < kept / len(words) < 0.26


@given(documents, st.integers(1, 9))
def test_within_tells_rows_whose_run_stays_in_their_document(texts: list[list[int]], length: int) -> None:
    owners = [d for d, text in enumerate(texts) for _ in text]
    expected = [owners[i] == owners[i + length - 1] for i in range(len(owners) - length + 1)]
    assert within(block_of(texts).documents, length).tolist() == expected


@pytest.mark.parametrize("texts", [[], [[]], [[1, 2, 3]], [[], [1, 2], [], [3, 4], []]])
@pytest.mark.parametrize("window", [1, 3])
def test_too_short_documents_have_no_keys(texts: list[list[int]], window: int) -> None:
    keys = Ngrams(4, window).keys(block_of(texts))
    assert [len(keys.keys), len(keys.starts), len(keys.lengths)] == [0, 0, 0]


@pytest.mark.parametrize("options", [{"n": 0}, {"window": 0}])
def test_refuses_what_is_no_count(options: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="is 0"):
        Ngrams(**options)
