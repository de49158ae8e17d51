from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builds import written

from reuse.reporters.gitlab import GitLab

if TYPE_CHECKING:
    from reuse.model import Report


def issues(report: Report) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(GitLab(), report))
    return found


def test_an_issue_has_what_gitlab_asks_for(report: Report) -> None:
    issue = issues(report)[1]
    assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert issue["location"] == {"path": "news/city desk.txt", "lines": {"begin": 2, "end": 2}}
    assert (issue["severity"], issue["check_name"]) == ("major", "text-reuse/edited")


def test_fingerprints_are_apart(report: Report) -> None:
    marks = [issue["fingerprint"] for issue in issues(report)]
    assert len(set(marks)) == len(marks) == 4


def test_no_reuse_is_an_empty_list(report: Report) -> None:
    assert issues(replace(report, families=())) == []
