from __future__ import annotations

import dataclasses
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UsageError
from reuse.model import Report, Run, Skipped, Summary, Tool
from reuse.reporters.json_report import Json, read
from reuse.reporters.records import encode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Golden = Callable[[str, str | Path], None]


def written(report: Report) -> str:
    stream = io.StringIO()
    Json().write(report, stream)
    return stream.getvalue()


def test_golden(report: Report, golden: Golden) -> None:
    golden(written(report), "report.json")


def test_has_the_fields_of_the_model_in_their_order(report: Report) -> None:
    found = json.loads(written(report))
    assert list(found) == [field.name for field in dataclasses.fields(report) if field.name != "texts"]
    assert found["matches"][0]["a"]["text"] == report.matches[0].a.text


def test_empty_lists_are_json(report: Report) -> None:
    empty = dataclasses.replace(report, documents=(), matches=(), families=(), skipped=())
    assert read(io.StringIO(written(empty))) == empty


def test_read_returns_what_was_written(report: Report) -> None:
    assert read(io.StringIO(written(report))) == report


def test_order_of_settings_does_not_show(report: Report) -> None:
    settings = dict(reversed(report.run.settings.items()))
    turned = dataclasses.replace(report, run=Run(settings, report.run.input_digest))
    assert written(turned) == written(report)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives(text: str) -> None:
    row = Skipped(text, text)
    report = _with_skipped(row)
    assert read(io.StringIO(written(report))) == report


def test_a_lone_surrogate_keeps_offsets_true() -> None:
    found = json.loads(written(_with_skipped(Skipped("a\udc80b", "\ud800"))))
    assert found["skipped"] == [{"path": "a\ufffdb", "reason": "\ufffd"}]


def test_a_lone_surrogate_leaves_fields_in_the_order_of_the_model(report: Report) -> None:
    match = dataclasses.replace(report.matches[0], family="\ud800")
    found = json.loads(encode(match))
    assert list(found) == [field.name for field in dataclasses.fields(match)]
    assert list(found["scores"]) == sorted(match.scores)


def _with_skipped(row: Skipped) -> Report:
    return Report(1, Tool("t", "0"), Run({}, ""), (), (), (), (row,), Summary(0, 0, 0, 0, 0, 0, 1))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no JSON report"),
        ("not json", "no JSON report"),
        ('{"type":"run"}\n{"type":"summary"}\n', "no report of ours"),
        ('{"a":' + "[" * 100_000, "no JSON report"),
        ("[]", "no report of ours"),
        ('{"version":"2.1.0","runs":[]}', "no report of ours"),
        ('{"schema_version":1}', "no report of ours"),
        ('{"schema_version":2,"new":"shape"}', "schema version 2"),
    ],
)
def test_what_is_no_report_is_a_usage_error_with_a_hint(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        read(io.StringIO(text))
    assert caught.value.hint


def test_bytes_that_are_no_utf8_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no JSON report"):
        read(io.TextIOWrapper(io.BytesIO(b'{"a\xff":1}'), encoding="utf-8"))
