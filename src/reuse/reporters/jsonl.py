"""JSON lines: the records of the JSON report, one a line, each with its `type`.

`run` comes first, `summary` last; between them documents, matches, families and what was skipped. A reader
that knows only some types can pass over the other lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.records import Header, encode, lean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Report


@dataclass(frozen=True)
class JsonLines:
    """One record a line (`docs/schema/line.schema.json`)."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        # every record is an object with at least one field: its type goes before them
        stream.writelines(f'{{"type":"{kind}",{encode(record)[1:]}\n' for kind, record in _records(lean(report)))


def _records(report: Report) -> Iterator[tuple[str, object]]:
    yield "run", Header(report.schema_version, report.tool, report.run)
    yield from (("document", document) for document in report.documents)
    yield from (("match", match) for match in report.matches)
    yield from (("family", family) for family in report.families)
    yield from (("skipped", skipped) for skipped in report.skipped)
    yield "summary", report.summary
