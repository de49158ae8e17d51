"""Where sentences, lines and paragraphs begin: rules over what stands between two words.

The functions are plain Python until `sentence_kernel` compiles them: the plain twin of the tokenizer follows them too,
without loading numba. What is compiled together stands together, as numba's cache watches one file only.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reuse.columns import LINE, PARAGRAPH, SENTENCE
from reuse.kernels import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

# further bits of `breaks` while tokenizing: a line begins here that may go on with the sentence; the word begins with
# an upper-case letter; what stands before it is yet to be read
UNDECIDED, CAPITAL, UNREAD = 8, 16, 32
REJOINED = 128  # beside the shape of a word's last letter: the word goes on from one line to the next

FIRST = SENTENCE | LINE | PARAGRAPH  # of a document

ABBREVIATION, BEFORE_NUMBER = 1, 2  # how a word takes a dot: always; only where a number follows

# what stands between two words
_BREAK, _BLANK_LINE, _BULLET = 1, 2, 4
_DOT, _ELLIPSIS, _STRONG, _FULL = 8, 16, 32, 64
_APART, _TIGHT, _DIRECT = 128, 256, 512  # blanks after the stop; none at all; a dot right after the word
_STOPS = _DOT | _ELLIPSIS | _STRONG | _FULL


def read_gap(shapes: Sequence[int] | NDArray[np.uint8], start: int, end: int) -> int:
    """Return as bits what stands between two words."""
    found = _TIGHT
    if shapes[start] == fold.DOT:
        found |= _DIRECT
    previous = 0
    line_is_blank = False
    for at in range(start, end):
        shape = shapes[at]
        if shape in (fold.NEWLINE, fold.RETURN, fold.PARAGRAPH_END):
            if line_is_blank and not (shape == fold.NEWLINE and previous == fold.RETURN):
                found |= _BLANK_LINE
            if shape == fold.PARAGRAPH_END:
                found |= _BLANK_LINE
            found = (found | _BREAK) & ~(_TIGHT | _BULLET)
            line_is_blank = True
        elif shape == fold.BLANK:
            found &= ~_TIGHT
        elif shape < fold.SPECIAL:
            line_is_blank = False
        if shape in (fold.BLANK, fold.NEWLINE, fold.RETURN, fold.OPEN):
            if found & _STOPS:
                found |= _APART
        elif shape == fold.DOT:
            found |= _ELLIPSIS if found & _DOT else _DOT
        elif shape == fold.ELLIPSIS:
            found |= _ELLIPSIS
        elif shape == fold.STRONG:
            found |= _STRONG
        elif shape == fold.FULL:
            found |= _FULL
        elif shape == fold.COMMA:  # "etc., The": it was no stop
            found &= ~(_STOPS | _APART)
        elif shape in (fold.HYPHEN, fold.DASH, fold.OTHER):
            found &= ~_TIGHT
            if found & _BREAK and shape != fold.OTHER:
                found |= _BULLET
        previous = shape
    return found


def _takes_dot(before: int, letters: int, usage: int, listed: bool, first: int) -> bool:
    if letters == 1 and before in (fold.LOWER, fold.UPPER, fold.CASELESS):  # an initial
        return True
    if usage == ABBREVIATION or (usage == BEFORE_NUMBER and first == fold.DIGIT):
        return True
    return listed and before == fold.DIGIT and letters <= 3  # noqa: PLR2004 - "1." begins a list, "1984." hardly


def ends_sentence(gap: int, before: int, letters: int, usage: int, listed: bool, first: int, second: int) -> bool:
    """Return whether a sentence ends in `gap`.

    before, letters, usage, listed: of the word before, its last shape, its folded length, how it takes a dot and
    whether it is the first of its line; first, second: the shapes with which the next word begins.
    """
    if gap & (_BLANK_LINE | _FULL | _BULLET):
        return True
    if first == fold.LOWER or not gap & _STOPS:
        return False
    if gap & (_STRONG | _ELLIPSIS):
        return gap & _APART != 0 or first in (fold.UPPER, fold.CASELESS, fold.ALONE)
    if gap & _DIRECT and _takes_dot(before, letters, usage, listed, first):
        return False
    if gap & _APART or not gap & _TIGHT:
        return gap & _APART != 0
    if before == fold.LOWER:  # "end.Next", but not "example.com", "node.JS"
        return first == fold.UPPER and second == fold.LOWER
    return before in (fold.CASELESS, fold.ALONE) and first in (fold.CASELESS, fold.ALONE)


def breaks_of(gap: int, ends: bool, rejoined: bool) -> int:
    """Return the bits of a word after `gap`; rejoined: the word before began on the line before."""
    bits = SENTENCE if ends else 0
    if gap & _BLANK_LINE:
        bits |= PARAGRAPH
    if gap & _BREAK:
        return bits | LINE if ends else bits | LINE | UNDECIDED
    return bits | LINE if rejoined else bits


def _usage(word: np.uint64, always: NDArray[np.uint64], numbered: NDArray[np.uint64]) -> int:
    """Return how `word` takes a dot."""
    for known in always:
        if known == word:
            return ABBREVIATION
    for known in numbered:
        if known == word:
            return BEFORE_NUMBER
    return 0


def _mark(shapes, columns, bounds, always, numbered):
    """Complete the `breaks` of the words that `find_words` wrote to `columns`."""
    starts, ends, words, _, breaks, tails, sizes, documents = columns
    for document in range(len(bounds) - 1):
        base = bounds[document]
        for row in range(documents[document], documents[document + 1]):
            if not breaks[row] & UNREAD:
                continue
            at = base + starts[row]
            between = read_gap(shapes, base + ends[row - 1], at)
            usage = _usage(words[row - 1], always, numbered) if between & _DIRECT else 0
            listed = breaks[row - 1] & LINE != 0
            second = shapes[at + 1] if ends[row] - starts[row] > 1 else 0
            before, rejoined = tails[row - 1] & ~REJOINED, tails[row - 1] >= REJOINED
            ends_here = ends_sentence(between, before, sizes[row - 1], usage, listed, shapes[at], second)
            breaks[row] = breaks_of(between, ends_here, rejoined) | (breaks[row] & CAPITAL)


@cache
def sentence_kernel() -> Callable[..., Any]:
    """Compile `_mark`, or load it from numba's cache."""
    from numba.extending import register_jitable  # noqa: PLC0415 - as above

    from reuse.kernels.compiled import outer  # noqa: PLC0415 - heavy: small inputs never need it

    for helper in (read_gap, _takes_dot, ends_sentence, breaks_of, _usage):
        register_jitable(helper)
    compiled: Callable[..., Any] = outer(_mark)
    return compiled
