from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_refine import Model, Side, Twin, boxes_of, segment
from twins_shares import STEMS, Tables, corpora, lay, side_by_side

from reuse.aligners.surprise import Surprise
from reuse.kernels import refine

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from twins_refine import Place
    from twins_shares import Corpus

    from reuse.aligners.pair import Pair

    Closed = list[set[int]]
    Boxed = tuple[Corpus, Surprise, list[Place], Closed]

models = st.builds(
    Surprise,
    kept=st.sampled_from([0.4, 0.6]),
    edge=st.sampled_from([0.0, 2.7, 8.0]),
    mixing=st.sampled_from([1.0, 4.0]),
    context=st.sampled_from([2, 10, 120]),
    rounds=st.sampled_from([1, 2, 6]),
    pair_weight=st.sampled_from([3.0, 300.0]),
    background_weight=st.sampled_from([10.0, 1000.0]),
    exact=st.sampled_from([3, 5, 1000]),
)


@st.composite
def boxed(draw: st.DrawFn) -> Boxed:
    """A corpus, a model, boxes and closed words."""
    corpus, model = draw(corpora()), draw(models)
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        sides = [
            draw(st.just([0, len(text.ids)]) | st.tuples(*[st.integers(0, len(text.ids))] * 2).map(sorted))
            for text in corpus[:2]
        ]
        if corpus[0] is corpus[1]:
            sides.sort()
        rows.append((*sides[0], *sides[1]))
    closed = [draw(st.sets(st.integers(0, 40), max_size=3)) for _ in range(2)]
    return corpus, model, rows, closed


def twin_of(pair: Pair, closed: Closed) -> Twin:
    sides = [
        Side(text.ids.tolist(), text.worth.tolist(), edge.tolist(), [i in shut for i in range(len(text.ids))])
        for text, edge, shut in zip((pair.a, pair.b), pair.edges, closed, strict=True)
    ]
    tables = Tables.of(pair.shares, pair.weights)
    return Twin((sides[0], sides[1]), tables, pair.stock.tolist(), Model(*pair.model), pair.same)


def refined(
    pair: Pair, rows: list[Place], closed: Closed, need: float = math.inf
) -> tuple[list[Place], NDArray[np.float64], NDArray[np.int64]]:
    """Return boxes, bits and matching words."""
    for mask, shut in zip(pair.space.closed, closed, strict=True):
        mask[[i for i in shut if i < len(mask)]] = True
    boxes = boxes_of(rows)
    bits, words = pair.refine(boxes, need)
    for mask in pair.space.closed:
        mask[:] = False
    return [tuple(row) for row in boxes.tolist()], bits, words


@settings(deadline=None, max_examples=300)  # the first example waits for the compiler
@given(boxed())
def test_refine_equals_its_twin(given_: Boxed) -> None:
    corpus, model, rows, closed = given_
    with side_by_side(corpus, model) as pair:
        boxes, bits, words = refined(pair, rows, closed)
        gains, twin = pair.space.gains, twin_of(pair, closed)
        for k, row in enumerate(rows):
            box, sides = twin.refine(row)
            assert boxes[k] == box
            assert bits[k].tolist() == pytest.approx([side.bits for side in sides], rel=1e-6, abs=1e-6)
            assert words[k] == min(side.words for side in sides)
            if k == len(rows) - 1 and box[1]:
                for row_of, side in zip(gains, sides, strict=True):
                    assert row_of[: len(side.gains)].tolist() == pytest.approx(side.gains)


@settings(deadline=None)  # as above
@given(boxed(), st.sampled_from([0.0, 5.0, 30.0]))
def test_only_boxes_within_a_passage_found_before_are_passed_over(given_: Boxed, need: float) -> None:
    corpus, model, rows, closed = given_
    rows = rows + rows  # all of the second half may be
    with side_by_side(corpus, model) as pair:
        every = refined(pair, rows, closed)[0]
        some, bits, _ = refined(pair, rows, closed, need)
        assert not pair.space.owner.any()
    for k, row in enumerate(rows):
        if some[k] == every[k]:
            continue
        found = [some[j] for j in range(k) if bits[j].mean() >= need and some[j][1]]
        assert some[k] == (0, 0, 0, 0)
        assert any(s <= row[0] and row[1] <= e and t <= row[2] and row[3] <= u for s, e, t, u in found)


@settings(deadline=None)  # as above
@given(boxed())
def test_scratch_is_zero_afterwards(given_: Boxed) -> None:
    corpus, model, rows, closed = given_
    with side_by_side(corpus, model) as pair:
        refined(pair, rows, closed)
        space = pair.space
        assert not any(array.any() for array in (*space.tallies, *space.pairs, *space.closed))
    assert not space.here.any()
    assert not space.bits.any()


@settings(deadline=None)  # as above
@given(boxed())
def test_what_is_found_keeps_to_the_rules(given_: Boxed) -> None:
    corpus, model, rows, closed = given_
    with side_by_side(corpus, model) as pair:
        for x0, x1, y0, y1 in refined(pair, rows, closed)[0]:
            if x1 == 0:
                continue
            assert min(x1 - x0, y1 - y0) >= refine.SHORTEST
            assert 0 <= x0 < x1 <= len(pair.a.ids)
            assert 0 <= y0 < y1 <= len(pair.b.ids)
            assert not (pair.same and x1 > y0)
            assert not any(x0 <= i < x1 for i in closed[0])
            assert not any(y0 <= i < y1 for i in closed[1])


@given(st.lists(st.sampled_from([-1.5, -0.7, 0.3, 2.1, -1e3]), max_size=12), st.data())
def test_segment_equals_the_best_of_all(gain: list[float], data: st.DataObject) -> None:
    bonus = data.draw(st.lists(st.sampled_from([0.0, 1.0, 8.0]), min_size=len(gain) + 1, max_size=len(gain) + 1))
    found = refine.segment.py_func(np.array(gain), np.array([5.0, *bonus]), 1, len(gain))
    assert found == segment(gain, bonus)


def test_a_verbatim_run_is_found_whole_from_a_box_that_holds_side_b() -> None:
    rnd = random.Random(3)  # noqa: S311 - no secret
    run = [rnd.randrange(6) for _ in range(20)]
    a = [rnd.randrange(6, 9) for _ in range(10)] + run + [rnd.randrange(6, 9) for _ in range(10)]
    b = [rnd.randrange(9, 12) for _ in range(15)] + run + [rnd.randrange(9, 12) for _ in range(5)]
    corpus = lay(a, b, [0.001] * STEMS, rnd)
    with side_by_side(corpus, Surprise(edge=0.0)) as pair:
        for rows in ((0, 40, 0, 40), (0, 15, 15, 35)):
            assert refined(pair, [rows], [set(), set()])[0] == [(10, 30, 15, 35)]


def test_what_hangs_over_an_end_is_left_out_and_leaves_no_trace() -> None:
    rnd = random.Random(3)  # noqa: S311 - no secret
    run = [0, 1, 2, 3, 4, 5, 6]
    corpus = lay([*run, 7, 7, 7], [8, 8, *run, 9, 9], [0.001] * STEMS, rnd)
    for text in corpus[:2]:
        text.breaks[:] = [at == 0 for at in range(len(text.ids))]
    with side_by_side(corpus, Surprise(edge=8.0)) as pair:
        (box,), bits, words = refined(pair, [(0, 10, 0, 11)], [set(), set()], 0.0)
        assert (box, words[0]) == ((0, 7, 2, 9), 7)
        assert bits.min() > 0
        assert not pair.space.owner.any()
