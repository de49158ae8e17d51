"""Text offsets -> what a person would cite in the original: a page, a paragraph, a record, an element."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

Kind = Literal["page", "paragraph", "slide", "chapter", "message", "record", "element", "line", "blob"]
Box: TypeAlias = tuple[float, float, float, float]

# how a place is cited that has a number and no words of its own
_CITED: dict[str, str] = {"page": "p. {}"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What to cite for one character of a document; what its format does not have is left out.

    `label` says it in words ("p. 12"), `number` counts pages, paragraphs ... from 1, `path` names the part of the
    original (an XPath, `#id`, a URL, the hash of a blob), `line` is its line there, from 1, `box` where the word
    stands on its page: left, top, right, bottom, from the upper left corner, in points (PDF) or pixels.
    """

    kind: Kind
    label: str
    number: int | UnsetType = UNSET
    path: str | UnsetType = UNSET
    line: int | UnsetType = UNSET
    box: Box | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where words stand on their pages: word k begins at code point starts[k], its box is sides[4 k:4 k + 4]."""

    starts: array[int]
    sides: array[float]

    def at(self, offset: int) -> Box | UnsetType:
        """Return the box of the word at `offset`, or of the one before."""
        word = bisect_right(self.starts, offset) - 1
        if word < 0:
            return UNSET
        left, top, right, bottom = (round(side, 1) for side in self.sides[4 * word : 4 * word + 4])
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Anchors:
    """A text cut into stretches of one anchor each: stretch k goes from starts[k] to starts[k + 1], the first from 0.

    The other columns are as long as `starts`, or empty: anchors are made of them when somebody asks. A column of texts
    may be any sequence that pickles.
    """

    kind: Kind
    starts: Sequence[int]
    numbers: Sequence[int] = ()
    labels: Sequence[str] = ()
    paths: Sequence[str] = ()
    lines: Sequence[int] = ()
    boxes: Boxes | None = None

    def __post_init__(self) -> None:
        size = len(self.starts)
        lengths = {len(self.numbers), len(self.labels), len(self.paths), len(self.lines)}
        if not size or self.starts[0] or lengths - {0, size}:
            raise ValueError("anchors begin at 0, and their columns are of one length")

    def at(self, offset: int) -> Anchor:
        """Return the anchor of the code point at `offset`."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        number = self.numbers[at] if self.numbers else UNSET
        path = self.paths[at] if self.paths and self.paths[at] else UNSET
        line = self.lines[at] if self.lines and self.lines[at] else UNSET
        label = self.labels[at] if self.labels else ""
        if not label and number is not UNSET:
            label = _CITED.get(self.kind, f"{self.kind} {{}}").format(number)
        box = self.boxes.at(offset) if self.boxes else UNSET
        return Anchor(self.kind, label or (path if isinstance(path, str) else self.kind), number, path, line, box)

    def span(self, start: int, end: int) -> tuple[Anchor, Anchor]:
        """Return the anchors of the first and of the last code point of `start:end`."""
        return self.at(start), self.at(max(start, end - 1))


def whole(kind: Kind, number: int | None = None, label: str = "", path: str = "") -> Anchors:
    """Return the anchors of a document that is cited as one: a record, a message."""
    numbers = () if number is None else (number,)
    return Anchors(kind, (0,), numbers, (label,) if label else (), (path,) if path else ())
