"""Words that noise has changed: inside and beside passages that already surprise, like spellings answer each other.

Optical character recognition takes rn for m and c for e, loses blanks and hyphens; editions spell as they like. Looking
for such words everywhere would cost the square of the vocabulary; around a passage it costs that of its odd words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.edits import alike

if TYPE_CHECKING:
    from reuse.aligners.pair import Pair, Passages, Text

_MARGIN = 12  # words beside the passage that are looked at too
_LEAST = 4  # letters; shorter words are like too many others
_APART = 12  # words; two spellings of one word stand about as far from where their passages begin
_MOST = 400  # odd words of a side; a passage with more is no noisy copy
_ODD = 0.1  # share of words without answer, from which on it is worth looking


@dataclass(frozen=True, slots=True)
class _Odd:
    """A word, or two run together, that the other side does not have."""

    text: str
    row: int  # of the word, or of the longer of the two


def respelled(pair: Pair, found: Passages) -> Passages | None:
    """Return the passages again, with like spellings taken for the same word; None where that explains no more."""
    matching = [float((gains > 0).mean()) for gains in found.gains]
    if found.summary or min(matching) > 1 - _ODD:
        return None
    odd_a, odd_b = _odd(pair.a, found.a, pair.b, found.b), _odd(pair.b, found.b, pair.a, found.a)
    if not odd_a or not odd_b or max(len(odd_a), len(odd_b)) > _MOST:
        return None
    ids, answered_a, answered_b = pair.a.ids.copy(), set(), set()
    for i, j in alike([one.text for one in odd_a], [one.text for one in odd_b]):
        a, b = odd_a[i].row, odd_b[j].row
        near = abs((a - found.a[0]) - (b - found.b[0])) <= _APART + abs(_longer(found))
        if near and a not in answered_a and b not in answered_b:
            ids[a] = pair.b.ids[b]
            answered_a.add(a)
            answered_b.add(b)
    if not answered_a:
        return None
    again = replace(pair, a=replace(pair.a, ids=ids)).settle((*found.a, *found.b))
    return again if again and sum(again.bits) > sum(found.bits) else None


def _longer(found: Passages) -> int:
    return (found.a[1] - found.a[0]) - (found.b[1] - found.b[0])


def _odd(own: Text, span: tuple[int, int], other: Text, its: tuple[int, int]) -> list[_Odd]:
    """Words around a passage whose stems do not stand around the other, and neighbours among them run together."""
    known = other.ids[max(0, its[0] - _MARGIN) : its[1] + _MARGIN]
    start = max(0, span[0] - _MARGIN)
    rows = np.flatnonzero(~np.isin(own.ids[start : span[1] + _MARGIN], known)) + start
    words = [(own.word(row), row) for row in rows.tolist()]
    joined = [
        _Odd(first + second, row if len(first) >= len(second) else after)
        for (first, row), (second, after) in pairwise(words)
        if after == row + 1
    ]
    return [one for one in [*(_Odd(text, row) for text, row in words), *joined] if len(one.text) >= _LEAST]
