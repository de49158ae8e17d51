"""Markdown for a comment on a pull request or the summary of a build: what is new first, then the totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.copies import Copy, Names, copies, judged
from reuse.reporters.lines import count, percent
from reuse.reporters.safe import one_line, printable
from reuse.reporters.worddiff import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Report

_MARKS = re.compile(r"([\\`*_\[\]#|~<>&@$:]|^[-+=]|(?<=\d)[.)])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"}  # a mention outlives a backslash
_QUOTED = 300  # characters of a passage
_OTHERS = 5  # places besides


@dataclass(frozen=True)
class Markdown:
    """Totals, then each new copy with the places it also stands in and the beginning of its text.

    longest: characters; GitHub takes comments of 65,536, and the last line says what is left out.
    """

    longest: int = 60_000

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        found = list(copies(report))
        fresh = [copy for copy in found if copy.is_new]
        names, room = Names(report), self.longest
        for part in _head(report, len(fresh), len(found) - len(fresh)):
            stream.write(part)
            room -= len(part)
        for number, copy in enumerate(fresh):
            part = _told(copy, names)
            room -= len(part)
            if room < 0:
                stream.write(f"\n{count(len(fresh) - number, 'more passage')} left out: there is no room for more.\n")
                return
            stream.write(part)


def _head(report: Report, fresh: int, known: int) -> Iterator[str]:
    documents = judged(report)
    chars = sum(document.chars for document in documents)
    reused = sum(document.reused_chars for document in documents)
    what = f"{count(fresh, 'new copy', 'new copies')}" if fresh else "no new copies"
    yield f"### Text reuse: {what}\n\n"
    share = percent(reused / chars if chars else 0)
    also = f"; {count(known, 'copy is', 'copies are')} known" if known else ""
    yield f"{count(len(documents), 'document')}, {share} of the text reused{also}.\n"
    if report.skipped:
        yield f"\n{count(len(report.skipped), 'input')} could not be read:\n"
        yield from (f"- {code(row.path)}: {escaped(printable(row.reason))}\n" for row in report.skipped[:_OTHERS])


def _told(copy: Copy, names: Names) -> str:
    listed = ", ".join(f"{code(names.path(other))} line {other.start_line}" for other in copy.first(_OTHERS))
    more = f" and {count(copy.others - _OTHERS, 'more place')}" if copy.others > _OTHERS else ""
    quote = escaped(clipped(one_line(copy.place.text), _QUOTED))
    where = f"{code(names.path(copy.place))} line {copy.place.start_line}"
    return f"\n**{where}**: {copy.family.kind}, also in {listed}{more}\n\n> {quote}\n"


def escaped(text: str) -> str:
    """Return `text` such that Markdown shows it as it is, and nothing in it is markup, a link or a mention."""
    return _MARKS.sub(lambda mark: _ENTITIES.get(mark[1], f"\\{mark[1]}"), text)


def code(name: str) -> str:
    """Return a name in a code span that it cannot leave."""
    shown = printable(name)
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    blank = " " if "`" in shown else ""
    return f"{fence}{blank}{shown}{blank}{fence}"
