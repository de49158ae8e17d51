"""A report read by pieces is the report."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import TYPE_CHECKING

import pytest

from reuse.drawn import Drawn
from reuse.errors import UsageError
from reuse.reporters import json_pieces, json_report

if TYPE_CHECKING:
    from reuse.model import Report


def written(report: Report, *, texts: bool = False) -> bytes:
    stream = io.StringIO()
    json_report.Json(texts=texts).write(report, stream)
    return stream.getvalue().encode()


def test_it_is_the_report_and_its_records_stay_where_they_are(report: Report) -> None:
    found = json_pieces.read(io.BytesIO(written(report)))
    assert found == json_report.read(io.StringIO(written(report).decode()))
    assert found
    assert isinstance(found.matches, Drawn)
    assert isinstance(found.families, Drawn)
    assert found.matches[1] == report.matches[1]
    assert found.matches[1:3] == report.matches[1:3]
    assert written(found) == written(report)


def test_texts_stay_there_too(report: Report) -> None:
    texts = {one.id: f'of {one.id}\n"]}}],\n\u2028\U0001f4a9' for one in report.documents}
    found = json_pieces.read(io.BytesIO(written(dataclasses.replace(report, texts=texts), texts=True)))
    assert found
    assert found.texts == {one.id: texts[one.id] for one in report.documents if one.reused_chars}


def test_nothing_found(report: Report) -> None:
    none = dataclasses.replace(report, matches=(), families=())
    assert json_pieces.read(io.BytesIO(written(none))) == none


def test_what_is_laid_out_otherwise_is_read_whole(report: Report) -> None:
    for layout in ({}, {"indent": 1}):
        data = json.dumps(json.loads(written(report)), **layout).encode()
        assert json_pieces.read(io.BytesIO(data)) == report
    windows = written(report).replace(b"\n", b"\r\n")
    assert json_pieces.read(io.BytesIO(windows)) == report


@pytest.mark.parametrize("end", [1, 40, 400, 2000, -2, -200])
def test_half_a_report_is_none(report: Report, end: int) -> None:
    assert json_pieces.read(io.BytesIO(written(report)[:end])) is None


def test_a_record_that_is_none_makes_it_no_report(report: Report) -> None:
    data = written(report).replace(b'"kind":"boilerplate"', b'"kind":"boilerplat"')
    assert json_pieces.read(io.BytesIO(data)) is None


def test_a_file_that_changes_meanwhile_says_so(report: Report) -> None:
    stream = io.BytesIO(written(report))
    found = json_pieces.read(stream)
    assert found
    stream.seek(0)
    stream.write(b" " * len(written(report)))
    with pytest.raises(UsageError, match="no more what it was"):
        list(found.matches)
