from __future__ import annotations

import numpy as np

from reuse.references.choose import MOST, NEAR, PLACES, Met, Ranks


def met(*rows: tuple[int, int, int, int]) -> Met:
    """Return rows (window, document, bits, start)."""
    windows, documents, bits, starts = np.array(rows, np.int64).T
    return Met.joined([Met(windows, documents, bits, starts, starts + 1)])


def opened(given: Met, names: int) -> list[int]:
    return np.unique(Ranks.of(given, np.arange(names)).chosen(given).documents).tolist()


def test_of_equally_good_references_windows_open_the_same() -> None:
    """Window 0 meets documents 0 to 39, window 1 documents 20 to 59: those that both meet serve both."""
    rows = [(0, k, 5000, 0) for k in range(40)] + [(1, k, 5000, 0) for k in range(20, 60)]
    assert opened(met(*rows), 60) == list(range(20, 20 + MOST))


def test_the_best_of_a_window_is_opened_whatever_others_share_with_the_rest() -> None:
    rows = [(window, k, 5000, 0) for window in range(5) for k in range(40)]
    assert 40 not in opened(met(*rows, (0, 40, 5000, 0)), 41)
    assert 40 in opened(met(*rows, (0, 40, 5000 + NEAR, 0)), 41)


def test_of_a_reference_that_repeats_itself_the_best_sections_are_looked_at() -> None:
    given = met(*((0, 0, 5000 + (k == 9), k) for k in range(30)))
    chosen = Ranks.of(given, np.arange(1)).chosen(given)
    assert sorted(chosen.starts.tolist()) == [*range(PLACES - 1), 9]


def test_evidence_counts_a_reference_once_a_window() -> None:
    assert Ranks.of(met((0, 0, 70, 0), (0, 0, 90, 1), (1, 0, 50, 0)), np.arange(2)).evidence.tolist() == [140, 0]


def test_there_is_one_best_a_window() -> None:
    given = met((0, 3, 900, 0), (0, 2, 900, 0), (2, 3, 5000, 0), (2, 2, 900, 0))
    best = Ranks.of(given, np.arange(4)).best(given)
    assert (best.windows.tolist(), best.documents.tolist()) == ([0, 2], [3, 3])
