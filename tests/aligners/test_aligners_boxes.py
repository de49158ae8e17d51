from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import Corpus, common, rare

from reuse.aligners import boxes as module
from reuse.aligners.boxes import GAP, WIDE, boxes, joined, unique, windows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bits = NDArray[np.float32]
    Rows = NDArray[np.int32]

rows = st.lists(st.tuples(*[st.integers(0, 2)] * 4), max_size=12)


@given(rows)
def test_unique_rows_ascend(given_: list[tuple[int, ...]]) -> None:
    found = unique(np.array(given_, np.int64).reshape(-1, 4))
    assert [tuple(row) for row in found.tolist()] == sorted(set(given_))


@given(st.lists(st.booleans(), min_size=1, max_size=90), st.sampled_from([(30, 10), (12, 4), (5, 5), (3, 1)]))
def test_windows_cover_the_text(breaks: list[bool], grid: tuple[int, int]) -> None:
    length, step = grid
    found = windows(np.array([True, *breaks[1:]], np.bool_), length, step)
    assert found.tolist() == sorted(found.tolist())
    assert len(np.unique(found, axis=0)) == len(found)
    n = len(breaks)
    assert all(0 <= start < end <= n for start, end in found.tolist())
    for at in range(max(1, n - (length - step))):  # any stretch as long as what two neighbours share is in one window
        assert any(start <= at and min(at + length - step, n) <= end for start, end in found.tolist())


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_short_windows_stand_over_whole_sentences_too(breaks: list[bool]) -> None:
    first = np.array([True, *breaks[1:]], np.bool_)
    bounds = [*np.flatnonzero(first).tolist(), len(breaks)]
    sentences = {(start, end) for start, end in pairwise(bounds) if 4 <= end - start <= 24}
    assert sentences <= set(map(tuple, windows(first, 12, 4).tolist()))
    long = windows(first, 30, 10).tolist()
    assert all(start % 10 == 0 for start, _ in long)


def test_a_box_holds_a_copy_and_no_box_is_found_in_texts_apart() -> None:
    passage = rare(40)
    a = common(150, "a") + passage + common(150, "a2")
    b = rare(200, "b") + passage + rare(100, "b2")
    with Corpus.of(" ".join(a), " ".join(b)).pair() as pair:
        found = boxes(pair).tolist()
    assert any(x0 <= 150 and x1 >= 190 and y0 <= 200 and y1 >= 240 for x0, x1, y0, y1 in found)
    assert found == sorted(found)
    with Corpus.of(" ".join(rare(300, "a")), " ".join(rare(300, "b"))).pair() as pair:
        assert len(boxes(pair)) == 0


def test_windows_that_are_passed_over_would_have_led_to_no_box(monkeypatch: pytest.MonkeyPatch) -> None:
    passage = rare(40)
    shuffled = [*passage[1::2], *rare(8, "c"), *passage[::2]]
    a = common(150, "a") + passage + rare(400, "a2") + shuffled + common(90, "a3")
    passed, of = [], module._hopeful  # noqa: SLF001 - it changes nothing but the time

    def counted(bits: Bits, rows: Rows, least: float, cost: float) -> Rows:
        found = of(bits, rows, least, cost)
        passed.append(len(rows) - len(found))
        return found

    with Corpus.of(" ".join(a), " ".join(common(60, "b") + passage)).pair() as pair:
        monkeypatch.setattr(module, "_hopeful", counted)
        found = boxes(pair)
        monkeypatch.setattr(module, "_hopeful", lambda _, rows, *__: np.arange(len(rows), dtype=np.int32))
        assert np.array_equal(boxes(pair), found)
    assert len(found) > 1
    assert min(passed) > 20


def test_boxes_of_one_text_lie_one_behind_the_other() -> None:
    passage = rare(30)
    text = passage + rare(50, "x") + passage + rare(60, "y") + passage
    with Corpus.of(" ".join(text)).pair(0, 0) as pair:
        found = boxes(pair).tolist()
    runs = {(0, 30, 80, 110), (0, 30, 170, 200), (80, 110, 170, 200)}
    assert runs <= set(map(tuple, found))


@pytest.mark.parametrize(
    ("length", "gap", "together"),
    [
        (6, 0, True),
        (6, GAP, True),
        (6, GAP + 1, False),
        (1500, WIDE, True),
        (1500, WIDE + GAP + 1, False),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_neighbours_on_both_sides_are_tried_as_one(length: int, gap: int, together: bool, turned: bool) -> None:  # noqa: FBT001 - parameters
    """Two passages, so many words apart on one side; on the other there is one word between them."""
    spans = [((k * (length + gap), k * (length + gap) + length), (50 + k * (length + 1),) * 2) for k in (0, 1)]
    rows = [(*one, start, end + length) for one, (start, end) in spans]
    rows = [row[2:] + row[:2] if turned else row for row in rows]
    found = joined(np.array(rows, np.int64))
    assert len(found) == together
    for x0, x1, y0, y1 in found.tolist():
        ends = np.array(rows)
        assert 0 <= x0 <= ends[:, 0].min() <= x1 == ends[:, 1].max()
        assert 0 <= y0 <= ends[:, 2].min() <= y1 == ends[:, 3].max()


def test_one_passage_has_no_neighbour() -> None:
    for rows in ([], [(0, 10, 50, 60)], [(0, 10, 50, 60), (0, 10, 50, 60)]):
        assert len(joined(np.array(rows, np.int64).reshape(-1, 4))) == 0


def test_more_runs_than_there_was_room_for() -> None:
    refrain = rare(5)
    a, b = [[*refrain, name] for name in rare(20, "a")], [[*refrain, name] for name in rare(20, "b")]
    with Corpus.of(" ".join(map(" ".join, a)), " ".join(map(" ".join, b))).pair() as pair:
        found = boxes(pair).tolist()
    assert {(6 * i, 6 * i + 5, 6 * j, 6 * j + 5) for i in range(20) for j in range(20)} <= set(map(tuple, found))
