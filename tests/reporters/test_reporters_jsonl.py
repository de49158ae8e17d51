from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from reuse.reporters.json_report import Json
from reuse.reporters.jsonl import JsonLines

if TYPE_CHECKING:
    from reuse.model import Report


def lines(report: Report) -> list[dict[str, Any]]:
    stream = io.StringIO()
    JsonLines().write(report, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_one_record_a_line_with_its_type(report: Report) -> None:
    types = [line["type"] for line in lines(report)]
    expected = ["run"] + ["document"] * 3 + ["match"] * 4 + ["family"] * 3 + ["skipped"] * 2 + ["summary"]
    assert types == expected


def test_the_same_records_as_json(report: Report) -> None:
    stream = io.StringIO()
    Json().write(report, stream)
    whole = json.loads(stream.getvalue())
    found = lines(report)
    for line in found:
        del line["type"]
    assert found[0] == {key: whole[key] for key in ("schema_version", "tool", "run")}
    rows = [*whole["documents"], *whole["matches"], *whole["families"], *whole["skipped"], whole["summary"]]
    assert found[1:] == rows
