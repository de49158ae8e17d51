"""Tables for people: text to the left, numbers to the right, nothing that a pipe could not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | int | float
Row = tuple[Cell, ...]


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """Return lines of columns under `head`; shares and other fractions have four places."""
    from reuse.reporters.safe import printable  # noqa: PLC0415 - not needed for --help

    rows = list(rows)
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *texts, strict=True)]
    left = [all(isinstance(row[k], str) for row in rows) for k in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        placed = (
            cell.ljust(width) if to_left else cell.rjust(width)
            for cell, width, to_left in zip(cells, widths, left, strict=True)
        )
        return printable("  ".join(placed).rstrip())

    return "\n".join([line(head), *map(line, texts)]) + "\n"


def _text(cell: Cell) -> str:
    return f"{cell:.4f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else cell
