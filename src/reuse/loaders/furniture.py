"""Running heads, feet and page numbers: lines at the edge of pages that come again, or count."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reuse.anchors import Box

_DEEP = 3  # lines from the edge of a page that may be furniture
_OFTEN = 3  # pages on which a head comes again; on all pages of a shorter document
_NEAR = 0.02  # of the height of a page, by which the place of a head may differ
_APART = 1.3  # times the distance that a third of the lines keep, from furniture to the text
_FEW = 4  # distances on a page that tell no usual one
_LONGEST = 150  # characters of a head
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|pagina|p\.|s\.)\W*)?(\d{1,5}|[ivxlc]{1,8})\W*(?:(?:of|von|di|de|/)\W*\d+\W*)?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, eq=False)
class Line:
    """A line of a page: its words, their boxes, and the height of the page; all in points from the upper left."""

    words: Sequence[str]
    boxes: Sequence[Box]
    height: float

    @cached_property
    def top(self) -> float:
        """Where it begins, from above."""
        return min(box[1] for box in self.boxes)

    @cached_property
    def bottom(self) -> float:
        """Where it ends, from above."""
        return max(box[3] for box in self.boxes)

    @cached_property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.words)


def furniture(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Return which lines are furniture: the number of their page, and their own on it."""
    found: set[tuple[int, int]] = set()
    for side in (1, -1):
        edges = [sorted(range(len(lines)), key=[side * line.top for line in lines].__getitem__) for lines in pages]
        for depth in range(_DEEP):  # from the edge inwards: what is behind running text is none
            row = [
                (page, order[depth])
                for page, order in enumerate(edges)
                if len(order) > depth + 1 and (not depth or (page, order[depth - 1]) in found)
            ]
            new = set(_again(pages, row)) | set(_counting(pages, row))
            found |= new
            if not new:
                break
        found -= {one for page, order in enumerate(edges) for one in _close(pages[page], page, order, found)}
    return found


def _close(
    lines: Sequence[Line], page: int, order: Sequence[int], found: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what was found at an edge of a page but is no further from the text than its lines are: a table's head."""
    tops = [lines[at].top for at in order]
    gaps = sorted(abs(after - one) for one, after in pairwise(tops))
    if len(gaps) < _FEW:
        return
    for depth in range(min(_DEEP, len(order) - 1) - 1, -1, -1):
        if (page, order[depth]) in found:
            if abs(tops[depth + 1] - tops[depth]) > _APART * gaps[len(gaps) // 3]:
                return
            yield page, order[depth]


def _again(pages: Sequence[Sequence[Line]], row: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the lines that stand, but for numbers, at the same place on some pages."""
    same: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for page, at in row:
        text = pages[page][at].text
        if len(text) <= _LONGEST and any(map(str.isalpha, text)):
            same[_DIGITS.sub("#", text.lower())].append((page, at))
    for group in same.values():
        if len(group) >= min(_OFTEN, max(2, len(pages))):
            places = sorted(pages[page][at].top for page, at in group)
            middle, height = places[len(places) // 2], pages[group[0][0]][group[0][1]].height
            yield from (one for one in group if abs(pages[one[0]][one[1]].top - middle) <= _NEAR * height)


def _counting(pages: Sequence[Sequence[Line]], row: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the lines that are only a number, which grows with the page on two pages or more."""
    ahead: dict[tuple[bool, int], list[tuple[int, int]]] = defaultdict(list)
    for page, at in row:
        told = _NUMBER.fullmatch(pages[page][at].text)
        if told:
            value = int(told[1]) if told[1].isdecimal() else _roman(told[1].lower())
            ahead[told[1].isdecimal(), value - page].append((page, at))
    for group in ahead.values():
        if len(group) > 1:
            yield from group


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
