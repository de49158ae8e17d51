from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
import twins_copies as plain
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_copies import LONG, N, Run, runs_of
from twins_grams import Rows, grams_of, group, repetitive

from reuse.kernels import copies

if TYPE_CHECKING:
    from twins_grams import Texts

BOUNDS = 4, 6, 20  # of chains: gap, more of it, and in what is longer than that
compiled = settings(deadline=None)  # compiling takes longer


@compiled
@given(repetitive(), st.sampled_from([(4, 20), (3, 18), (6, 30), (6, 6)]))
def test_runs_are_equal_words_with_their_source_before(texts: Texts, sizes: tuple[int, int]) -> None:
    words = [word for text in texts for word in text]
    owner = [document for document, text in enumerate(texts) for _ in text]
    count, runs = runs_of(texts, n=sizes[0], long=sizes[1])
    assert count == len(runs) <= len(words)
    for run in runs:
        assert run.length >= sizes[0]
        assert words[run.start : run.end] == words[run.source : run.source_end]
        assert run.source_end <= run.start
        assert owner[run.start] == owner[run.end - 1]
        assert owner[run.source] == owner[run.source_end - 1] == max(run.document, ~run.document)
    for one, then in pairwise(runs):
        assert (owner[one.start], one.end) < (owner[then.start], then.end)


@settings(deadline=None, max_examples=300)
@given(repetitive(), st.sampled_from([(4, 20), (3, 18), (6, 30)]))
def test_no_long_copy_is_missed(texts: Texts, sizes: tuple[int, int]) -> None:
    n, long = sizes
    explained = {row for run in runs_of(texts, n=n, long=long)[1] for row in range(run.start, run.end)}
    for places in grams_of(texts, long).values():
        for place in places:
            if places[0] + long <= place:
                inside = range(place + copies.FAVOUR, place + long - copies.FAVOUR)
                assert explained.issuperset(inside), f"words of the copy at {place} of row {places[0]}"


@compiled
@given(repetitive())
def test_runs_are_counted_where_there_is_no_room_for_them(texts: Texts) -> None:
    count, runs = runs_of(texts)
    half, first = runs_of(texts, room=count // 2)
    assert half == count
    assert first[: count // 2] == runs[: count // 2]


@compiled
@given(repetitive(), st.data())
def test_documents_are_searched_one_by_one(texts: Texts, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(texts)))
    rows = Rows.of(texts)
    near, far = group(texts, N), group(texts, LONG)
    head, before, first = (np.array(column, np.int32) for column in (near.head, near.before, far.head))
    parts: list[list[int]] = []
    for low, high in ((0, cut), (cut, len(texts))):
        found = np.zeros((len(rows.words), 4), np.int64)
        count = copies.find(rows.words, rows.documents, low, high, N, head, before, first, LONG, found)
        parts += found[:count].tolist()
    assert [Run(*row) for row in parts] == runs_of(texts)[1]


def many(copied: int, *, documents: bool) -> Texts:
    """So many copies of one passage, each behind other words, in as many documents or in one."""
    rnd = Random(copied)  # noqa: S311 - no secret
    passage = [rnd.randrange(40) for _ in range(60)]
    parts = [[*(rnd.randrange(40) for _ in range(15)), *passage] for _ in range(copied)]
    return parts if documents else [[word for part in parts for word in part]]


@pytest.mark.parametrize("documents", [True, False])
def test_runs_follow_the_copies_and_not_their_pairs(documents: bool) -> None:  # noqa: FBT001 - a parameter
    counts = [runs_of(many(copied, documents=documents))[0] for copied in (50, 100, 200)]
    assert counts[0] >= 49
    assert counts[1] <= 2.3 * counts[0]
    assert counts[2] <= 2.3 * counts[1]


def test_copies_share_the_first_place_whatever_chance_adds() -> None:
    passage = list(range(100, 140))
    texts = [[*range(10), *passage, *range(10, 20)], [7, *passage, 50, 51], [*range(60, 70), 7, *passage, 50, 60]]
    _, runs = runs_of(texts)
    assert [(run.document, run.source) for run in runs] == [(0, 10), (0, 10)]


def test_a_copy_goes_on_in_the_document_that_it_came_from() -> None:
    formula = list(range(100, 106))
    one, two = [*range(200, 230), *formula, *range(230, 260)], [*range(300, 330), *formula, *range(330, 360)]
    _, runs = runs_of([one, two, two])
    assert [(run.document, run.length) for run in runs if run.start >= len(one) + len(two)] == [(1, len(two))]


# -- chains ------------------------------------------------------------------------------------------------------------


@st.composite
def scattered(draw: st.DrawFn) -> tuple[list[Run], list[int]]:
    """Runs of one document after another, ascending by their ends, and the document of each."""
    runs, owners = [], []
    for owner in range(1, draw(st.integers(1, 2)) + 1):
        first, at, size = 1000 * owner, 0, 0
        for _ in range(draw(st.integers(0, 25))):
            at = max(at + draw(st.integers(-4, 12)), 60)
            size = max(draw(st.integers(1, 12)), size - at + 61)  # ends ascend
            document = draw(st.sampled_from([0, owner]))
            source = draw(st.integers(0, 100)) if document == 0 else first + draw(st.integers(0, max(at - size, 0)))
            run = Run(first + at, source, size, document)
            if run.source_end <= run.start and (not runs or owners[-1] != owner or run.end > runs[-1].end):
                runs.append(run)
                owners.append(owner)
    return runs, owners


def chained(
    runs: list[Run], owners: list[int], bounds: tuple[int, int, int]
) -> tuple[list[list[int]], list[int], list[Run]]:
    """Chains as the kernel writes them, the chain of each run, and the runs as it cut them."""
    rows, numbers = np.array(runs, np.int64).reshape(-1, 4), np.zeros(len(runs), np.int64)
    chains = np.zeros((len(runs), 6), np.int64)
    count = copies.chain(rows, np.array(owners, np.int64), *bounds, numbers, chains)
    return chains[:count].tolist(), numbers.tolist(), [Run(*row) for row in rows.tolist()]


@settings(deadline=None, max_examples=200)
@given(scattered())
def test_chain_equals_its_twin(given_: tuple[list[Run], list[int]]) -> None:
    runs, owners = given_
    chains, numbers, cut = chained(runs, owners, BOUNDS)
    expected, of = plain.chain(runs, owners, BOUNDS, copies.OPEN)
    assert numbers == of
    assert chains == [one.row for one in expected]
    for number, one in enumerate(expected):
        assert [run for run, own in zip(cut, numbers, strict=True) if own == number] == one.runs


@settings(deadline=None, max_examples=200)
@given(scattered() | repetitive().map(lambda texts: owned(runs_of(texts, n=3)[1], texts)))
def test_chains_are_monotone_and_near(given_: tuple[list[Run], list[int]]) -> None:
    runs, owners = given_
    chains, numbers, cut = chained(runs, owners, BOUNDS)
    for number, (start, end, source, source_end, document, size) in enumerate(chains):
        own = [k for k, of in enumerate(numbers) if of == number]
        assert len(own) == size
        assert len({owners[k] for k in own}) == 1
        assert {cut[k].document for k in own} == {document}
        first, last = cut[own[0]], cut[own[-1]]
        assert (start, end, source, source_end) == (first.start, last.end, first.source, last.source_end)
        if document == owners[own[0]]:
            assert source_end <= start
        for before, after in pairwise(own):
            assert cut[after].length >= 1
            assert cut[after].end == runs[after].end
            assert cut[before].end <= cut[after].start
            assert cut[before].source_end <= cut[after].source
            apart = max(runs[after].start - cut[before].end, runs[after].source - cut[before].source_end)
            grown = min(cut[before].end - start, cut[before].source_end - source) - BOUNDS[2]
            assert apart <= BOUNDS[0] + min(max(grown // 4, 0), BOUNDS[1])


def owned(runs: list[Run], texts: Texts) -> tuple[list[Run], list[int]]:
    owner = [document for document, text in enumerate(texts) for _ in text]
    return runs, [owner[run.start] for run in runs]


def test_of_a_crowd_of_chains_those_that_grew_last_stay_open() -> None:
    size = copies.OPEN + 5
    bounds = (1990, 0, 0)
    crowd = [Run(10**6 + 10 * k, 2000 * (size - k), 10, 0) for k in range(size)]
    for then, expected in ((0, size), (4, size), (5, 5), (size - 1, size - 1)):
        runs = [*crowd, Run(crowd[-1].end, crowd[then].source_end, 10, 0)]
        chains, numbers, _ = chained(runs, [1] * len(runs), bounds)
        assert (len(chains), numbers[-1]) == (max(size, expected + 1), expected)
        assert numbers == plain.chain(runs, [1] * len(runs), bounds, copies.OPEN)[1]
    late = [run._replace(start=run.start + 10) for run in crowd[20:]]
    grown = Run(crowd[19].end, crowd[3].source_end, 10, 0)
    again = Run(late[-1].end, grown.source_end, 10, 0)
    numbers = chained([*crowd[:20], grown, *late, again], [1] * (size + 2), bounds)[1]
    assert (numbers[20], numbers[-1]) == (3, 3)
