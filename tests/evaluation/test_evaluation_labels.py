from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UsageError
from reuse.evaluation.labels import Row, read_labels, run
from reuse.evaluation.statistics import best_cuts, spearman
from reuse.model import Document
from reuse.pipeline import silent
from reuse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ORDER = ("none", "half", "all")
SOURCE = "The tide gauge at the old quay registered four metres shortly before dawn on the ninth of January. "
OWN = "Turnips want deep soil, some lime, and patience; my uncle, who grew prize ones, gave them nothing else. "


def test_spearman_with_ties() -> None:
    # ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4
    assert spearman([1, 2, 2, 3], [10, 30, 20, 40]) == pytest.approx(0.9486833)
    assert spearman([1, 2, 3], [9, 4, 1]) == pytest.approx(-1.0)
    assert spearman([1, 1], [1, 2]) == spearman([], []) == 0.0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=8))
def test_no_other_cuts_are_better(rows: list[tuple[int, int]]) -> None:
    values, labels = [value for value, _ in rows], [label for _, label in rows]

    def right(cuts: tuple[float, ...]) -> int:
        return sum(sum(value >= cut for cut in cuts) == label for value, label in rows)

    cuts = best_cuts(values, labels, 3)
    assert list(cuts) == sorted(cuts)
    assert right(cuts) == max(right(other) for other in combinations_with_replacement(range(7), 2))


def test_shares_follow_what_is_reused() -> None:
    texts = {"source": SOURCE, "n": OWN, "h": OWN + SOURCE, "a": SOURCE}
    documents = [Document(name, text, name) for name, text in texts.items()]
    rows = [Row("n", "source", "none"), Row("h", "source", "half"), Row("a", "source", "all")]
    done = run(rows, documents, Settings(jobs=1).pipeline(), silent, order=ORDER)
    reused, equal = done.measures
    assert reused.spearman == equal.spearman == pytest.approx(1.0)
    assert reused.means[0] == 0.0
    assert reused.means[1] == pytest.approx(0.5, abs=0.05)
    assert reused.means[2] > 0.97
    assert reused.confusion == ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    assert [row[:2] for row in done.documents] == [("n", "none"), ("h", "half"), ("a", "all")]


def test_the_table_names_file_reference_and_label(tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("File,Task,Category\r\nx.txt,a,half\r\norig_a.txt,a,source\r\n\r\n")
    (row,) = read_labels(tmp_path, table, ORDER, "orig_{}.txt")
    assert row == Row(str(tmp_path / "x.txt"), str(tmp_path / "orig_a.txt"), "half")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("x,a,most", "no such label: 'most'"), ("x,a", "three columns"), ("../x,a,half", "no file in"), ("", "no rows")],
)
def test_a_wrong_table_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    table = tmp_path / "labels.csv"
    table.write_text(f"File,Task,Category\n{line}\n")
    with pytest.raises(UsageError, match=complaint):
        read_labels(tmp_path, table, ORDER)
