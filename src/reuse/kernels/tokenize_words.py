"""Words and their hashes, compiled: two passes over code points. All of it stands in one file, for numba's cache."""

from __future__ import annotations

import numpy as np

from reuse.kernels import fold
from reuse.kernels.compiled import inner, outer
from reuse.kernels.fold_tables import CODES
from reuse.kernels.tokenize_sentences import CAPITAL, FIRST, REJOINED, UNREAD
from reuse.kernels.word_hash import MIXERS, MULTIPLIER, PREFIXES, SEED, SHIFTS

_SEED, _MULTIPLIER = np.uint64(SEED), np.uint64(MULTIPLIER)
_SHIFT_1, _SHIFT_2, _SHIFT_3 = (np.uint64(shift) for shift in SHIFTS)
_MIX_1, _MIX_2 = (np.uint64(mixer) for mixer in MIXERS)

# places are unsigned, as numba would allow for negative ones at every access: a third of the time of the inner loop
_ONE, _MOST, _LARGEST = np.uint64(1), np.uint64(PREFIXES), np.uint64(255)


@inner
def _resume(shapes, at, stop, last):
    """Return where a word with a letter of kind `last` goes on, be it behind invisible characters; else `stop`."""
    at = _skip(shapes, at, stop)
    if at < stop and (shapes[at] == fold.MARK or (shapes[at] >= fold.LETTER and last != fold.ALONE)):
        return at
    return stop


@inner
def _rejoin(shapes, at, stop, last):
    """Return where the word goes on in the next line, behind a hyphen and letters of kind `last`; else `stop`."""
    if last not in (fold.LOWER, fold.CASELESS):
        return stop
    hyphen = False
    while at < stop and shapes[at] in (fold.JOINER, fold.SOFT):
        hyphen |= shapes[at] == fold.SOFT
        at += _ONE
    if at < stop and shapes[at] == fold.HYPHEN:
        hyphen = True
        at = _skip(shapes, at + _ONE, stop)
    while at < stop and shapes[at] == fold.BLANK:
        at += _ONE
    if not hyphen or at == stop or shapes[at] not in (fold.NEWLINE, fold.RETURN):
        return stop
    at += _ONE
    if at < stop and shapes[at] == fold.NEWLINE and shapes[at - _ONE] == fold.RETURN:
        at += _ONE
    while at < stop and shapes[at] in (fold.BLANK, fold.JOINER, fold.SOFT):
        at += _ONE
    return at if at < stop and shapes[at] == last else stop


@inner
def _skip(shapes, at, stop):
    """Return the place of the next visible character."""
    while at < stop and shapes[at] in (fold.JOINER, fold.SOFT):
        at += _ONE
    return at


@inner
def _absorb(state, code, letters, prefixes):
    """Return the hash of a word longer by `code`, its letter number `letters`."""
    state = (state ^ np.uint64(code)) * _MULTIPLIER
    prefixes[min(letters, _MOST)] = state
    return state


@inner
def _finish(state):
    """Return `state` with every bit spread over all 64 (splitmix64), never 0."""
    state = (state ^ (state >> _SHIFT_1)) * _MIX_1
    state = (state ^ (state >> _SHIFT_2)) * _MIX_2
    state ^= state >> _SHIFT_3
    return state if state != np.uint64(0) else np.uint64(1)


@inner
def _read_on(codes, shapes, start, at, stop, tables, prefixes, state, letters, last):
    """Read the rest, from `at`, of a word that is more than plain letters.

    Returns its end, hash, folded length and last shape, whether the rest has digits, whether it is rejoined.
    """
    folds, expansions = tables
    numeric = rejoined = False
    while True:
        if at > start:
            then = _resume(shapes, at, stop, last)
            if then == stop:
                then = _rejoin(shapes, at, stop, last)
                if then == stop:
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
                letters += _ONE
                place += 1
        elif folded != 0:
            state = _absorb(state, folded, letters, prefixes)
            letters += _ONE
        at += _ONE


@outer
def find_shapes(codes, table, shapes):
    """Write the shapes of `codes`; return whether all are known, and the greatest number of words there may be."""
    known, words = True, 1
    for at in range(len(codes)):
        shapes[at] = table[codes[at]]
        known &= shapes[at] != 0
    for at in range(1, len(codes)):  # on its own, as it then takes several at a time
        words += (shapes[at] == fold.ALONE) | ((shapes[at] >= fold.LETTER) & (shapes[at - 1] < fold.LETTER))
    return known, words


@outer
def find_words(codes, shapes, bounds, tables, stem_lengths, columns):
    """Write the columns of the documents codes[bounds[d]:bounds[d + 1]]; return how many words they have.

    tables: folds, expansions; stem_lengths[n]: of n letters; columns: starts, ends, words, stems as in a Block,
    breaks (FIRST, CAPITAL, UNREAD), tails (the shape of the last letter, REJOINED), sizes (folded, to 255), documents.
    """
    folds = tables[0]
    starts, ends, words, stems, breaks, tails, sizes, documents = columns
    prefixes = np.empty(PREFIXES + 1, np.uint64)  # those of more letters go to the last place
    row = np.uint64(0)
    for document in range(len(bounds) - 1):
        base, stop = np.uint64(bounds[document]), np.uint64(bounds[document + 1])
        at, rejoined = base, False
        documents[document] = row
        while True:
            unread = rejoined
            while at < stop and shapes[at] < fold.LETTER and shapes[at] != fold.ALONE:
                unread |= shapes[at] < fold.QUIET
                at += _ONE
            if at == stop:
                break
            start, first = at, shapes[at]
            last, state, letters, numeric, rejoined = first, _SEED, np.uint64(0), False, False
            while at < stop:
                shape, folded = shapes[at], folds[codes[at]]
                if (shape < fold.LETTER and at > start) or folded >= CODES:
                    break
                last = shape
                numeric |= shape == fold.DIGIT
                state = _absorb(state, folded, letters, prefixes)
                letters += _ONE
                at += _ONE
                if first == fold.ALONE:
                    break
            if at < stop and (shapes[at] > fold.ALONE or shapes[at] == fold.HYPHEN or at == start):
                at, state, letters, last, digits, rejoined = _read_on(
                    codes, shapes, start, at, stop, tables, prefixes, state, letters, last
                )
                numeric |= digits
            starts[row], ends[row] = start - base, at - base
            words[row] = _finish(state)
            stems[row] = words[row] if numeric else _finish(prefixes[stem_lengths[min(letters, _MOST)] - 1])
            breaks[row] = (UNREAD if unread else 0) | (CAPITAL if first == fold.UPPER else 0)
            tails[row] = last | (REJOINED if rejoined else 0)
            sizes[row] = min(letters, _LARGEST)
            row += _ONE
        if row > documents[document]:
            breaks[documents[document]] = FIRST | (breaks[documents[document]] & CAPITAL)
    documents[len(bounds) - 1] = row
    return row
