from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import pytest
import twins_grams as plain
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_grams import Rows, grams_of, repetitive

from reuse.kernels import grams

if TYPE_CHECKING:
    from twins_grams import Texts

NO_WORDS, NO_PLACES = np.empty(0, np.int32), np.empty(0, np.uint16)
compiled = settings(deadline=None)  # compiling takes longer


@compiled
@given(repetitive(), st.integers(1, 7), st.integers(1, 5))
def test_keys_tell_n_grams_apart_and_hold_their_rows(texts: Texts, n: int, parts: int) -> None:
    rows, bits = Rows.of(texts), 12
    counts = np.zeros(1 << parts, np.int64)
    grams.tally(rows.words, rows.documents, 0, len(texts), n, NO_PLACES, 0, parts, counts)
    starts = np.concatenate(((0,), np.cumsum(counts)))
    keys = np.zeros(starts[-1], np.uint64)
    places = starts[:-1].copy()
    every = np.array((0, 1 << parts))
    grams.scatter(rows.words, rows.documents, 0, len(texts), n, NO_PLACES, 0, parts, bits, every, places, keys)
    assert places.tolist() == starts[1:].tolist()
    found = defaultdict(list)
    for part, key in zip(np.repeat(np.arange(1 << parts), counts).tolist(), keys.tolist(), strict=True):
        found[part, key >> bits].append(key & ((1 << bits) - 1))
    assert sorted(found.values()) == sorted(grams_of(texts, n).values())


@compiled
@given(repetitive(), st.integers(1, 5), st.integers(1, 4), st.data())
def test_only_wanted_partitions_and_documents_are_written(
    texts: Texts, n: int, parts: int, data: st.DataObject
) -> None:
    rows = Rows.of(texts)
    low, high = sorted(data.draw(st.tuples(st.integers(0, 1 << parts), st.integers(0, 1 << parts))))
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(texts)), st.integers(0, len(texts)))))
    counts = np.zeros(1 << parts, np.int64)
    grams.tally(rows.words, rows.documents, first, last, n, NO_PLACES, 0, parts, counts)
    some = counts[low:high]
    places = np.zeros(1 << parts, np.int64)
    places[low:high] = np.cumsum(some) - some
    keys = np.zeros(some.sum(), np.uint64)
    grams.scatter(
        rows.words, rows.documents, first, last, n, NO_PLACES, 0, parts, 12, np.array((low, high)), places, keys
    )
    assert places[low:high].tolist() == np.cumsum(some).tolist()
    held = (keys & np.uint64(4095)).astype(np.int64)
    assert len(set(held.tolist())) == len(held)
    assert ((held >= rows.documents[first]) & (held < rows.documents[last])).all()


@compiled
@given(st.lists(st.integers(0, 5), max_size=40), st.booleans(), st.integers(0, 40), st.sampled_from([6, 61]))
def test_link_tells_first_place_place_before_and_count(  # shift: many in a row of the table, or each where it belongs
    hashes: list[int],
    whole: bool,  # noqa: FBT001 - drawn
    cut: int,
    shift: int,
) -> None:
    bits, n = 6, len(hashes)
    parted = [[(one << shift) | row for row, one in enumerate(hashes) if one % 3 == part] for part in range(3)]
    keys = np.array([key for part in parted for key in part], np.uint64)
    starts = np.cumsum([0, *map(len, parted)])
    head = np.full(n, -1, np.int32)
    before, places = (np.full(n, -1, np.int32), np.ones(n, np.uint16)) if whole else (NO_WORDS, NO_PLACES)
    for low, high in ((cut, n), (0, min(cut, n))):  # some rows after others
        groups = grams.link(keys, starts, bits, low, high, head, before, places)
    expected = plain.group([hashes], 1)
    assert groups == sum(len(rows) > 1 for rows in grams_of([hashes], 1).values())
    assert head.tolist() == expected.head
    assert before.tolist() == (expected.before if whole else [])
    assert places.tolist() == (expected.places if whole else [])


def test_many_places_are_written_short() -> None:
    n = 66_000
    head, before, places = np.full(n, -1, np.int32), np.full(n, -1, np.int32), np.ones(n, np.uint16)
    assert grams.link(np.arange(n, dtype=np.uint64), np.array([0, n]), 17, 0, n, head, before, places) == 1
    assert set(places.tolist()) == {grams.MANY + (n >> grams.STEP)}
    worth, counts, pairs = np.zeros(n, np.float32), np.zeros(1, np.int64), np.zeros(16, np.int64)
    grams.count(np.zeros(n, np.int32), places, np.array([0, n]), 3, worth, counts, pairs)
    assert worth == pytest.approx(1 / n, rel=1 / 8)
    assert before.tolist() == list(range(-1, n - 1))


@compiled
@given(repetitive(), st.integers(1, 7))
def test_a_row_is_worth_what_its_commonest_n_gram_leaves(texts: Texts, n: int) -> None:
    rows = Rows.of(texts)
    places = plain.group(texts, n).places
    worth = np.zeros(len(rows.words), np.float32)
    counts, pairs = np.zeros(max(rows.words, default=0) + 1, np.int64), np.zeros(1 << 12, np.int64)
    grams.count(rows.words, np.array(places, np.uint16), rows.documents, n, worth, counts, pairs)
    assert counts / grams.ONE == pytest.approx(np.bincount(rows.words, worth, len(counts)))
    inside = [k for k in range(1, len(worth)) if k not in rows.documents.tolist()]
    assert pairs.sum() / grams.ONE == pytest.approx(sum(min(worth[k - 1], worth[k]) for k in inside), rel=1e-4)
    assert worth.tolist() == np.array(plain.most(texts, places, n), np.float32).tolist()
