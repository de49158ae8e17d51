from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from builds import hostile, knowing, written

from reuse.reporters.github import GitHub
from reuse.settings import build

if TYPE_CHECKING:
    from reuse.model import Report


def test_a_line_marks_a_place(report: Report) -> None:
    assert written(GitHub(), report).splitlines()[0] == (
        "::error file=news/city desk.txt,line=4,endLine=4,col=1,endColumn=61,title=Text reuse::"
        "boilerplate reuse of 60 characters: also in news/ferry.txt:4"
    )


def test_columns_only_where_a_place_is_on_one_line(report: Report) -> None:
    assert ",line=2,endLine=2,col=1,endColumn=67,title" in written(GitHub(), report)
    first, *rest = report.families
    longer = replace(first, members=tuple(replace(member, end_line=member.end_line + 1) for member in first.members))
    assert ",line=4,endLine=5,title" in written(GitHub(), replace(report, families=(longer, *rest)))


def test_what_is_known_is_not_marked(report: Report) -> None:
    assert written(GitHub(), knowing(report, f0=(0, 1), f1=(0, 1), f2=(0, 1, 2))) == ""


def test_more_than_github_shows_is_counted(report: Report) -> None:
    *shown, last = written(GitHub(level="warning", most=2), report).splitlines()
    assert len(shown) == 1
    assert last == "::warning title=Text reuse::3 more copies; the whole report names them"


def test_no_path_starts_a_command_of_its_own(report: Report) -> None:
    text = written(GitHub(), hostile(report, "x", "a,b:c%\n::set-env name=X::y"))
    assert all(line.startswith("::error file=") for line in text.splitlines())
    assert "a,b:c%25\\n::set-env" in text


def test_options_are_checked() -> None:
    with pytest.raises(Exception, match="level must be"):
        build("reporters", "github:level=fatal")
