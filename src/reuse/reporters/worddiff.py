"""The texts of a match as stretches that are equal or differ, shortened around the differences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from reuse.model import Edit, Match
from reuse.reporters.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reuse.model import Passage

Mark = Literal["equal", "deleted", "inserted", "note"]

_TURNED: dict[str, Literal["replace", "insert", "delete"]] = {
    "replace": "replace",
    "insert": "delete",
    "delete": "insert",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands on either side between two edits (`equal`), or in one; white space is single blanks."""

    a: str
    b: str
    equal: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text to show: equal on both sides, only in the first, only in the second, or our note."""

    mark: Mark
    text: str


def turned(match: Match) -> Match:
    """Return `match` with its sides exchanged."""
    edits = tuple(
        Edit(_TURNED[edit.operation], edit.b_start, edit.b_end, edit.a_start, edit.a_end) for edit in match.edits
    )
    return Match(match.id, match.kind, match.scores, match.b, match.a, edits, match.family, is_new=match.is_new)


def stretches(match: Match) -> list[Stretch]:
    """Return the two texts of `match` cut at its edits, in order; nothing is left out.

    Edits with nothing but white space between them are one stretch: they read better, and differ either way.
    """
    ends = [(edit.a_start, edit.a_end, edit.b_start, edit.b_end) for edit in match.edits]
    found: list[Stretch] = []
    at_a, at_b = match.a.start, match.b.start
    for a_start, a_end, b_start, b_end in [*ends, (match.a.end, match.a.end, match.b.end, match.b.end)]:
        found += [
            Stretch(_part(match.a, at_a, a_start), _part(match.b, at_b, b_start), equal=True),
            Stretch(_part(match.a, a_start, a_end), _part(match.b, b_start, b_end), equal=False),
        ]
        at_a, at_b = a_end, b_end
    return _merged(found)


def _part(passage: Passage, start: int, end: int) -> str:
    return one_line(passage.text[start - passage.start : end - passage.start])


def _merged(found: Iterable[Stretch]) -> list[Stretch]:
    """Join each stretch to the one before where both differ, or where it is a blank after a difference."""
    kept: list[Stretch] = []
    for stretch in found:
        if not stretch.a and not stretch.b:
            continue
        blank = not stretch.a.strip() and not stretch.b.strip()
        if kept and not kept[-1].equal and (blank or not stretch.equal):
            before = kept.pop()
            kept.append(Stretch(before.a + stretch.a, before.b + stretch.b, equal=False))
        else:
            kept.append(stretch)
    return kept


def shortened(parts: Sequence[Stretch], width: int) -> tuple[list[Stretch], int]:
    """Cut the middles out of long stretches, and what is beyond five lines of `width` columns a side.

    Returns what is left and the number of differences that are not shown.
    """
    room = 5 * width  # what can be read at a glance
    kept: list[Stretch] = []
    for number, part in enumerate(parts):
        longest = width if part.equal and len(parts) > 1 else 3 * width
        cut = Stretch(clipped(part.a, longest), clipped(part.b, longest), part.equal)
        room -= max(len(cut.a), len(cut.b))
        if kept and room < 0:
            return kept, sum(not rest.equal for rest in parts[number:])
        kept.append(cut)
    return kept, 0


def plain(text: str, width: int) -> list[Piece]:
    """Return a text without a partner, shortened to three lines of `width` columns (0: not at all)."""
    line = one_line(text)
    return [Piece("equal", clipped(line, 3 * width) if width else line)]


def clipped(text: str, longest: int) -> str:
    """Return `text` with its middle cut out at blanks, if it has more than `longest` characters."""
    if len(text) <= longest:
        return text
    half = longest // 2
    head, tail = text[:half], text[-half:]
    # a word cut in two misleads; scripts without blanks are cut where they are
    head = head[: head.rfind(" ")] if " " in head[1:] else head
    tail = tail[tail.find(" ") + 1 :] if " " in tail[:-1] else tail
    return f"{head} … {tail}"


def first_side(parts: Sequence[Stretch]) -> list[Piece]:
    """Return the text of side a, with what only it has marked `deleted`."""
    return _joined(Piece("equal" if part.equal else "deleted", part.a) for part in parts)


def second_side(parts: Sequence[Stretch]) -> list[Piece]:
    """Return the text of side b, with what only it has marked `inserted`."""
    return _joined(Piece("equal" if part.equal else "inserted", part.b) for part in parts)


def both_sides(parts: Sequence[Stretch]) -> list[Piece]:
    """Return the text of side b with what only side a has between, as a word diff."""
    pieces: list[Piece] = []
    for part in parts:
        if part.equal:
            pieces.append(Piece("equal", part.b))
        else:
            pieces += [Piece("deleted", part.a), Piece("inserted", part.b)]
    return _joined(pieces, spaced=True)


def _joined(pieces: Iterable[Piece], *, spaced: bool = False) -> list[Piece]:
    """Drop empty pieces and doubled blanks; `spaced` parts words that never stood side by side."""
    kept: list[Piece] = []
    blank = True
    for piece in chain.from_iterable(map(_trimmed, pieces)):
        text = piece.text.removeprefix(" ") if blank else piece.text
        if not text:
            continue
        if spaced and not blank and text[0].isalnum() and kept[-1].text[-1].isalnum():
            kept.append(Piece("equal", " "))
        kept.append(Piece(piece.mark, text))
        blank = text.endswith(" ")
    return kept


def _trimmed(piece: Piece) -> list[Piece]:
    """Return `piece` with the blanks at the ends of a difference outside its marks."""
    if piece.mark == "equal":
        return [piece]
    head = " " * piece.text.startswith(" ")
    tail = " " * piece.text.endswith(" ")
    return [Piece("equal", head), Piece(piece.mark, piece.text.strip()), Piece("equal", tail)]
