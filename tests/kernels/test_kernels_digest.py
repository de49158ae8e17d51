from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
import twins_digest as plain
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_shares import corpora, side_by_side

from reuse.kernels import digest as kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from twins_shares import Corpus

    from reuse.aligners.pair import Pair

    Tallies = tuple[NDArray[np.int32], ...]

CONTEXT = 5


@contextmanager
def counted(corpus: Corpus) -> Iterator[tuple[Pair, Tallies, int]]:
    """The pair, its tallies with the words of both texts counted, and how many different words there are."""
    with side_by_side(corpus) as pair:
        own, in_a, in_b = pair.space.tallies[:3]
        np.add.at(in_a, pair.a.ids, 1)
        np.add.at(in_b, pair.b.ids, 1)
        yield pair, (own, in_a, in_b), len(np.union1d(pair.a.ids, pair.b.ids))
        assert not own.any()


filled = corpora().filter(lambda corpus: len(corpus[0].ids) >= 3 and len(corpus[1].ids))


@settings(deadline=None)  # the first example waits for the compiler
@given(filled, st.data())
def test_digest_equals_its_twin(corpus: Corpus, data: st.DataObject) -> None:
    with counted(corpus) as (pair, tallies, stems):
        n = len(pair.a.ids)
        start = data.draw(st.integers(0, n - 1))
        span = np.array((start, data.draw(st.integers(start + 1, n))), np.int64)
        a, b, edge = pair.a.ids.tolist(), pair.b.ids.tolist(), pair.edges[0].tolist()
        expected = plain.digest(a, b, edge, CONTEXT, span.tolist())
        gain = pair.space.gains[0]
        bits, share = kernel.digest(pair.a.ids, pair.b.ids, pair.edges[0], stems, CONTEXT, span, tallies, gain)
        start, end = span.tolist()
        assert (start, end) == expected[:2]
        assert [bits, share] == pytest.approx(expected[2:4], rel=1e-6, abs=1e-6)
        assert gain[: end - start].tolist() == pytest.approx(expected[4])


@settings(deadline=None)  # as above
@given(filled, st.sampled_from([4, 9, 60]))
def test_promising_equals_its_twin(corpus: Corpus, length: int) -> None:
    with counted(corpus) as (pair, tallies, stems):
        spans = np.zeros((len(pair.a.ids), 2), np.int64)
        count = kernel.promising(pair.a.ids, pair.b.ids, stems, length, tallies, spans)
        expected = plain.promising(pair.a.ids.tolist(), pair.b.ids.tolist(), length)
    assert [tuple(row) for row in spans[:count].tolist()] == expected
