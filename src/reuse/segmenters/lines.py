"""Which line breaks end a sentence, and which only wrap it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import LINE, PARAGRAPH, SENTENCE
from reuse.kernels.tokenize_sentences import CAPITAL, FIRST, UNDECIDED

if TYPE_CHECKING:
    from reuse.columns import Block

_NEIGHBOURS = 2  # lines before and behind that say how wide lines are here
_NARROW = 32  # code points; narrower lines are lists, tables and verse


def settle_lines(block: Block) -> None:
    """Decide in place every line of `block.breaks` that the tokenizer left undecided, and drop its private bits.

    A line was wrapped where its successor's first word had no room in it: prose filled to a width. The width is the
    longest of the lines around, in the same paragraph. Before a capital, which more often begins something new, the
    word must not have fitted at all; else a fifth of the width is allowed for ragged and proportional type.
    """
    rows = np.flatnonzero(block.breaks & LINE)
    bits = block.breaks[rows]
    if np.any(bits & UNDECIDED):
        stops = np.append(rows[1:], len(block.breaks)) - 1
        lengths = (block.ends[stops] - block.starts[rows]).astype(np.int64)
        widths = _widths(lengths, np.cumsum(bits & PARAGRAPH != 0))
        reach = np.empty_like(lengths)
        reach[0] = 0
        reach[1:] = lengths[:-1] + 1 + (block.ends - block.starts)[rows[1:]]
        full = np.where(bits & CAPITAL, reach > widths, 5 * reach > 4 * widths) & (widths >= _NARROW)
        ends = (bits & UNDECIDED != 0) & ~full
        block.breaks[rows[ends]] |= SENTENCE
    np.bitwise_and(block.breaks, FIRST, out=block.breaks)


def _widths(lengths: np.ndarray, paragraphs: np.ndarray) -> np.ndarray:
    """Return for each line the longest of it and its neighbours of the same paragraph."""
    widths = lengths.copy()
    for shift in range(1, _NEIGHBOURS + 1):
        same = paragraphs[shift:] == paragraphs[:-shift]
        before, behind = np.where(same, lengths[:-shift], 0), np.where(same, lengths[shift:], 0)
        np.maximum(widths[shift:], before, out=widths[shift:])
        np.maximum(widths[:-shift], behind, out=widths[:-shift])
    return widths
