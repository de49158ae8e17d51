from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.aligners import edits
from reuse.aligners.edits import Difference, alike, differences, in_order, likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

words = st.lists(st.integers(0, 4), max_size=25)


def applied(found: list[Difference], a: list[int], b: list[int]) -> list[int]:
    """Return `a` with each difference replaced by what stands in `b`."""
    out, at = [], 0
    for one in found:
        out += a[at : one.a[0]] + b[slice(*one.b)]
        at = one.a[1]
    return out + a[at:]


def check(a: list[int], b: list[int]) -> None:
    found = differences(a, b)
    assert applied(found, a, b) == b
    for one in found:
        lengths = one.a[1] - one.a[0], one.b[1] - one.b[0]
        assert (
            one.operation
            == {(True, True): "replace", (True, False): "delete", (False, True): "insert"}[
                lengths[0] > 0, lengths[1] > 0
            ]
        )
    bounds = [Difference("replace", (0, 0), (0, 0)), *found, Difference("replace", (len(a),) * 2, (len(b),) * 2)]
    for one, then in pairwise(bounds):
        assert a[one.a[1] : then.a[0]] == b[one.b[1] : then.b[0]]
    for one, then in pairwise(found):
        assert one.a[1] < then.a[0], "two differences that touch are one"


@given(words, words)
def test_differences_turn_one_side_into_the_other(a: list[int], b: list[int]) -> None:
    check(a, b)


@given(words, words, st.integers(0, 50))
def test_they_do_where_long_sides_are_cut(a: list[int], b: list[int], cells: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "_CELLS", cells)
        check(a, b)
        check([*a, *range(10, 30), *b], [*b, *range(10, 20), *a, *range(20, 30), *b])


@given(words)
def test_equal_sides_have_none(a: list[int]) -> None:
    assert differences(a, a) == []


@given(st.permutations(range(100, 130)), st.integers(0, 29))
def test_a_cut_loses_nothing_where_words_stand_once(a: list[int], gone: int) -> None:
    b = a[:gone] + a[gone + 1 :]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edits, "_CELLS", 4)
        assert differences(a, b) == [Difference("delete", (gone, gone + 1), (gone, gone))]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1, 2, 3], [1, 4, 3], Difference("replace", (1, 2), (1, 2))),
        ([1, 3], [1, 2, 3], Difference("insert", (1, 1), (1, 2))),
        ([1, 2, 3], [1, 3], Difference("delete", (1, 2), (1, 1))),
        ([], [1], Difference("insert", (0, 0), (0, 1))),
        ([1], [], Difference("delete", (0, 1), (0, 0))),
    ],
)
def test_operations(a: list[int], b: list[int], expected: Difference) -> None:
    assert differences(a, b) == [expected]


def test_likeness() -> None:
    assert likeness([1, 2, 3, 4], [1, 3, 4, 9]) == 0.75
    assert likeness([1, 2], [1, 2]) == 1
    assert likeness([1, 2], [3]) == 0


def longest(a: Sequence[object], b: Sequence[object]) -> int:
    """Length of the longest common subsequence, row by row."""
    row = [0] * (len(b) + 1)
    for one in a:
        last = row
        row = [0]
        for j, other in enumerate(b):
            row.append(last[j] + 1 if one == other else max(last[j + 1], row[j]))
    return row[-1]


@given(words, words)
def test_words_in_order_are_the_longest_common_subsequence(a: list[int], b: list[int]) -> None:
    assert in_order(a, b) == longest(a, b)
    assert likeness(a, b) == longest(a, b) / max(len(a), len(b), 1)


spellings = st.lists(st.text("abc", max_size=6), max_size=5)


@given(spellings, spellings)
def test_alike_are_spellings_that_share_most_letters_in_order(a: list[str], b: list[str]) -> None:
    shares = {
        (i, j): 2 * longest(one, other) / (len(one) + len(other)) if one or other else 1.0
        for i, one in enumerate(a)
        for j, other in enumerate(b)
    }
    found = alike(a, b)
    assert sorted(found) == sorted(pair for pair, share in shares.items() if share >= 0.7 - 1e-6)
    assert [shares[pair] for pair in found] == sorted((shares[pair] for pair in found), reverse=True)
