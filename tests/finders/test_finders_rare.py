from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.columns import Block
from reuse.errors import UsageError
from reuse.finders.rare import Rare, windows

documents = st.lists(st.lists(st.integers(0, 30), max_size=50), max_size=4)


def block_of(documents: list[list[int]]) -> Block:
    bounds = np.cumsum([0, *map(len, documents)])
    words = np.array(list(chain(*documents)), np.uint64)
    offsets = np.arange(len(words), dtype=np.int32)
    return Block(offsets, offsets + 1, words, words, np.zeros(len(words), np.uint8), bounds)


def corpus(count: int) -> list[list[int]]:
    random = np.random.default_rng(4)
    return [np.minimum(random.zipf(1.2, 300), 10**6).tolist() for _ in range(count)]


@given(documents, st.integers(1, 20), st.integers(1, 20))
def test_windows_cover_each_document_and_no_two(texts: list[list[int]], length: int, step: int) -> None:
    step = min(step, length)
    expected, at = [], 0
    for text in texts:
        n = len(text)
        firsts = range(0, n - length + step, step) if n > length else range(min(n, 1))
        expected += [(at + first, min(length, n - first)) for first in firsts if first < n]
        at += n
    starts, lengths = windows(block_of(texts).documents, length, step)
    assert list(zip(starts.tolist(), lengths.tolist(), strict=True)) == expected
    covered = np.zeros(at, np.bool_)
    for start, size in zip(starts, lengths, strict=True):
        covered[start : start + size] = True
    assert covered.all()


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=50), min_size=1, max_size=4), st.randoms())
def test_keys_of_a_document_do_not_depend_on_the_order_of_documents(texts: list[list[int]], random: object) -> None:
    order = list(range(len(texts)))
    random.shuffle(order)
    finder = Rare(length=8, step=3, rarest=4, places=2)

    def by_document(order: list[int]) -> dict[int, list[tuple[int, int]]]:
        block = block_of([texts[d] for d in order])
        keys = finder.keys(block)
        return {
            d: sorted(
                (start - low, key)
                for start, key in zip(keys.starts.tolist(), keys.keys.tolist(), strict=True)
                if low <= start < high
            )
            for d, low, high in zip(order, block.documents[:-1].tolist(), block.documents[1:].tolist(), strict=True)
        }

    assert by_document(order) == by_document(sorted(order))


def test_reworded_text_is_found_in_any_order() -> None:
    texts = corpus(50)
    random = np.random.default_rng(6)
    passage = np.array(texts[7][100:130])
    kept = random.permutation(passage)[:18]  # 12 of 30 words replaced, the others shuffled
    common = [word for word in texts[20][:12] if word < 50]
    texts.append([*texts[3][:60], *kept.tolist(), *common, *texts[4][:60]])
    block = block_of(texts)
    keys = Rare().keys(block)
    start, end = block.documents[7] + 100, block.documents[7] + 130
    low, high = block.documents[50] + 60, block.documents[50] + 78

    def meeting(first: int, last: int) -> set[int]:
        return set(keys.keys[(keys.starts < last) & (keys.starts + keys.lengths > first)].tolist())

    assert meeting(start, end) & meeting(low, high)


def test_sets_grow_with_the_corpus() -> None:
    texts = corpus(60)
    few, many = (len(np.unique(Rare(places=places).keys(block_of(texts)).keys)) for places in (1000, 2))
    assert many > 2 * few
    keys = Rare(places=2).keys(block_of(texts))
    assert len(keys.keys) < 6 * 60 * 300


def test_slices_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    block = block_of(corpus(5))
    whole = Rare().keys(block)
    monkeypatch.setattr("reuse.finders.rare._SLICE", 7)
    parts = Rare().keys(block)
    assert np.array_equal(whole.keys, parts.keys)
    assert np.array_equal(whole.starts, parts.starts)


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_nothing_to_find(texts: list[list[int]]) -> None:
    keys = Rare().keys(block_of(texts))
    assert [len(keys.keys), len(keys.starts), len(keys.lengths)] == [0, 0, 0]


@pytest.mark.parametrize("options", [{"length": 0}, {"rarest": 0}, {"places": 0.0}, {"step": 31}])
def test_refuses_options_that_make_no_sense(options: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Rare(**options)
