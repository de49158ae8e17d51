"""JSON Schema (Draft 2020-12) of the JSON report and of one JSON line, made from the model."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Literal

import msgspec
from msgspec import UNSET

from reuse.anchors import Anchor
from reuse.model import SCHEMA_VERSION, DocumentRecord, Family, Match, Passage, Report, Skipped, Summary
from reuse.reporters.records import Header

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LINES = {
    "run": Header,
    "document": DocumentRecord,
    "match": Match,
    "family": Family,
    "skipped": Skipped,
    "summary": Summary,
}
# anchors, and what one format has to say in them and another has not; texts, where they are asked for
_MAY_MISS = {
    of.__name__: {one.name for one in fields(of) if one.default is UNSET} for of in (Anchor, Passage, Family, Report)
}


def schema(of: Literal["json", "jsonl"] = "json") -> str:
    """Return the JSON Schema of a whole report (`json`) or of each line of JSON lines (`jsonl`), as text."""
    _, definitions = msgspec.json.schema_components(
        [Report, *_LINES.values()], schema_hook=_anything, ref_template="#/$defs/{name}"
    )
    for definition in definitions.values():
        _tighten(definition)
    if of == "json":
        root = definitions.pop("Report")
        del definitions["Header"]
    else:
        del definitions["Report"]
        root = {"title": "Line", "description": "One line of a report as JSON lines.", "anyOf": _lines()}
    document = {"$schema": _DRAFT, **root, "$defs": definitions}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _lines() -> list[dict[str, Any]]:
    return [
        {
            "$ref": f"#/$defs/{record.__name__}",
            "properties": {"type": {"const": name}},
            "required": ["type"],
        }
        for name, record in _LINES.items()
    ]


def _anything(_: type) -> dict[str, Any]:
    """Describe `object`, the value of a setting."""
    return {"description": "Any JSON value."}


def _tighten(definition: dict[str, Any]) -> None:
    """Say what holds of every report that is written: which fields always stand there, and the version is ours."""
    paragraphs = definition["description"].split("\n\n")
    definition["description"] = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    may_miss = _MAY_MISS.get(definition["title"], set())
    definition["required"] = [name for name in definition["properties"] if name not in may_miss]
    for field in definition["properties"].values():
        field.pop("default", None)
    if "schema_version" in definition["properties"]:
        definition["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
