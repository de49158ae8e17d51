"""A report held against what is known: which places are new, and whether that is forbidden."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, TypeVar

from msgspec import UNSET

from reuse.drawn import Drawn
from reuse.findings import union
from reuse.gate.baseline import Entry, entry, files_of
from reuse.gate.sketch import pairs
from reuse.reporters.copies import Copy, Names, copies, judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from reuse.model import Family, Match, Passage, Report

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What a baseline has of a report.

    numbers  family id -> the numbers of its members that are known, for families that the baseline has
    paired   family id -> the entry that it is
    gone     entries that no family is
    expired  how many entries are over and count no more
    """

    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    paired: Mapping[str, Entry] = field(default_factory=dict)
    gone: tuple[Entry, ...] = ()
    expired: int = 0


def recognised(report: Report, baseline: Sequence[Entry], today: date) -> Known:
    """Hold the families of a report against a baseline; one to one, so that nothing new hides behind what is known."""
    rows = [row for row in baseline if not row.expired(today)]
    names = Names(report)
    families = list(report.families)
    found = [entry(family, names) for family in families]
    paired = pairs([row.fingerprint for row in rows], [one.fingerprint for one in found])
    numbers = {
        families[here].id: _known_places(found[here], rows[there], families[here], names)
        for here, there in paired.items()
    }
    gone = sorted(set(range(len(rows))) - set(paired.values()))
    entries = {families[here].id: rows[there] for here, there in paired.items()}
    return Known(numbers, entries, tuple(rows[k] for k in gone), len(baseline) - len(rows))


def _known_places(found: Entry, row: Entry, family: Family, names: Names) -> tuple[int, ...]:
    """Return which members are known: all, while there are no more of them; else those in files that have no more."""
    if found.places <= row.places:
        return tuple(range(len(family.members)))
    grown = {path for path, count in found.files.items() if count > row.files.get(path, 0)}
    known = tuple(number for number, path in enumerate(files_of(family, names)) if path not in grown)
    return known if row.whole else ()


def marked(report: Report, known: Known) -> Report:
    """Return the report with what is known marked as such, in families and matches."""
    if not known.numbers:
        return report
    whole, places = set(), {}
    for family in report.families:
        numbers = known.numbers.get(family.id, ())
        if len(numbers) == len(family.members):
            whole.add(family.id)
        elif numbers:
            places[family.id] = sorted((m.document, m.start, m.end) for m in map(family.members.__getitem__, numbers))

    def of_family(family: Family) -> Family:
        if family.id not in known.numbers:
            return family
        return replace(family, known=known.numbers[family.id], reason=known.paired[family.id].reason or UNSET)

    def of_match(match: Match) -> Match:
        rows = places.get(match.family, [])
        is_known = match.family in whole or (_stands(match.a, rows) and _stands(match.b, rows))
        return replace(match, is_new=False) if is_known else match

    return replace(
        report, families=_Marked.of(report.families, of_family), matches=_Marked.of(report.matches, of_match)
    )


def _stands(side: Passage, rows: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a passage touches one of some places, sorted; these do not overlap one another by much."""
    at = bisect_left(rows, (side.document, side.end))
    return any(document == side.document and side.start < end for document, _, end in rows[max(0, at - 2) : at])


class _Marked(Drawn[T]):
    """Records that are marked when they are drawn."""

    def __init__(self, inner: Drawn[T], mark: Callable[[T], T]) -> None:
        super().__init__(inner.order, texts=inner.texts)
        self._inner, self._mark = inner, mark

    @classmethod
    def of(cls, records: Sequence[T], mark: Callable[[T], T]) -> Sequence[T]:
        return cls(records, mark) if isinstance(records, Drawn) else tuple(map(mark, records))

    def others(self, order: Sequence[int], *, texts: bool) -> _Marked[T]:
        return _Marked(self._inner.others(order, texts=texts), self._mark)

    def beyond_families(self) -> _Marked[T]:
        return _Marked(self._inner.beyond_families(), self._mark)

    def draw(self, numbers: Sequence[int]) -> Iterator[T]:
        return map(self._mark, self._inner.draw(numbers))


def forbidden(report: Report, policy: Sequence[str]) -> list[Copy]:
    """Return the new copies in other documents of what stands in documents that `policy` names by metadata.

    policy: `key=GLOB`; a document is named where its metadata has the key with such a value.
    """
    rules = [rule.partition("=")[::2] for rule in policy]
    named = {
        document.id
        for document in report.documents
        if any(fnmatchcase(document.metadata.get(key, ""), value) and key in document.metadata for key, value in rules)
    }
    if not named:
        return []
    held = {family.id: {member.document in named for member in family.members} for family in report.families}
    ours = {document.id for document in judged(report)} - named
    return [copy for copy in places(report) if held[copy.family.id] == {True, False} and copy.place.document in ours]


def places(report: Report) -> Iterator[Copy]:
    """Yield the new places of all families, first appearances too."""
    for family in report.families:
        known = set(family.known or ())
        yield from (Copy(family, k, is_new=True) for k in range(len(family.members)) if k not in known)


def share(report: Report) -> float:
    """Return the largest share of a judged document, of 1, that stands in new copies."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for copy in copies(report):
        if copy.is_new:
            spans[copy.place.document].append((copy.place.start, copy.place.end))
    sizes = {document.id: document.chars for document in judged(report)}
    return max((union(rows) / sizes[document] for document, rows in spans.items()), default=0.0)
