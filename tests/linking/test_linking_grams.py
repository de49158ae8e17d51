"""Grouped n-grams against a plain dict of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import twins_grams as plain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins_grams import Rows, repetitive

from reuse.linking import grams
from reuse.linking.grams import group, stretches
from reuse.memory.room import Room

if TYPE_CHECKING:
    from twins_grams import Texts

compiled = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@compiled
@given(
    repetitive(),
    st.integers(1, 12),
    st.integers(1, 3),
    st.sampled_from([0, 1000, 10000]),
    st.sampled_from([1, 4, 1 << 19]),
)
def test_group_equals_a_dict(  # noqa: PLR0913, PLR0917 - all that must make no difference
    monkeypatch: pytest.MonkeyPatch, texts: Texts, n: int, jobs: int, limit: int, keys: int
) -> None:
    monkeypatch.setattr(grams, "_KEYS", keys)  # few keys of a partition: many partitions, and passes
    rows = Rows.of(texts)
    expected = plain.group(texts, n)
    found = group(rows.words, rows.documents, n, jobs=jobs, room=Room(limit))
    assert found.n == n
    assert found.head.tolist() == expected.head
    assert found.before.tolist() == expected.before
    assert found.places.tolist() == expected.places
    first = group(rows.words, rows.documents, n + 3, within=found, jobs=jobs, room=Room(limit))
    assert first.head.tolist() == plain.group(texts, n + 3).head
    assert (len(first.before), len(first.places)) == (0, 0)


@pytest.mark.parametrize("texts", [[[]], [[], []], [[1]], [[1, 1, 1], []]])
def test_next_to_nothing_is_grouped(texts: Texts) -> None:
    rows = Rows.of(texts)
    assert group(rows.words, rows.documents, 3).head.tolist() == [-1] * len(rows.words)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(1, 6))
def test_stretches_are_all_documents_in_order(sizes: list[int], parts: int) -> None:
    documents = Rows.of([[0] * size for size in sizes]).documents
    cut = stretches(documents, parts)
    assert len(cut) == parts
    assert [document for first, last in cut for document in range(first, last)] == list(range(len(sizes)))
