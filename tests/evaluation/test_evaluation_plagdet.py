from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.evaluation.coverage import recalls, strays, without_neutral
from reuse.evaluation.plagdet import Case, evaluate, meetings, union

ranges = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
cases = st.lists(
    st.builds(lambda a, one, b, other: (a, *one, b, *other), st.sampled_from("pq"), ranges, st.just("s"), ranges),
    max_size=8,
)


def positions(case: Case) -> tuple[set[int], set[int]]:
    return set(range(case[1], case[2])), set(range(case[4], case[5]))


def meet(one: Case, other: Case) -> bool:
    (a, b), (x, y) = positions(one), positions(other)
    return (one[0], one[3]) == (other[0], other[3]) and bool(a & x) and bool(b & y)


def shares(ones: list[Case], others: list[Case]) -> list[float]:
    result = []
    for one in ones:
        a, b = positions(one)
        met = [positions(other) for other in others if meet(one, other)]
        covered = len(a & set().union(*(x for x, _ in met))) + len(b & set().union(*(y for _, y in met)))
        result.append(covered / (len(a) + len(b)))
    return result


@given(cases, cases)
def test_scores_are_those_of_the_definition(truth: list[Case], found: list[Case]) -> None:
    done = evaluate(truth, found)
    if not truth or not found:
        assert done.macro.plagdet == done.micro.plagdet == float(not truth and not found)
        return
    recall, precision = sum(shares(truth, found)) / len(truth), sum(shares(found, truth)) / len(found)
    hits = [n for case in truth if (n := sum(meet(case, other) for other in found))]
    granularity = sum(hits) / len(hits) if hits else 1.0
    harmonic = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    assert done.macro.recall == pytest.approx(recall)
    assert done.macro.precision == pytest.approx(precision)
    assert done.macro.granularity == pytest.approx(granularity)
    assert done.macro.plagdet == pytest.approx(harmonic / log2(1 + granularity))


@given(cases, cases)
def test_micro_scores_count_each_character_once(truth: list[Case], found: list[Case]) -> None:
    def characters(rows: list[Case], others: list[Case]) -> tuple[int, int]:
        caught, every = set(), set()
        for case in rows:
            for side, whole in enumerate(positions(case)):
                every |= {(case[0], side, k) for k in whole}
                for other in others:
                    if meet(case, other):
                        caught |= {(case[0], side, k) for k in whole & positions(other)[side]}
        return len(caught), len(every)

    done = evaluate(truth, found)
    if truth and found:
        (caught, there), (_, claimed) = characters(truth, found), characters(found, truth)
        assert done.micro.recall == pytest.approx(caught / there)
        assert done.micro.precision == pytest.approx(caught / claimed)


@given(cases, cases)
def test_meetings_are_all_pairs_that_meet_each_once(truth: list[Case], found: list[Case]) -> None:
    expected = [(i, j) for i, case in enumerate(truth) for j, other in enumerate(found) if meet(case, other)]
    assert sorted(meetings(truth, found)) == expected


def test_a_passage_that_stands_everywhere_is_no_square() -> None:
    # 20,000 places of one title: all pairs overlap on side a, none but its own on side b
    truth = [("p", 0, 10, "s", 20 * k, 20 * k + 10) for k in range(20_000)]
    done = evaluate(truth, truth)
    assert done.macro.plagdet == done.micro.plagdet == 1.0


def test_a_case_found_in_two_pieces() -> None:
    done = evaluate([("p", 0, 10, "s", 0, 10)], [("p", 0, 5, "s", 0, 5), ("p", 5, 10, "s", 5, 10)])
    assert (done.macro.recall, done.macro.precision, done.macro.granularity) == (1.0, 1.0, 2.0)
    assert done.macro.plagdet == pytest.approx(1 / log2(3))


@given(st.lists(ranges))
def test_union_counts_positions(given_ranges: list[tuple[int, int]]) -> None:
    assert union(given_ranges) == len({k for start, end in given_ranges for k in range(start, end)})


def test_neutral_detections_count_neither_way() -> None:
    case, neutral = ("p", 0, 10, "s", 0, 10), ("p", 20, 30, "s", 20, 30)
    both, only_neutral, nowhere = ("p", 5, 25, "s", 5, 25), ("p", 22, 25, "s", 22, 25), ("p", 50, 60, "s", 0, 9)
    judged = without_neutral([both, only_neutral, nowhere], [case], [neutral])
    assert judged == [both, nowhere]
    assert strays(judged, [case]) == [nowhere]
    assert recalls([case], judged) == [(0.5, 0.5)]


def test_recall_of_the_lesser_side() -> None:
    assert recalls([("p", 0, 10, "s", 0, 10)], [("p", 0, 10, "s", 0, 2)]) == [(0.6, 0.2)]
