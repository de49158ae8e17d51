"""The variants of a family, aligned with its representative."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reuse.reporters.worddiff import turned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import Family, Match, Passage


def sign(number: int) -> str:
    """Return the sign of a place: A to Z, then AA, AB ...

    >>> sign(0), sign(25), sign(26)
    ('A', 'Z', 'AA')
    """
    return sign(number // 26 - 1) + sign(number % 26) if number > 25 else chr(ord("A") + number)  # noqa: PLR2004 - letters


def apparatus(family: Family, matches: Sequence[Match]) -> Iterator[dict[str, list[int]]]:
    """Yield the text of the representative in stretches, each with its readings and the members that have them.

    A stretch in which none differs has one reading. Members without a match to the representative in `matches`, or
    whose match does not reach a stretch, are not among its witnesses.
    """
    center, head = family.representative, family.members[family.representative]
    rows = {k: match for k, match in _direct(family, matches).items() if match.b.text}
    differ = sorted((edit.a_start, edit.a_end) for match in rows.values() for edit in match.edits)
    cuts = [head.start]
    for low, high in _merged(differ):
        cuts += [max(low, head.start), min(high, head.end)]
    cuts.append(head.end)
    for number, (low, high) in enumerate(pairwise(cuts)):
        differs = number % 2 == 1  # equal and different ones take turns
        if low == high and not differs:
            continue
        readings = {head.text[low - head.start : high - head.start]: [center]}
        for k, match in sorted(rows.items()):
            if match.a.start <= low and high <= match.a.end:
                readings.setdefault(_reading(match, low, high, head) if differs else next(iter(readings)), []).append(k)
        yield readings


def _reading(match: Match, low: int, high: int, head: Passage) -> str:
    """Return what stands in b for `low` to `high` of a; where nothing differs, what the representative has."""
    text = head.text[low - head.start : high - head.start]
    inside = [edit for edit in match.edits if low <= edit.a_start and edit.a_end <= high]
    if not inside:
        return text
    first, last = inside[0], inside[-1]
    start, end = first.b_start - match.b.start, last.b_end - match.b.start
    if low == high:  # words put in come with the blank that parts them from the word before, or from the one behind
        before, behind = match.b.text[:start], match.b.text[end:]
        if low > head.start and not head.text[low - head.start - 1].isspace():
            start = len(before.rstrip())
        else:
            end += len(behind) - len(behind.lstrip())
    # what is equal around the edits, but within the stretch, is spelt as in a
    return text[: first.a_start - low] + match.b.text[start:end] + text[last.a_end - low :]


def _direct(family: Family, matches: Sequence[Match]) -> dict[int, Match]:
    """Return by member its match with the representative, turned to have that first."""
    place = {(member.document, member.start, member.end): k for k, member in enumerate(family.members)}
    head = family.members[family.representative]
    found: dict[int, Match] = {}
    for match in matches:
        for one in (match, turned(match)):
            k = place.get((one.b.document, one.b.start, one.b.end))
            if k not in {None, family.representative} and _within(one.a, head):
                found.setdefault(k, one)
    return found


def _within(side: Passage, head: Passage) -> bool:
    return side.document == head.document and head.start <= side.start and side.end <= head.end


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans that overlap, or touch, as one."""
    kept: list[tuple[int, int]] = []
    for low, high in spans:
        if kept and low <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(kept[-1][1], high)
        else:
            kept.append((low, high))
    return kept
