"""Which line breaks end a sentence, and which only wrap it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.columns import LINE, PARAGRAPH, SENTENCE
from reuse.kernels.tokenize_sentences import CAPITAL, FIRST, UNDECIDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.columns import Block

_NEIGHBOURS = 2  # lines before and behind that say how lines are here
_NARROW = 32  # code points; narrower lines are lists, tables and verse


def settle_lines(block: Block) -> None:
    """Decide in place every line of `block.breaks` that the tokenizer left undecided, and drop its private bits.

    A line was wrapped where the next one's first word had no room in it: prose filled to a width, which is the
    longest of the lines around in the same paragraph; a fifth less is allowed for ragged and proportional type.
    Before a capital, which more often begins something new, the word must not have fitted at all, and some line
    around must begin without one: in verse and in lists of titles none does.
    """
    rows = np.flatnonzero((block.breaks & LINE) != 0)  # of bools: several times faster
    bits = block.breaks[rows]
    if np.any(bits & UNDECIDED):
        capital = bits & CAPITAL != 0
        paragraphs = np.cumsum(bits & PARAGRAPH != 0)
        stops = np.append(rows[1:], len(block.breaks)) - 1
        lengths = block.ends[stops] - block.starts[rows]
        widths = _greatest_around(lengths, paragraphs)
        prose = _greatest_around(~capital, paragraphs)
        reach = np.zeros_like(lengths)  # of the line before, with the first word of this
        reach[1:] = lengths[:-1] + 1 + (block.ends[rows] - block.starts[rows])[1:]
        wrapped = np.where(capital, prose & (reach > widths), reach > widths * 0.8) & (widths >= _NARROW)
        ends = (bits & UNDECIDED != 0) & ~wrapped
        block.breaks[rows[ends]] |= SENTENCE
    np.bitwise_and(block.breaks, FIRST, out=block.breaks)


def _greatest_around(values: NDArray[Any], paragraphs: NDArray[np.int64]) -> NDArray[Any]:
    """Return for each line the greatest value of it and its neighbours of the same paragraph."""
    greatest = values.copy()
    for shift in range(1, _NEIGHBOURS + 1):
        same = paragraphs[shift:] == paragraphs[:-shift]
        np.maximum(greatest[shift:], values[:-shift], out=greatest[shift:], where=same)
        np.maximum(greatest[:-shift], values[shift:], out=greatest[:-shift], where=same)
    return greatest
