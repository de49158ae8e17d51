"""CSV for spreadsheets: a row a match.

Called `csv_report` because a module `csv` would shadow the standard library's.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.copies import Names
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from reuse.model import Passage, Report

_SIDE = ("path", "start", "end", "start_line", "start_column", "end_line", "end_column", "text")
_HEAD = ("match", "family", "kind", "is_new")
_SCORES = ("words", "shared", "order", "similarity", "surprise")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Csv:
    """A row a match, a line of names first; UTF-8, ends of lines as RFC 4180 has them.

    A text that a spreadsheet would run as a formula stands behind an apostrophe. `bom` writes a byte order mark, for
    spreadsheets that take a file without one for Latin-1.
    """

    bom: bool = False

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the matches of `report` to `stream`, which should be UTF-8 and leave line ends as they are."""
        names = Names(report)
        if self.bom:
            stream.write("\ufeff")
        table = csv.writer(stream)
        table.writerow([*_HEAD, *_SCORES, *(f"{side}_{column}" for side in "ab" for column in _SIDE)])
        for match in report.matches:
            scores = (match.scores.get(name, "") for name in _SCORES)
            sides = (cell for side in (match.a, match.b) for cell in _cells(side, names))
            table.writerow([match.id, match.family, match.kind, str(match.is_new).lower(), *scores, *sides])


def _cells(side: Passage, names: Names) -> list[str | int]:
    places = (side.start, side.end, side.start_line, side.start_column, side.end_line, side.end_column)
    text = "\n".join(printable(line) for line in side.text.replace("\r\n", "\n").split("\n"))
    return [_as_text(printable(names.path(side))), *places, _as_text(text)]


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) or cell.startswith(_FORMULA) else cell
