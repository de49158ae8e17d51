"""What became of reuse between two reports: new, gone, grown, shrunk and moved families."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reuse.gate.baseline import Entry, entries
from reuse.gate.sketch import pairs
from reuse.reporters.copies import Names
from reuse.reporters.lines import count
from reuse.reporters.markdown_report import code, escaped
from reuse.reporters.safe import one_line, printable
from reuse.reporters.worddiff import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Family, Report

Fate = Literal["new", "grown", "moved", "shrunk", "gone"]
FATES: tuple[Fate, ...] = ("new", "grown", "moved", "shrunk", "gone")
_QUOTED = 160  # characters
_NAMED = 10  # places of a family


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one family: its fingerprint, how many places it had and has, those that came and that went."""

    fate: Fate
    fingerprint: str
    kind: str
    before: int
    after: int
    came: tuple[str, ...]
    went: tuple[str, ...]
    text: str


def changes(old: Report, new: Report) -> list[Change]:
    """Return the families that differ, by fate, then in the order of their report.

    A family is the same where its fingerprints are alike; it moved where as many places are in other files.
    """
    before, after = entries(old), entries(new)
    names = Names(old), Names(new)
    paired = pairs([row.fingerprint for row in before], [row.fingerprint for row in after])
    found = []
    for here, (row, family) in enumerate(zip(after, new.families, strict=True)):
        there = paired.get(here)
        if there is None:
            found.append(
                Change("new", row.fingerprint, family.kind, 0, row.places, _places(family, names[1]), (), _text(family))
            )
            continue
        was = before[there]
        came, went = _apart(was, row, family, names[1]), _apart(row, was, old.families[there], names[0])
        if fate := _fate(was.places, row.places, moved=bool(came)):
            found.append(Change(fate, row.fingerprint, family.kind, was.places, row.places, came, went, _text(family)))
    kept = set(paired.values())
    found += [
        Change("gone", row.fingerprint, family.kind, row.places, 0, (), _places(family, names[0]), _text(family))
        for there, (row, family) in enumerate(zip(before, old.families, strict=True))
        if there not in kept
    ]
    return sorted(found, key=lambda change: FATES.index(change.fate))


def _fate(before: int, after: int, *, moved: bool) -> Fate | None:
    if before != after:
        return "grown" if after > before else "shrunk"
    return "moved" if moved else None


def _text(family: Family) -> str:
    return one_line(family.members[family.representative].text)


def _places(family: Family, names: Names) -> tuple[str, ...]:
    return tuple(names.at(member) for member in family.members)


def _apart(old: Entry, new: Entry, family: Family, names: Names) -> tuple[str, ...]:
    """Return the places of a family in files where there were fewer."""
    grown = {path for path, number in new.files.items() if number > old.files.get(path, 0)}
    return tuple(names.at(member) for member in family.members if printable(names.path(member)) in grown)


def summary(found: list[Change]) -> str:
    """Return `2 new, 1 gone`, or `no change`."""
    numbers = [(fate, sum(change.fate == fate for change in found)) for fate in FATES]
    return ", ".join(f"{number} {fate}" for fate, number in numbers if number) or "no change"


def text(found: list[Change]) -> Iterator[str]:
    """Yield lines for a person."""
    yield f"{summary(found)}\n"
    for change in found:
        size = (
            f"{change.before} -> {change.after}"
            if change.before and change.after
            else f"{change.before or change.after}"
        )
        yield f"\n{change.fate}: {change.kind}, {size} {'place' if size == '1' else 'places'}\n"
        yield f"  {clipped(change.text, _QUOTED)}\n"
        yield from (f"  + {place}\n" for place in change.came[:_NAMED])
        yield from (f"  - {place}\n" for place in change.went[:_NAMED])
        rest = max(0, len(change.came) - _NAMED) + max(0, len(change.went) - _NAMED)
        if rest:
            yield f"  and {count(rest, 'more place')}\n"


def markdown(found: list[Change], longest: int = 60_000) -> Iterator[str]:
    """Yield Markdown for a pull request, at most so many characters and a line that says what is left out."""
    yield f"### Text reuse: {summary(found)}\n"
    room = longest
    for number, change in enumerate(found):
        part = _told(change)
        room -= len(part)
        if room < 0:
            yield f"\n{count(len(found) - number, 'more passage')} left out: there is no room for more.\n"
            return
        yield part


def _told(change: Change) -> str:
    listed = [f"- in {code(place)}\n" for place in change.came[:_NAMED]]
    listed += [f"- no longer in {code(place)}\n" for place in change.went[:_NAMED]]
    rest = max(0, len(change.came) - _NAMED) + max(0, len(change.went) - _NAMED)
    listed += [f"- and {count(rest, 'more place')}\n"] * bool(rest)
    size = f"{change.before} → {change.after} places" if change.before and change.after else ""
    head = f"\n**{change.fate}**, {change.kind}{f', {size}' if size else ''}\n\n"
    return f"{head}> {escaped(clipped(change.text, _QUOTED))}\n\n{''.join(listed)}"
