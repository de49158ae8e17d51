"""Records of a report, read one by one, become the report again: if none is missing, and none there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from reuse.errors import UsageError
from reuse.model import DocumentRecord, Family, Match, Report, Skipped, Summary
from reuse.reporters.records import Header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RECORDS: dict[str, Any] = {
    "run": Header, "document": DocumentRecord, "match": Match, "family": Family, "skipped": Skipped, "summary": Summary,
}  # fmt: skip
_LISTS = {"document": "documents", "match": "matches", "family": "families", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class _Typed:
    type: str


def decoded(rows: Iterable[bytes | str]) -> Iterator[tuple[str, Any]]:
    """Yield kind and record of each line of JSON, blank ones aside; raise UsageError for one that is none of ours."""
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            kind = msgspec.json.decode(row, type=_Typed).type
            yield kind, msgspec.json.decode(row, type=RECORDS[kind])
        except (msgspec.MsgspecError, UnicodeDecodeError, KeyError) as error:
            raise UsageError(f"line {number} is no record of ours: {error}") from error


def gathered(rows: Iterable[tuple[str, Any]]) -> Report:
    """Return records as a report. Raises UsageError where not all are there, once, that its summary counts."""
    found: dict[str, list[Any]] = {kind: [] for kind in RECORDS}
    for kind, row in rows:
        found[kind].append(row)
    if len(found["run"]) != 1 or len(found["summary"]) != 1:
        raise _not_whole("it has one line of type run, and one of type summary")
    header: Header = found["run"][0]
    report = Report(
        header.schema_version, header.tool, header.run, tuple(found["document"]), tuple(found["match"]),
        tuple(found["family"]), tuple(found["skipped"]), found["summary"][0],
    )  # fmt: skip
    _check(report)
    return report


def _check(report: Report) -> None:
    """Raise UsageError where lists are not as long as the summary says, or one record stands for another."""
    wrong = []
    for kind, name in _LISTS.items():
        rows = getattr(report, name)
        there, counted = len(rows), getattr(report.summary, name) - report.summary.left_out.get(name, 0)
        if there != counted:
            wrong.append(f"{there:,} of {counted:,} {name}")
        elif kind != "skipped" and len({row.id for row in rows}) != there:
            wrong.append(f"a {kind} twice")
    if wrong:
        raise _not_whole(", ".join(wrong))


def _not_whole(why: str) -> UsageError:
    return UsageError(f"this report is not whole: {why}", "Copy all of it again, or scan again.")
