from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from builds import hostile, written

from reuse.reporters.csv_report import Csv

if TYPE_CHECKING:
    from reuse.model import Report


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_a_match(report: Report) -> None:
    found = rows(written(Csv(), report))
    assert [row["match"] for row in found] == ["m1", "m2", "m3", "m4"]
    assert (found[0]["a_path"], found[0]["a_start"], found[0]["b_start_line"]) == ("news/ferry.txt", "0", "2")
    assert found[0]["a_text"] == report.matches[0].a.text
    assert found[0]["surprise"] == "212.4"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\uff1d1"])
def test_no_cell_is_a_formula(report: Report, text: str) -> None:
    cell = rows(written(Csv(), hostile(report, text, text)))[0]["a_text"]
    assert cell.startswith("'" if text != "\t=1" else "\\t")


def test_a_mark_for_spreadsheets_that_want_one(report: Report) -> None:
    assert written(Csv(bom=True), report).startswith("\ufeffmatch,")
