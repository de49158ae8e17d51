"""One JSON object (`docs/schema/report.schema.json`), and the way back from it to a Report.

Written with one record a line: a parser sees plain JSON, `diff` and `grep` see records, and no indentation is
paid for. Called `json_report` because a module `json` would shadow the standard library's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

import msgspec
from msgspec import UNSET

from reuse.errors import UsageError
from reuse.model import SCHEMA_VERSION, Report
from reuse.reporters.records import encode, encoded, lean, put

if TYPE_CHECKING:
    from collections.abc import Sequence

_HINT = "A report that can be read again is made with `reuse scan PATH... -f json -o FILE`"


@dataclass(frozen=True)
class Json:
    """The whole report as one JSON object; with `texts` also all documents that have reuse, word for word."""

    texts: bool = False

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        report = lean(report)
        stream.write(f'{{"schema_version":{encode(report.schema_version)},\n')
        stream.write(f'"tool":{encode(report.tool)},\n"run":{encode(report.run)},\n')
        _write_list("documents", report.documents, stream)
        _write_list("matches", report.matches, stream)
        _write_list("families", report.families, stream)
        _write_list("skipped", report.skipped, stream)
        stream.write(f'"summary":{encode(report.summary)}')
        if self.texts and report.texts is not UNSET:
            reused = (one.id for one in report.documents if one.reused_chars and one.id in report.texts)
            between = ',\n"texts":{\n'
            for name in reused:
                stream.write(f"{between}{encode(name)}:{encode(report.texts[name])}")
                between = ",\n"
            stream.write("}" if between == ",\n" else "")
        stream.write("}\n")


def _write_list(name: str, records: Sequence[object], stream: TextIO) -> None:
    stream.write(f'"{name}":[')
    between, before = b",\n", b"\n"
    for codes in encoded(records, b"{", between):
        put(before, stream)
        put(memoryview(codes)[: -len(between)], stream)
        before = between
    stream.write("],\n")


@dataclass(frozen=True, slots=True)
class _Version:
    schema_version: int


def read(stream: TextIO) -> Report:
    """Return the report that `Json` wrote to `stream`.

    Raises UsageError where it holds no JSON, no report of ours, or one of another schema version.
    """
    try:
        return parsed(stream.read())
    except msgspec.ValidationError as error:
        raise UsageError(f"This is no report of ours: {error}", _HINT) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"This is no JSON report: {error}", _HINT) from error


def parsed(text: str | bytes) -> Report:
    """Return the report that a text is. Raises UsageError for another schema version, else what msgspec raises."""
    version = msgspec.json.decode(text, type=_Version).schema_version
    if version != SCHEMA_VERSION:
        raise UsageError(
            f"The report has schema version {version}, this program reads {SCHEMA_VERSION}",
            "Render it with the version of the program that wrote it, or scan again",
        )
    report = msgspec.json.decode(text, type=Report)
    return replace(report, matches=tuple(report.matches), families=tuple(report.families))
