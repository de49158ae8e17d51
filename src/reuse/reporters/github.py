"""Annotations of GitHub Actions: lines that make GitHub mark the place in the files of a pull request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TextIO

from reuse.reporters.copies import Copy, Names, copies
from reuse.reporters.lines import count
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from reuse.model import Report


@dataclass(frozen=True)
class GitHub:
    """A line an annotation, for what is new; the last one says how many more there are.

    level  how they are shown
    most   annotations; GitHub shows ten of a level and a step
    """

    level: Literal["error", "warning", "notice"] = "error"
    most: int = 10

    def __post_init__(self) -> None:
        if self.level not in {"error", "warning", "notice"}:
            raise ValueError(f"level must be error, warning or notice, not {self.level!r}")
        if self.most < 1:
            raise ValueError(f"most must be 1 or more, not {self.most}")

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the annotations to `stream`: the standard output of a step."""
        names, fresh = Names(report), [copy for copy in copies(report) if copy.is_new]
        shown = fresh if len(fresh) <= self.most else fresh[: self.most - 1]
        stream.writelines(self._line(copy, names) for copy in shown)
        if len(shown) < len(fresh):
            rest = count(len(fresh) - len(shown), "more copy", "more copies")
            stream.write(f"::{self.level} title=Text reuse::{rest}; the whole report names them\n")

    def _line(self, copy: Copy, names: Names) -> str:
        place = copy.place
        where: dict[str, str | int] = {
            "file": _property(printable(names.path(place))),
            "line": place.start_line,
            "endLine": place.end_line,
        }
        if place.start_line == place.end_line:  # GitHub takes columns on one line only
            where |= {"col": place.start_column, "endColumn": place.end_column}
        where["title"] = "Text reuse"
        said = ",".join(f"{name}={value}" for name, value in where.items())
        return f"::{self.level} {said}::{_data(copy.sentence(names))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
