from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.columns import LINE, SENTENCE
from reuse.kernels.meet import meet

COST = 0.75
UNIT = SENTENCE | LINE
Place = tuple[int, int]  # row, words


def plain(
    ids: list[int], breaks: list[int], documents: list[int], places: tuple[Place, Place], widths: list[int]
) -> float:
    """What two places share, told plainly."""
    owners = [max(d for d in range(len(documents) - 1) if documents[d] <= row) for row, _ in places]
    found = [0.0]
    for which, width in enumerate(widths):
        spans = []
        for owner, (row, words) in zip(owners, places, strict=True):
            low = max(documents[owner], row + words // 2 - width // 2)
            spans.append((low, min(documents[owner + 1], low + width)))
        (a, b), (c, d) = spans
        if owners[0] == owners[1]:
            b = max(a, min(b, c))
        found.append(worth(ids, (a, b), (c, d), which))
    spans = [(row, row + words) for row, words in places]
    if all(row == len(breaks) or breaks[row] & UNIT for span in spans for row in span):
        found.append(worth(ids, spans[0], spans[1], len(widths) - 1))
    return max(found)


def worth(ids: list[int], first: Place, second: Place, which: int) -> float:
    shared = set(ids[slice(*first)]) & set(ids[slice(*second)])
    cost = COST * (first[1] - first[0] + second[1] - second[0]) / 2
    return sum(BITS[word][which] for word in shared) - cost


BITS = [(0.5 + 1.3 * word, 0.9 + 1.7 * word) for word in range(7)]


@settings(deadline=None)  # the first example waits for the compiler
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=15), min_size=1, max_size=3),
    st.lists(st.tuples(*[st.integers(0, 44)] * 4), max_size=6),
    st.data(),
)
def test_equals_its_twin(texts: list[list[int]], numbers: list[tuple[int, ...]], data: st.DataObject) -> None:
    ids = [word for text in texts for word in text]
    documents = [0, *np.cumsum([len(text) for text in texts]).tolist()]
    breaks = data.draw(st.lists(st.sampled_from([0, 0, SENTENCE, LINE]), min_size=len(ids), max_size=len(ids)))
    places = []
    for row, words, then, others in numbers:
        a, b = sorted((row % len(ids), then % len(ids)))
        places.append(((a, min(words % 9, len(ids) - a)), (b, min(others % 9, len(ids) - b))))
    widths = [9, 4]
    starts, lengths = (np.array([[side[k] for side in pair] for pair in places], np.int64) for k in (0, 1))
    bounds = list(pairwise(documents))
    owners = [[next(d for d, (low, high) in enumerate(bounds) if low <= row < high) for row, _ in p] for p in places]
    score = np.empty(len(places))
    meet(
        np.array(ids, np.int32), np.array(breaks, np.uint8), UNIT, np.array(documents, np.int64),
        starts.reshape(-1, 2), lengths.reshape(-1, 2), np.array(owners, np.int64).reshape(-1, 2),
        np.array(widths), np.array(BITS), COST, np.zeros(7, np.int32), score,
    )  # fmt: skip
    expected = [plain(ids, breaks, documents, pair, widths) for pair in places]
    assert score.tolist() == pytest.approx(expected)
