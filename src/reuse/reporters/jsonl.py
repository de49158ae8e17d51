"""JSON lines: the records of the JSON report, one a line, each with its `type`.

`run` comes first, `summary` last; between them documents, matches, families and what was skipped. A reader
that knows only some types can pass over the other lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.records import Header, encoded, lean, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.model import Report


@dataclass(frozen=True)
class JsonLines:
    """One record a line (`docs/schema/line.schema.json`)."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        for kind, records in _records(lean(report)):
            # every record is an object with at least one field: its type goes before them
            for codes in encoded(records, f'{{"type":"{kind}",'.encode(), b"\n"):
                put(codes, stream)


def _records(report: Report) -> Iterator[tuple[str, Iterable[object]]]:
    yield "run", (Header(report.schema_version, report.tool, report.run),)
    yield "document", report.documents
    yield "match", report.matches
    yield "family", report.families
    yield "skipped", report.skipped
    yield "summary", (report.summary,)
