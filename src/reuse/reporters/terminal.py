"""A report for a person at a terminal or behind a pipe: what is reused, where, how alike, what differs."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TextIO

from rich.console import Console
from rich.text import Text

from reuse.reporters.lines import Columns, Line, Style
from reuse.reporters.safe import encodable
from reuse.reporters.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Report

_NARROWEST = 40
_WIDEST = 120  # longer lines are hard to read
_GAP = 3  # columns between texts side by side

_STYLES: dict[Style, str] = {
    "title": "bold",
    "place": "cyan",
    "dim": "dim",
    "bar": "blue",
    "deleted": "red",
    "inserted": "green underline",
    "note": "dim",
}
# what stands for colour where there is none: the marks of a word diff
_MARKS: dict[Style, str] = {"deleted": "[-{}-]", "inserted": "{{+{}+}}"}


@dataclass(frozen=True)
class Terminal:
    """Totals, the documents' reused share, then families (or matches) with their places and word differences.

    width         columns; 0: those of the terminal, else 80; at least 40 and at most 120 are used
    color         `auto`: on a terminal, unless NO_COLOR is set or TERM is dumb
    verbose       documents, places and texts in full, however many and long
    group_by      `families`: a passage with all its places; `matches`: pair by pair
    side_by_side  the two texts of a match in two columns
    """

    width: int = 0
    color: Literal["auto", "always", "never"] = "auto"
    verbose: bool = False
    group_by: Literal["families", "matches"] = "families"
    side_by_side: bool = False

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`; without colour there are no bars and no trailing blanks either."""
        columns = self.width or shutil.get_terminal_size((80, 24)).columns
        canvas = _Canvas(max(_NARROWEST, min(columns, _WIDEST)), colour=self._has_colour(stream))
        view = View(report, canvas.width, self.verbose, self.group_by == "families", self.side_by_side)
        stream.writelines(encodable(canvas.drawn(line), stream.encoding) for line in view.lines())

    def _has_colour(self, stream: TextIO) -> bool:
        if self.color != "auto":
            return self.color == "always"
        return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Canvas:
    """Lines as the characters that show them, `width` columns wide."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = width
        self._colour = colour
        self._console = Console(
            file=StringIO(),
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            no_color=not colour,
            force_jupyter=False,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def drawn(self, part: Line | Columns) -> str:
        with self._console.capture() as shown:
            for row in self._columns(part) if isinstance(part, Columns) else self._lines(part, self.width):
                self._console.print(row, soft_wrap=True)
        return shown.get()

    def _lines(self, line: Line, width: int) -> Iterator[Text]:
        text = Text()
        for plain, style in line.spans:
            if self._colour:
                text.append(plain, _STYLES.get(style, ""))
            elif style != "bar":
                text.append(_MARKS.get(style, "{}").format(plain))
        blanks = " " * line.indent
        wrapped = text.wrap(self._console, width - line.indent) if line.wrap else [text]
        for row in wrapped:
            row.rstrip()
            yield Text(blanks if row else "") + row

    def _columns(self, columns: Columns) -> Iterator[Text]:
        half = (self.width - _GAP) // 2
        left, right = self._lines(columns.left, half), self._lines(columns.right, half)
        for row_a, row_b in zip_longest(left, right, fillvalue=Text()):
            row = row_a.copy()
            row.pad_right(half + _GAP - row.cell_len)
            row.append_text(row_b)
            row.rstrip()
            yield row
