"""Families with their matches, as a page has them: a match without a family is one of two places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.anchors import Anchor
from reuse.model import match_id
from reuse.reporters.places import SCORES
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reuse.model import Family, Match, Passage

_HALVES = re.compile("[\ud800-\udfff]")
_NEAR = 8  # places around a side, in its document


@dataclass(frozen=True, slots=True)
class Told:
    """A family and those of its matches that the report has."""

    family: Family
    matches: Sequence[Match]

    @property
    def head(self) -> Passage:
        """The representative."""
        return self.family.members[self.family.representative]

    def record(self, known: Mapping[str, int]) -> dict[str, object]:
        """Return what its own page needs; known: the documents in the page.

        lines: line and column where each member begins; known: numbers of the members that a baseline knows; matches:
        numbers of two members, kind, scores, where the sides begin and end (none: where the members do), edits as the
        lengths of what is equal and of what differs, side by side; then, where they are needed, 1 for a match that is
        known, and its id where this does not follow from its places.
        """
        members = [member for member in self.family.members if member.document in known]
        index = _Members(members)
        found: dict[str, object] = {
            "text": self.head.text,
            "lines": [number for one in members for number in (one.start_line, one.start_column)],
            "matches": [_match(match, index) for match in self.matches if _both_in(match, known)],
        }
        if any(isinstance(one.start_anchor, Anchor) for one in members):
            found["cites"] = [cited(one) for one in members]
        if self.family.known:
            here = [k for k, one in enumerate(self.family.members) if one.document in known]
            place = {k: number for number, k in enumerate(here)}
            found["known"] = [place[k] for k in self.family.known if k in place]
        return found


def cited(passage: Passage) -> str:
    """Return what its anchors say of a place, in words; nothing where line and column are all there is."""
    start, end = passage.start_anchor, passage.end_anchor
    if not isinstance(start, Anchor):
        return ""
    last = end.label if isinstance(end, Anchor) and end.label != start.label else ""
    return printable(start.label + (f" to {last}" if last else ""))


def _both_in(match: Match, known: Mapping[str, int]) -> bool:
    return match.a.document in known and match.b.document in known


class _Members:
    """Which member of a family a side of a match is: that place, or the one of its document that it has most in common.

    What begins far from it is not looked at, or a family of many places in one document would cost their square.
    """

    def __init__(self, members: Sequence[Passage]) -> None:
        self.spans = [(one.start, one.end) for one in members]
        self._exact = {(one.document, one.start, one.end): k for k, one in enumerate(members)}
        self._starts: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for k, one in enumerate(members):
            self._starts[one.document].append((one.start, k))
        for starts in self._starts.values():
            starts.sort()

    def of(self, side: Passage, but: int = -1) -> int:
        """Return the number of the member; `but` is none to consider."""
        exact = self._exact.get((side.document, side.start, side.end), but)
        if exact != but:
            return exact
        starts = self._starts[side.document]
        at = bisect_left(starts, (side.start, 0))
        near = [k for _, k in starts[max(at - _NEAR, 0) : at + _NEAR] if k != but]
        return max(near, key=lambda k: (self._common(side, k), -k), default=0)

    def _common(self, side: Passage, k: int) -> int:
        start, end = self.spans[k]
        return min(side.end, end) - max(side.start, start)


def _match(match: Match, members: _Members) -> list[object]:
    edits: list[int] = []
    at_a, at_b = match.a.start, match.b.start
    for edit in match.edits:
        edits += [edit.a_start - at_a, edit.a_end - edit.a_start, edit.b_start - at_b, edit.b_end - edit.b_start]
        at_a, at_b = edit.a_end, edit.b_end
    scores = [match.scores.get(name) for name in SCORES]
    a, b = members.of(match.a), members.of(match.b)
    if a == b:  # two places of one document that lie close together
        b = members.of(match.b, a)
    sides = [match.a.start, match.a.end, match.b.start, match.b.end]
    same = [*members.spans[a], *members.spans[b]] == sides
    told: list[object] = [a, b, match.kind, scores, [] if same else sides, edits]
    if not _follows(match):
        return [*told, int(not match.is_new), match.id]
    return told if match.is_new else [*told, 1]


def _follows(match: Match) -> bool:
    """Tell whether the page can make out the id of a match from its places; halves of characters do not get there."""
    a, b = ((one.document, one.start, one.end) for one in (match.a, match.b))
    return match.id == match_id(a, b) and not _HALVES.search(a[0] + b[0])
