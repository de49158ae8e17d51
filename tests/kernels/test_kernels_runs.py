from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.kernels.runs import MOST, WORK, common_runs

N = 3
DISTINCT = MOST + N - 1  # words; a text that is no longer has no more than MOST places of any n words
words = st.lists(st.integers(0, 2), max_size=25)


def found(
    a: list[int], b: list[int], *, same: bool = False, room: int = 1000, rows: int = 1 << 12
) -> tuple[int, list[tuple[int, ...]]]:
    boxes = np.zeros((room, 4), np.int64)
    table, then = np.zeros(rows, np.int32), np.zeros(len(b) + 1, np.int32)
    b_ids = np.array(b, np.int32)
    count = common_runs(b_ids if same else np.array(a, np.int32), b_ids, N, same, table, then, boxes)
    return count, [tuple(row) for row in boxes[: min(count, room)].tolist()]


def plain(a: list[int], b: list[int], *, same: bool = False) -> list[tuple[int, ...]]:
    """Runs that no equal word goes before, to their last equal word; in one text, up to where the second begins.

    Of the places of the same n words the first MOST.
    """
    rows = []
    for i in range(len(a) - N + 1):
        places = [j for j in range(len(b) - N + 1) if b[j : j + N] == a[i : i + N]]
        for j in places[:MOST]:
            if (i and j and a[i - 1] == b[j - 1]) or (same and j < i + N):
                continue
            n = 0
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n] and not (same and i + n == j):
                n += 1
            if n >= N:
                rows.append((i, i + n, j, j + n))
    return rows


@settings(deadline=None)  # the first example waits for the compiler
@given(words, words)
def test_equals_its_twin(a: list[int], b: list[int]) -> None:
    rows = plain(a, b)
    assert found(a, b) == (len(rows), rows)


@settings(deadline=None)  # tests may run in any order
@given(words)
def test_equals_its_twin_within_one_text(a: list[int]) -> None:
    rows = plain(a, a, same=True)
    assert found(a, a, same=True) == (len(rows), rows)


@given(words, words)
def test_counts_what_there_was_no_room_for(a: list[int], b: list[int]) -> None:
    rows = plain(a, b)
    assert found(a, b, room=1) == (len(rows), rows[:1])


@given(words, words.map(lambda text: text[:DISTINCT]))
def test_words_that_share_a_row_of_the_table_are_told_apart(a: list[int], b: list[int]) -> None:
    rows = plain(a, b)
    assert found(a, b, rows=1) == (len(rows), rows)


@given(words, st.integers(1, DISTINCT - 5), st.integers(0, 5))
def test_every_shared_run_stands_in_one_that_is_found(text: list[int], length: int, shift: int) -> None:
    """The guarantee, but for n words of more than MOST places: a box of its diagonal holds what both texts have."""
    b = [2] * shift + text[:length]
    rows = found(text, b)[1]
    for i in range(min(length, len(text)) - N + 1):
        assert any(s <= i and i + N <= e and t - s == shift for s, e, t, _ in rows)


def test_text_that_goes_on_repeating_itself_is_bounded_work() -> None:
    longest = 2000
    _, rows = found([0] * longest, [0] * longest, room=3 * longest)
    assert rows
    assert sum(end - start for start, end, *_ in rows) <= WORK * 2 * longest + longest
