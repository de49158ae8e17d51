from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse.model import DocumentRecord, Family, Passage
from reuse.reporters.sharing import laid_out, sharing

if TYPE_CHECKING:
    from reuse.model import Report

PLACES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 40), st.integers(1, 20)), min_size=2, max_size=4)


def of(report: Report, families: list[list[tuple[int, int, int]]]) -> Report:
    documents = tuple(DocumentRecord(f"d{k}", f"d{k}", "", "", 60, 9, {}, 1, 0.1) for k in range(5))
    made = tuple(
        Family(str(n), "", "edited", tuple(Passage(f"d{d}", s, s + size, 1, 1, 1, 1, "") for d, s, size in places))
        for n, places in enumerate(families)
    )
    return dataclasses.replace(report, documents=documents, families=made, matches=())


@given(st.lists(PLACES, max_size=6))
def test_every_character_counts_once_for_each_other_document(families: list[list[tuple[int, int, int]]]) -> None:
    from reuse.model import Report, Run, Summary, Tool  # noqa: PLC0415 - hypothesis takes no fixture of a test

    empty = Report(1, Tool("", ""), Run({}, ""), (), (), (), (), Summary(0, 0, 0, 0, 0, 0, 0))
    found = sharing(of(empty, families))
    for a in range(5):
        for b in range(5):
            both = [places for places in families if {a, b} <= {document for document, _, _ in places}]
            chars = {o for places in both for d, start, size in places if d == a for o in range(start, start + size)}
            assert found.chars[a, b] == (len(chars) if a != b else 0)


def test_like_documents_stand_side_by_side(report: Report) -> None:
    found = sharing(of(report, [[(0, 0, 20), (3, 0, 20)], [(1, 0, 20), (4, 0, 20)]]))
    order = found.clustered().tolist()
    assert sorted(order) == [0, 1, 2, 3, 4]
    assert abs(order.index(0) - order.index(3)) == abs(order.index(1) - order.index(4)) == 1


def test_pairs_are_those_that_share_the_most_first(report: Report) -> None:
    a, b = sharing(of(report, [[(0, 0, 10), (3, 0, 10)], [(1, 0, 20), (4, 0, 20)]])).pairs()
    assert list(zip(a.tolist(), b.tolist(), strict=True)) == [(1, 4), (0, 3)]


def test_only_the_most_reused_are_drawn(report: Report) -> None:
    assert sharing(of(report, []), most=2).left_out == 3


def test_a_layout_is_the_same_again_and_within_its_square() -> None:
    pull = np.zeros((30, 30))
    pull[0, 1] = pull[1, 0] = 0.9
    one, two = laid_out(pull, np.arange(30)), laid_out(pull, np.arange(30))
    assert np.array_equal(one, two)
    assert one.min() == 0
    assert one.max() == 1
    assert np.hypot(*(one[0] - one[1])) < np.median(np.hypot(*(one[:, None] - one[None]).T))
