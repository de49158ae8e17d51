"""What a view for people is made of: lines in named styles, and how numbers are worded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "title", "place", "dim", "bar", "equal", "deleted", "inserted", "note"]
Span = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Line:
    """Text in named styles, `indent` columns from the left; `wrap` false for what must stay in one piece."""

    spans: tuple[Span, ...] = ()
    indent: int = 0
    wrap: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Two texts side by side."""

    left: Line
    right: Line


def line(*spans: Span, indent: int = 0) -> Line:
    """Return a line that may be wrapped."""
    return Line(spans, indent)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 match`, `1,200 matches`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def percent(share: float) -> str:
    """Return a share of 1 as whole percent; only nothing is 0% and only all is 100%."""
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return "<1%"
    return "100%" if share >= 1 else f"{min(share, 0.99):.0%}"


def tail(name: str, room: int) -> str:
    """Return the end of a long path: the name of the file says more than its folders."""
    return name if len(name) <= room else f"…{name[1 - room :]}"
