"""Families with their matches, as a page has them: a match without a family is one of two places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.anchors import Anchor
from reuse.model import Family
from reuse.reporters.places import SCORES
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reuse.model import Match, Passage, Report

MOST = 50_000  # families that are looked at: a page of more is for nobody


@dataclass(frozen=True, slots=True)
class Told:
    """A family and those of its matches that the report has."""

    family: Family
    matches: Sequence[Match]

    @property
    def head(self) -> Passage:
        """The representative."""
        return self.family.members[self.family.representative]

    @property
    def score(self) -> float:
        """The bits of its most surprising match; 0 where the report has none."""
        return max((match.scores.get("surprise", 0.0) for match in self.matches), default=0.0)

    def record(self, known: Mapping[str, int]) -> dict[str, object]:
        """Return what its own page needs; known: the documents in the page.

        lines: line and column where each member begins; matches: numbers of two members, kind, scores, where the sides
        begin and end (none: where the members do), edits as the lengths of what is equal and of what differs, side by
        side.
        """
        members = [member for member in self.family.members if member.document in known]
        found: dict[str, object] = {
            "text": self.head.text,
            "lines": [number for one in members for number in (one.start_line, one.start_column)],
            "matches": [_match(match, members) for match in self.matches if _both_in(match, known)],
        }
        if any(isinstance(one.start_anchor, Anchor) for one in members):
            found["cites"] = [cited(one) for one in members]
        return found


def told(report: Report) -> list[Told]:
    """Return the families of the report, and what matches no family of it shows; at most MOST."""
    families = list(report.families[:MOST])
    shown = {family.id for family in families}
    by_family: dict[str, list[Match]] = defaultdict(list)
    alone: list[Told] = []
    for match in report.matches:
        if match.family in shown:
            by_family[match.family].append(match)
        elif len(families) + len(alone) < MOST:
            pair = Family(match.id, "", match.kind, (match.a, match.b))
            alone.append(Told(pair, (match,)))
    return [*(Told(family, by_family[family.id]) for family in families), *alone]


def cited(passage: Passage) -> str:
    """Return what its anchors say of a place, in words; nothing where line and column are all there is."""
    start, end = passage.start_anchor, passage.end_anchor
    if not isinstance(start, Anchor):
        return ""
    last = end.label if isinstance(end, Anchor) and end.label != start.label else ""
    return printable(start.label + (f" to {last}" if last else ""))


def _both_in(match: Match, known: Mapping[str, int]) -> bool:
    return match.a.document in known and match.b.document in known


def _match(match: Match, members: Sequence[Passage]) -> list[object]:
    edits: list[int] = []
    at_a, at_b = match.a.start, match.b.start
    for edit in match.edits:
        edits += [edit.a_start - at_a, edit.a_end - edit.a_start, edit.b_start - at_b, edit.b_end - edit.b_start]
        at_a, at_b = edit.a_end, edit.b_end
    scores = [match.scores.get(name) for name in SCORES]
    a, b = _member(match.a, members, -1), _member(match.b, members, -1)
    if a == b:  # two places of one document that lie close together
        b = _member(match.b, members, a)
    same = all(side.span == members[k].span for side, k in ((match.a, a), (match.b, b)))
    sides = [] if same else [match.a.start, match.a.end, match.b.start, match.b.end]
    return [a, b, match.kind, scores, sides, edits]


def _member(side: Passage, members: Iterable[Passage], but: int) -> int:
    """Return which member a side of a match is: the one that it has most in common with."""
    own = ((k, one) for k, one in enumerate(members) if one.document == side.document and k != but)
    return max(own, key=lambda row: (row[1].span.overlap(side.span), -row[0]), default=(0, side))[0]
