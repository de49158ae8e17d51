"""Words and their hashes, compiled: two passes over code points. All of it stands in one file, for numba's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from reuse.kernels import fold
from reuse.kernels.fold_tables import CODES
from reuse.kernels.tokenize_sentences import CAPITAL, REJOINED, UNREAD
from reuse.kernels.word_hash import MIXERS, MULTIPLIER, PREFIXES, SEED, SHIFTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SEED, _MULTIPLIER = np.uint64(SEED), np.uint64(MULTIPLIER)
_SHIFT_1, _SHIFT_2, _SHIFT_3 = (np.uint64(shift) for shift in SHIFTS)
_MIX_1, _MIX_2 = (np.uint64(mixer) for mixer in MIXERS)

_jit = njit(nogil=True, cache=True)


@_jit
def _resume(shapes: NDArray[np.uint8], at: int, stop: int, last: int) -> int:
    """Return where a word with a letter of kind `last` goes on, be it behind invisible characters, or -1."""
    while at < stop and shapes[at] in (fold.JOINER, fold.SOFT):
        at += 1
    if at < stop and (shapes[at] == fold.MARK or (shapes[at] >= fold.LETTER and last != fold.ALONE)):
        return at
    return -1


@_jit
def _rejoin(shapes: NDArray[np.uint8], at: int, stop: int, last: int) -> int:
    """Return where the word goes on in the next line, behind a hyphen and letters of kind `last`, or -1."""
    if last not in (fold.LOWER, fold.CASELESS):
        return -1
    hyphen = False
    while at < stop and shapes[at] in (fold.JOINER, fold.SOFT):
        hyphen |= shapes[at] == fold.SOFT
        at += 1
    if at < stop and shapes[at] == fold.HYPHEN:
        hyphen = True
        at += 1
        while at < stop and shapes[at] in (fold.JOINER, fold.SOFT):
            at += 1
    while at < stop and shapes[at] == fold.BLANK:
        at += 1
    if not hyphen or at >= stop or shapes[at] not in (fold.NEWLINE, fold.RETURN):
        return -1
    at += 2 if shapes[at] == fold.RETURN and at + 1 < stop and shapes[at + 1] == fold.NEWLINE else 1
    while at < stop and shapes[at] in (fold.BLANK, fold.JOINER, fold.SOFT):
        at += 1
    return at if at < stop and shapes[at] == last else -1


@_jit
def _absorb(state: np.uint64, code: int, letters: int, prefixes: NDArray[np.uint64]) -> np.uint64:
    """Return the hash of a word longer by `code`, its letter number `letters`."""
    state = (state ^ np.uint64(code)) * _MULTIPLIER
    prefixes[min(letters, PREFIXES)] = state
    return state


@_jit
def _finish(state: np.uint64) -> np.uint64:
    """Return `state` with every bit spread over all 64 (splitmix64), never 0."""
    state = (state ^ (state >> _SHIFT_1)) * _MIX_1
    state = (state ^ (state >> _SHIFT_2)) * _MIX_2
    state ^= state >> _SHIFT_3
    return state if state != np.uint64(0) else np.uint64(1)


@_jit
def _read_on(codes, shapes, start, at, stop, tables, prefixes, state, letters, last):
    """Read the rest, from `at`, of a word that is more than plain letters.

    Returns its end, hash, folded length and last shape, whether the rest has digits, whether it is rejoined.
    """
    folds, expansions = tables
    numeric = rejoined = False
    while True:
        if at > start:
            then = _resume(shapes, at, stop, last)
            if then < 0:
                then = _rejoin(shapes, at, stop, last)
                if then < 0:
                    return at, state, letters, last, numeric, rejoined
                rejoined = True
            at = then
        if shapes[at] != fold.MARK:
            last = shapes[at]
            numeric |= last == fold.DIGIT
        folded = folds[codes[at]]
        if folded >= CODES:
            place = folded - CODES
            while expansions[place] != 0:
                state = _absorb(state, expansions[place], letters, prefixes)
                letters += 1
                place += 1
        elif folded != 0:
            state = _absorb(state, folded, letters, prefixes)
            letters += 1
        at += 1


@_jit
def find_shapes(codes, table, shapes):
    """Write the shapes of `codes`; return whether all are known, and the greatest number of words there may be."""
    known, words, previous = True, 0, 0
    for at in range(len(codes)):
        shape = table[codes[at]]
        shapes[at] = shape
        known &= shape != 0
        words += shape == fold.ALONE or (shape >= fold.LETTER and previous < fold.LETTER)
        previous = shape
    return known, words


@_jit
def find_words(codes, shapes, bounds, tables, stem_lengths, columns):
    """Write the columns of the documents codes[bounds[d]:bounds[d + 1]]; return how many words they have.

    tables: folds and expansions; stem_lengths[n]: of the first n letters; columns: starts, ends, words, stems as in a
    Block, breaks (CAPITAL; UNREAD where the gap before may break), tails (the shape of the last letter, and REJOINED),
    sizes (of the folded word, at most 255), documents.
    """
    folds = tables[0]
    starts, ends, words, stems, breaks, tails, sizes, documents = columns
    prefixes = np.empty(PREFIXES + 1, np.uint64)  # those of more letters go to the last place
    row = 0
    for document in range(len(bounds) - 1):
        at, base, stop = bounds[document], bounds[document], bounds[document + 1]
        documents[document] = row
        while True:
            breaks_here = False
            while at < stop and shapes[at] < fold.LETTER and shapes[at] != fold.ALONE:
                breaks_here |= shapes[at] < fold.QUIET
                at += 1
            if at == stop:
                break
            start, last = at, shapes[at]
            state, letters, numeric, rejoined = _SEED, 0, False, False
            while at < stop and shapes[at] >= fold.LETTER:
                folded = folds[codes[at]]
                if folded >= CODES:
                    break
                last = shapes[at]
                numeric |= last == fold.DIGIT
                state = _absorb(state, folded, letters, prefixes)
                letters += 1
                at += 1
            if at < stop and (shapes[at] >= fold.SPECIAL or shapes[at] == fold.HYPHEN):
                at, state, letters, last, digits, rejoined = _read_on(
                    codes, shapes, start, at, stop, tables, prefixes, state, letters, last
                )
                numeric |= digits
            starts[row], ends[row] = start - base, at - base
            words[row] = stems[row] = _finish(state)
            length = stem_lengths[min(letters, PREFIXES)]
            if length < letters and not numeric:
                stems[row] = _finish(prefixes[length - 1])
            breaks[row] = (UNREAD if breaks_here else 0) | (CAPITAL if shapes[start] == fold.UPPER else 0)
            tails[row] = last | (REJOINED if rejoined else 0)
            sizes[row] = min(letters, 255)
            row += 1
    documents[len(bounds) - 1] = row
    return row
