"""Known reuse as a text file: a line a family, sorted, made to be reviewed in a diff."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.gate.sketch import sketch
from reuse.reporters.copies import Names
from reuse.reporters.safe import one_line, printable
from reuse.reporters.worddiff import clipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reuse.model import Family, Report

HEAD = """\
# Known reuse, for `reuse check --baseline`: a passage a line, sorted; `reuse baseline update` and `prune` keep it.
# fingerprint, places, exp:DATE or -, reason or -, files with *N where it stands there N times, how it begins
"""
_FILES = 20  # named in a line
_QUOTED = 60  # characters
_LINE = re.compile(r"([0-9a-f]{64})\t(\d+)\t(-|exp:\d{4}-\d\d-\d\d)\t([^\t]*)\t([^\t]*)\t([^\t]*)")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A family that is known: its fingerprint, in how many places it may stand, until when, why, and where.

    files: path -> places there; `whole` where all files are listed
    """

    fingerprint: str
    places: int
    expires: date | None = None
    reason: str = ""
    files: Mapping[str, int] = field(default_factory=dict, compare=False)
    whole: bool = True
    quote: str = ""

    def line(self) -> str:
        """Return the line of a baseline, without its end."""
        until = f"exp:{self.expires.isoformat()}" if self.expires else "-"
        listed = [f"{path}*{count}" if count > 1 else path for path, count in list(self.files.items())[:_FILES]]
        if len(self.files) > _FILES or not self.whole:
            listed.append("...")
        return "\t".join((self.fingerprint, str(self.places), until, self.reason or "-", ", ".join(listed), self.quote))

    def expired(self, today: date) -> bool:
        """Whether its day is over."""
        return self.expires is not None and self.expires < today


def entry(family: Family, names: Names, reason: str = "", expires: date | None = None) -> Entry:
    """Return what makes a family known."""
    head = family.members[family.representative]
    files = Counter(files_of(family, names))
    quote = clipped(one_line(head.text), _QUOTED)
    return Entry(
        sketch(head.text), len(family.members), expires, printable(reason), dict(sorted(files.items())), quote=quote
    )


def files_of(family: Family, names: Names) -> list[str]:
    """Return the file of each member as it can stand in a line, between commas."""
    return [printable(names.path(member)).replace(", ", ",\\x20") for member in family.members]


def entries(report: Report, reason: str = "", expires: date | None = None) -> list[Entry]:
    """Return what makes all families of a report known, in their order."""
    names = Names(report)
    return [entry(family, names, reason, expires) for family in report.families]


def written(rows: Iterable[Entry]) -> str:
    """Return a baseline as text."""
    return HEAD + "".join(f"{row.line()}\n" for row in sorted(rows, key=lambda row: (row.fingerprint, row.line())))


def read(text: str, name: str) -> list[Entry]:
    """Return the entries of a baseline; `name` is that of its file. Raises UsageError that names the line at fault."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        if not found:
            hint = "A merge may have left marks in it: mend the line, or take it out."
            raise UsageError(f"{name}:{number} is no line of a baseline", hint)
        mark, places, until, reason, files, quote = found.groups()
        try:
            expires = None if until == "-" else date.fromisoformat(until.removeprefix("exp:"))
        except ValueError:
            raise UsageError(f"{name}:{number}: there is no day {until.removeprefix('exp:')}") from None
        listed = [part for part in files.split(", ") if part]
        rows.append(
            Entry(
                mark,
                int(places),
                expires,
                "" if reason == "-" else reason,
                dict(map(_counted, (part for part in listed if part != "..."))),
                "..." not in listed,
                quote,
            )
        )
    return rows


def _counted(part: str) -> tuple[str, int]:
    path, star, count = part.rpartition("*")
    return (path, int(count)) if star and count.isdigit() else (part, 1)
