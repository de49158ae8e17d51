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
        for kind, rows in records(lean(report)):
            for codes in lines(kind, rows):
                put(codes, stream)


def lines(kind: str, rows: Iterable[object]) -> Iterator[bytes]:
    """Yield records as lines, one or some at a time: an object has a field at least, its type goes before them."""
    return encoded(rows, f'{{"type":"{kind}",'.encode(), b"\n")


def records(report: Report) -> Iterator[tuple[str, Iterable[object]]]:
    """Yield the records of a report, kind by kind."""
    yield "run", (Header(report.schema_version, report.tool, report.run),)
    yield "document", report.documents
    yield "match", report.matches
    yield "family", report.families
    yield "skipped", report.skipped
    yield "summary", (report.summary,)
