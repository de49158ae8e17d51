"""One match or family for a person: its places, how alike they are, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.anchors import Anchor
from reuse.reporters import worddiff
from reuse.reporters.lines import Columns, Line, Span, count, line
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reuse.model import Family, Match, Passage

SHOWN = 10
# what the scores mean (docs/kinds.md says it at length), in the order in which they are shown; others follow by
# name, and have no legend
SCORES = {
    "words": "length of the shorter side",
    "shared": "of the words of both sides, those that the other side has too",
    "order": "of the shared words, those in the same order on both sides",
    "similarity": "of the words of both sides, those equal and in the same order",
    "surprise": "bits of evidence that this is no chance",
}


@dataclass(frozen=True, slots=True)
class Places:
    """How matches and families are told.

    paths         what to call each document, by its id; safe to print
    dates         what its document says of its date, by its id, where it does
    room          columns for a text, which is shortened to five lines of them; 0: all of it, and all places
    side_by_side  the two texts of a pair in columns
    """

    paths: Mapping[str, str]
    dates: Mapping[str, str]
    room: int
    side_by_side: bool = False

    def match(self, match: Match, first: Passage | None = None) -> Iterator[Line | Columns]:
        """Yield both places, each with its text, equal texts once. `first` is the earliest, if known."""
        parts, left = self._parts(match)
        text_a = _text(worddiff.first_side(parts), left)
        text_b = _text(worddiff.second_side(parts), left)
        apart = bool(match.edits) and not self.side_by_side
        yield self._place(match.a, first)
        if apart:
            yield text_a
        yield self._place(match.b, first)
        yield _scores(match)
        if apart:
            yield text_b
        elif match.edits:
            yield Columns(text_a, text_b)
        else:
            yield text_a

    def family(self, family: Family, matches: Sequence[Match]) -> Iterator[Line | Columns]:
        """Yield the representative with its text, then the others with what differs from that."""
        first = self._earliest(family)
        if len(family.members) == len(matches) + 1 == 2:  # noqa: PLR2004 - a pair
            yield from self.match(matches[0], first)
            return
        head = family.members[family.representative]
        yield self._place(head, first)
        yield _text(worddiff.plain(head.text, self.room))
        others = [member for number, member in enumerate(family.members) if number != family.representative]
        shown = others[: SHOWN - 1] if self.room else others
        found = _by_place(matches, head)
        for member in shown:
            yield self._place(member, first)
            yield from self._differences(found.get((member.document, member.start, member.end)))
        if len(shown) < len(others):
            yield line((f"and {count(len(others) - len(shown), 'more place')}", "dim"), indent=2)

    def _differences(self, match: Match | None) -> Iterator[Line]:
        """Yield how a place is like the representative, and the words that differ."""
        if match is None:
            yield line(("its match is not in this report", "dim"), indent=4)
            return
        yield _scores(match, match.kind)
        if match.edits:
            parts, left = self._parts(match)
            yield _text(worddiff.both_sides(parts), left)

    def _earliest(self, family: Family) -> Passage | None:
        """Return the place whose document is the oldest; without dates of all that would be a guess."""
        dates = {self.dates.get(member.document, "") for member in family.members}
        return family.members[family.first] if len(dates) > 1 and "" not in dates else None

    def _place(self, passage: Passage, first: Passage | None) -> Line:
        """Where a passage stands: never wrapped."""
        spans = _cited(self.paths.get(passage.document) or printable(passage.document), passage)
        if date := self.dates.get(passage.document):
            spans.append((f"  {printable(date)}", "dim"))
        if first and passage.document == first.document and passage.span.overlap(first.span):
            spans.append(("  earliest", "dim"))
        return Line(tuple(spans), indent=2, wrap=False)

    def _parts(self, match: Match) -> tuple[Sequence[worddiff.Stretch], int]:
        parts = worddiff.stretches(match)
        return worddiff.shortened(parts, self.room) if self.room else (parts, 0)


def _cited(path: str, passage: Passage) -> list[Span]:
    """Return a place as its anchors cite it, or as the `path:line:column` that terminals can open."""
    start, end = passage.start_anchor, passage.end_anchor
    lines: list[Span] = [
        (f"{path}:{passage.start_line}:{passage.start_column}", "place"),
        (f" to {passage.end_line}:{passage.end_column}", "dim"),
    ]
    if not isinstance(start, Anchor) or not isinstance(end, Anchor):
        return lines
    if start.kind == "blob":
        return [*lines, (f"  {printable(start.label)}", "dim")]
    to: Span = (f" to {printable(end.label)}", "dim")
    return [(f"{path}, {printable(start.label)}", "place"), *[to] * (end.label != start.label)]


def _by_place(matches: Sequence[Match], head: Passage) -> dict[tuple[str, int, int], Match]:
    """Return the matches of `head`, turned to have it as first side, by where the other side stands.

    Its side of a match may begin and end elsewhere than `head`, which is the longest of them.
    """
    turned = [
        match if _common(match.a, head) >= _common(match.b, head) else worddiff.turned(match) for match in matches
    ]
    return {(match.b.document, match.b.start, match.b.end): match for match in turned if _common(match.a, head)}


def _common(one: Passage, other: Passage) -> int:
    return one.span.overlap(other.span) if one.document == other.document else 0


def _scores(match: Match, kind: str = "") -> Line:
    """Return the scores of a match by name, after its kind where that is not told above."""
    names = [name for name in SCORES if name in match.scores] + sorted({*match.scores} - {*SCORES})
    scores = [f"{printable(name)} {_rounded(match.scores[name])}" for name in names]
    return line(("  ".join([kind] * bool(kind) + scores), "dim"), indent=4)


def _rounded(score: float) -> str:
    """Return shares with two decimals, bits and counts with none."""
    return f"{score:.2f}" if abs(score) <= 1 else f"{score:,.0f}"


def _text(pieces: Sequence[worddiff.Piece], left: int = 0) -> Line:
    spans: list[Span] = [(piece.text, piece.mark) for piece in pieces]
    if left:
        spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
        spans.append((f" … {count(left, 'more difference')}", "note"))
    return Line(tuple(spans), indent=4)
