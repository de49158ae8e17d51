from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import jsonschema
import pytest

from reuse.reporters.json_report import Json
from reuse.reporters.jsonl import JsonLines
from reuse.reporters.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.model import Report
    from reuse.stages import Reporter

    Golden = Callable[[str, str | Path], None]


DOCS = Path(__file__).parents[2] / "docs" / "schema"


def validator(of: Literal["json", "jsonl"]) -> jsonschema.Draft202012Validator:
    document = json.loads(schema(of))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


def output(reporter: Reporter, report: Report) -> str:
    stream = io.StringIO()
    reporter.write(report, stream)
    return stream.getvalue()


def test_a_report_is_valid(report: Report) -> None:
    validator("json").validate(json.loads(output(Json(), report)))


def test_every_line_is_valid(report: Report) -> None:
    check = validator("jsonl")
    for line in output(JsonLines(), report).splitlines():
        check.validate(json.loads(line))


@pytest.mark.parametrize(
    "broken",
    [
        lambda found: found.pop("summary"),
        lambda found: found.update(schema_version=2),
        lambda found: found["matches"][0].pop("edits"),
        lambda found: found["matches"][0].update(kind="stolen"),
        lambda found: found["families"][0]["members"][0].update(start="1"),
    ],
)
def test_a_broken_report_is_not_valid(report: Report, broken: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads(output(Json(), report))
    broken(found)
    with pytest.raises(jsonschema.ValidationError):
        validator("json").validate(found)


def test_a_line_of_another_type_is_not_valid(report: Report) -> None:
    line = json.loads(output(JsonLines(), report).splitlines()[-1])
    with pytest.raises(jsonschema.ValidationError):
        validator("jsonl").validate({**line, "type": "match"})


def test_every_record_is_described() -> None:
    for of in ("json", "jsonl"):
        for definition in json.loads(schema(of))["$defs"].values():
            assert definition["description"]
            assert not definition["description"].startswith(f"{definition['title']}(")  # dataclass's own


@pytest.mark.skipif(not DOCS.is_dir(), reason="a source distribution has no docs")
@pytest.mark.parametrize(("of", "name"), [("json", "report.schema.json"), ("jsonl", "line.schema.json")])
def test_the_copy_in_docs_is_current(golden: Golden, of: Literal["json", "jsonl"], name: str) -> None:
    golden(schema(of), DOCS / name)
