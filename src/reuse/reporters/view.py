"""What a person is told of a report, and in which order: lines in named styles, free of any terminal."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reuse.reporters.lines import Columns, Line, Span, count, line, percent, tail
from reuse.reporters.places import SCORES, SHOWN, Places
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import DocumentRecord, Family, Match, Report

_DOCUMENTS = 30
_BAR = 20
_NAME = 17  # columns that a name has at least


@dataclass(frozen=True)
class View:
    """A report as lines: totals, documents, families or matches, and what is not in them.

    `width` in columns; `verbose` leaves nothing out; `by_family` false shows pair by pair.
    """

    report: Report
    width: int
    verbose: bool = False
    by_family: bool = True
    side_by_side: bool = False

    def lines(self) -> Iterator[Line | Columns]:
        """Yield the whole view, from the top."""
        yield self._totals()
        yield from self._documents()
        yield from self._legend()
        dates = {document.id: document.metadata.get("date", "") for document in self.report.documents}
        places = Places(self._paths, dates, 0 if self.verbose else self.width - 4, self.side_by_side)
        for number, family in enumerate(self._families, 1):
            yield from self._heading(number, family)
            yield from places.family(family, self._matches[family.id])
        for number, match in enumerate(self._matches[""], len(self._families) + 1):
            yield Line()
            yield line((f"{number}. {match.kind}", "title"), (f", {_size(match.a.text)}", "plain"))
            yield from places.match(match)
        yield from self._skipped()
        yield from self._left_out()

    def _totals(self) -> Line:
        total = self.report.summary
        read = f"{count(total.documents, 'document')}, {count(total.words, 'word')}"
        if not total.matches:
            return line((f"{read}: no reuse found", "title"))
        share = percent(total.reused_chars / total.chars if total.chars else 0)
        passages = f"{count(total.families, 'passage')} in more than one place"
        return line((f"{read}: {passages}, {share} of the text", "title"))

    def _documents(self) -> Iterator[Line]:
        """Those with reuse, the most reused first."""
        reused = [document for document in self.report.documents if document.reused_chars]
        reused.sort(key=lambda document: (-document.reused_share, document.path, document.id))
        shown = reused if self.verbose else reused[:_DOCUMENTS]
        if not shown:
            return
        names = [tail(self._names[document.id], max(_NAME, self.width - 23 - _BAR)) for document in shown]
        longest = max(map(len, names))
        yield Line()
        yield Line((("Reused      Words  Document", "dim"),), indent=2)
        for document, name in zip(shown, names, strict=True):
            numbers = f"{percent(document.reused_share):>6}  {document.words:>9,}  "
            bar = "█" * max(1, round(document.reused_share * _BAR))
            name_spans: tuple[Span, Span] = (name, "place"), (" " * (longest + 2 - len(name)), "bar")
            yield Line(((numbers, "plain"), *name_spans, (bar, "bar")), indent=2, wrap=False)
        rest, free = len(reused) - len(shown), len(self.report.documents) - len(reused)
        notes = [f"{rest:,} more with less reuse"] * bool(rest) + [f"{free:,} without any"] * bool(free)
        if notes:
            yield line((f"and {', '.join(notes)}", "dim"), indent=2)

    def _legend(self) -> Iterator[Line]:
        """Say what the names of scores and the marks in texts mean."""
        names = {name for match in self.report.matches for name in match.scores}
        known = {name: meaning for name, meaning in SCORES.items() if name in names}
        differ = any(match.edits for match in self.report.matches)
        if known or differ:
            yield Line()
        column = max(map(len, known), default=0) + 2
        for name, meaning in known.items():
            yield line((f"{name:<{column}}{meaning}", "dim"), indent=2)
        if differ:
            marks: tuple[Span, ...] = (
                ("only in the place named first", "deleted"),
                (" ", "plain"),
                ("only in the other", "inserted"),
            )
            yield line(*marks, indent=2)

    def _heading(self, number: int, family: Family) -> Iterator[Line]:
        linked = sorted(self._numbers[other] for other in family.linked if other in self._numbers)
        related = f", overlaps with {', '.join(map(str, linked))}" if linked else ""
        size = _size(family.members[family.representative].text)
        places = count(len(family.members), "place")
        yield Line()
        yield line((f"{number}. {family.kind}", "title"), (f", {size} in {places}{related}", "plain"))

    def _skipped(self) -> Iterator[Line]:
        number, rows = self.report.summary.skipped, self.report.skipped
        if not number:
            return
        yield Line()
        yield line((f"{count(number, 'input')} could not be read", "title"))
        shown = rows if self.verbose else rows[:SHOWN]
        for row in shown:
            yield Line(((printable(row.path), "place"), (f": {printable(row.reason)}", "plain")), indent=2)
        if len(shown) < number:
            yield line((f"and {number - len(shown):,} more", "dim"), indent=2)

    def _left_out(self) -> Iterator[Line]:
        total = self.report.summary
        if any(total.passed_over.values()) or any(total.left_out.values()):
            yield Line()
        for what, numbers in (("Passed over", total.passed_over), ("Not in this report", total.left_out)):
            named = [f"{number:,} {printable(name)}" for name, number in sorted(numbers.items()) if number]
            if named:
                yield line((f"{what}: {', '.join(named)}", "dim"))

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {document.id: printable(document.path or document.id) for document in self.report.documents}

    @cached_property
    def _names(self) -> dict[str, str]:
        """By what to tell documents apart: the path, and where several have one, the name too."""
        shared = Counter(document.path for document in self.report.documents)
        return {
            document.id: printable(_own_name(document)) if shared[document.path] > 1 else self._paths[document.id]
            for document in self.report.documents
        }

    @cached_property
    def _families(self) -> list[Family]:
        """In the order of the report, but formulas last: many places and little news."""
        found = self.report.families if self.by_family else ()
        return sorted(found, key=lambda family: family.kind == "boilerplate")

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {family.id: number for number, family in enumerate(self._families, 1)}

    @cached_property
    def _matches(self) -> dict[str, list[Match]]:
        """By the family that shows them; under the empty name those that none does."""
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.report.matches:
            found[match.family if match.family in self._numbers else ""].append(match)
        return found


def _own_name(document: DocumentRecord) -> str:
    return document.id if document.id.startswith(document.path) else f"{document.path}: {document.id}"


def _size(text: str) -> str:
    return count(len(text), "character")
