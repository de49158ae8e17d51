from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import twins_seeds as plain
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_shares import STEMS, Tables, corpora, side_by_side

from reuse.aligners.boxes import windows
from reuse.kernels import seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from twins_shares import Corpus

    from reuse.aligners.pair import Pair

    Rows = NDArray[np.int32]
    Weighed = tuple[Corpus, Rows, Rows, list[float]]
    Seeded = tuple[list[list[tuple[int, int]]], list[tuple[int, int]]]

KEPT = 0.4
COST = -math.log2(1 - KEPT)
LEAST = 2.0
NEAR = 1e-4  # bits of a pair are sums of single precision

# compiling takes longer than a deadline
compiled = settings(deadline=None)


@compiled
@given(corpora())
def test_weigh_equals_its_twin(corpus: Corpus) -> None:
    with side_by_side(corpus) as pair:
        a, b = pair.a.ids, pair.b.ids
        seeds.weigh(a, b, pair.shares, pair.weights, KEPT, 12.0, pair.space.bits)
        expected = plain.weigh(a.tolist(), b.tolist(), Tables.of(pair.shares, pair.weights), KEPT, 12.0)
        assert pair.space.bits.tolist() == pytest.approx([expected.get(w, 0.0) for w in range(STEMS)], rel=1e-5)


@st.composite
def weighed(draw: st.DrawFn) -> Weighed:
    """A corpus with its windows and the bits of its words."""
    corpus = draw(corpora())
    bits = draw(st.lists(st.sampled_from([-1.0, 0.0, 0.9, 2.3, 5.6]), min_size=STEMS, max_size=STEMS))
    length = draw(st.sampled_from([3, 8, 20]))
    step = draw(st.integers(1, length))
    return corpus, windows(corpus[0].breaks, length, step), windows(corpus[1].breaks, length, step), bits


def link(pair: Pair, windows_b: Rows, bits: list[float]) -> Rows:
    then, which = np.zeros((2, int((windows_b[:, 1] - windows_b[:, 0]).sum())), np.int32)
    seeds.link(pair.b.ids, windows_b, np.array(bits, np.float32), *pair.space.chain, then, which)
    return then, which


@compiled
@given(weighed())
def test_link_chains_the_windows_of_each_word(given_: Weighed) -> None:
    corpus, _, windows_b, bits = given_
    with side_by_side(corpus) as pair:
        then, which = link(pair, windows_b, bits)
        head, size = pair.space.chain
        expected = plain.chains(pair.b.ids.tolist(), windows_b.tolist(), bits)
        for w in range(STEMS):
            chain, e = [], head[w]
            while e:
                chain.append(which[e - 1])
                e = then[e - 1]
            assert chain == expected.get(w, [])
            assert size[w] == len(chain)


def seed(
    pair: Pair, windows_a: Rows, windows_b: Rows, bits: list[float], room: int
) -> tuple[int, set[tuple[int, ...]]]:
    chains = (*pair.space.chain, *link(pair, windows_b, bits))
    score, touched = np.zeros(len(windows_b), np.float32), np.zeros(len(windows_b), np.int32)
    rows = np.zeros((room, 2), np.int32)
    count = seeds.seed(
        pair.a.ids, pair.b.ids, windows_a, windows_b, np.array(bits, np.float32), LEAST, COST, pair.same, chains,
        pair.space.marks, score, touched, rows,
    )  # fmt: skip
    assert not score.any(), "the scores go back as zeros"
    return count, set(map(tuple, rows[:count].tolist()))


@compiled
@given(weighed())
def test_seed_equals_the_full_matrix(given_: Weighed) -> None:
    corpus, windows_a, windows_b, bits = given_
    with side_by_side(corpus) as pair:
        count, found = seed(pair, windows_a, windows_b, bits, 3000)
        same = pair.same
    texts = corpus[0].ids.tolist(), corpus[1].ids.tolist()
    expected = plain.pairs(texts, (windows_a.tolist(), windows_b.tolist()), bits, COST, same=same)
    assert count == len(found)
    assert {where for where, value in expected.items() if value >= LEAST + NEAR} <= found
    assert found <= {where for where, value in expected.items() if value > LEAST - NEAR}


@compiled
@given(weighed())
def test_seed_counts_what_there_was_no_room_for(given_: Weighed) -> None:
    corpus, windows_a, windows_b, bits = given_
    with side_by_side(corpus) as pair:
        count, _ = seed(pair, windows_a, windows_b, bits, 3000)
    with side_by_side(corpus) as pair:
        assert seed(pair, windows_a, windows_b, bits, 0)[0] == count


@st.composite
def seeded(draw: st.DrawFn) -> Seeded:
    """Windows of two texts, and seeds in ascending order."""
    sides = []
    for _ in range(2):
        rows = draw(st.sets(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=12))
        sides.append(sorted({(start, start + length) for start, length in rows}))
    numbers = st.tuples(st.integers(0, len(sides[0]) - 1), st.integers(0, len(sides[1]) - 1))
    return sides, sorted(draw(st.sets(numbers, max_size=20)))


@compiled
@given(seeded(), st.integers(0, 8))
def test_box_equals_connected_components(given_: Seeded, gap: int) -> None:
    (windows_a, windows_b), rows = given_
    room, parent = np.zeros((len(rows), 5), np.int64), np.zeros(len(rows), np.int64)
    ascending = np.array(rows, np.int32).reshape(-1, 2)
    count = seeds.box(ascending, np.array(windows_a, np.int32), np.array(windows_b, np.int32), gap, parent, room)
    expected = plain.boxes(rows, (windows_a, windows_b), gap)
    assert [tuple(row) for row in room[:count, :4].tolist()] == expected
