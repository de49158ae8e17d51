"""Passages with their punctuation: what `describe.Side` says of one, said of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reuse.aligners.describe import Side
from reuse.linking import marks
from reuse.linking.corpus import segmented
from reuse.model import Document
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    import pytest

texts = st.lists(st.text("ab \n.,;“”\"'(¿«»$€)!…\U0001f600é\ud800", max_size=40), min_size=1, max_size=6)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.data(), st.sampled_from([1, 20, 1 << 20]))
def test_equals_one_side_after_another(
    monkeypatch: pytest.MonkeyPatch, texts: list[str], data: st.DataObject, at_once: int
) -> None:
    monkeypatch.setattr(marks, "_AT_ONCE", at_once)
    documents = [Document(str(k), text) for k, text in enumerate(texts)]
    corpus = segmented(documents, Words(), str)
    block = Words().segment(texts)
    filled = [k for k in range(len(texts)) if corpus.documents[k] < corpus.documents[k + 1]]
    owners, sides = [], []
    for owner in data.draw(st.lists(st.sampled_from(filled), max_size=8)) if filled else ():
        low, high = corpus.documents[owner : owner + 2].tolist()
        first = data.draw(st.integers(low, high - 1))
        owners.append(owner)
        sides.append((first, data.draw(st.integers(first + 1, high))))
    found = marks.with_marks(
        corpus, documents, np.array(sides, np.int64).reshape(-1, 2), np.array(owners, np.int64)
    ).tolist()
    expected = []
    for owner, (first, end) in zip(owners, sides, strict=True):
        low, high = corpus.documents[owner : owner + 2].tolist()
        before = int(block.ends[first - 1]) if first > low else 0
        after = int(block.starts[end]) if end < high else len(texts[owner])
        passage = Side.of(block, documents[owner], owner, (first - low, end - low)).passage(before, after)
        expected.append([passage.start, passage.end])
    assert found == expected
