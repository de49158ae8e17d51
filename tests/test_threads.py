from __future__ import annotations

import threading
from time import sleep

import pytest

from reuse.threads import in_order


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    def slowly(number: int) -> int:
        sleep(0.002 if number % 3 == 0 else 0)
        return number * number

    assert list(in_order(slowly, range(20), jobs)) == [number * number for number in range(20)]


def test_no_more_is_made_than_is_asked_for() -> None:
    begun: list[int] = []
    results = in_order(begun.append, range(1000), 2)
    next(results)
    assert len(begun) <= 4
    results.close()  # type: ignore[attr-defined]  # a generator
    assert len(begun) <= 4
    assert threading.active_count() < 10


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_through(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda number: 1 // number, [1, 0, 1, 1, 1, 1, 1, 1], jobs))
