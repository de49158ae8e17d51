"""Which word n-grams stand in several places: keys with their position packed in, and what equal ones tell."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import inner, outer

BASE = np.uint64(0x9E3779B97F4A7C15)  # odd: multiplying loses nothing
MIX = np.uint64(0xBF58476D1CE4E5B9)
HALF = np.uint64(32)
WORD = np.uint64(64)
MANY, STEP = 1 << 15, 12  # counts from here on are kept in steps of 2**STEP
ONE = 1 << 28  # a word that is counted whole: sums of whole numbers are the same in whatever order they are made


@inner
def _mixed(state):
    """Spread every bit over the high ones, which tell partitions and are kept in keys."""
    state ^= state >> HALF
    state *= MIX
    state ^= state >> HALF
    return state * BASE


@inner
def _hash(number):
    """Hash of a stem, by its number."""
    state = np.uint64(number + 1) * BASE
    state ^= state >> HALF
    return state * MIX


@inner
def _power(n):
    power = np.uint64(1)
    for _ in range(n):
        power *= BASE
    return power


@outer
def tally(ids, documents, first, last, n, repeated, m, parts, counts):
    """Count into `counts` the n-grams of documents first to last in each of 2**parts partitions by their hash.

    repeated: how many places the shorter n-grams have, of m words: a longer one can stand twice only where all of
    these do; no rows where that is not known.
    """
    leave, shift = _power(n), WORD - np.uint64(parts)
    for d in range(first, last):
        low, high = documents[d], documents[d + 1]
        state, alone = np.uint64(0), low - 1
        for i in range(low, high):
            state = state * BASE + _hash(ids[i])
            if i >= low + n:
                state -= leave * _hash(ids[i - n])
            if len(repeated) and i >= low + m - 1 and repeated[i - m + 1] == 1:
                alone = i - m + 1
            if i >= low + n - 1 and alone < i - n + 1:
                counts[_mixed(state) >> shift] += 1


@outer
def scatter(ids, documents, first, last, n, repeated, m, parts, bits, wanted, places, keys):
    """Write the keys of the n-grams of these documents in partitions wanted[0] to wanted[1].

    A key has the hash behind its partition's bits in its high bits and the n-gram's first row in its `bits` low ones.
    places: for each partition where its next key goes; moved on.
    """
    leave, shift, part_bits = _power(n), WORD - np.uint64(parts), np.uint64(parts)
    mask = (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    for d in range(first, last):
        low, high = documents[d], documents[d + 1]
        state, alone = np.uint64(0), low - 1
        for i in range(low, high):
            state = state * BASE + _hash(ids[i])
            if i >= low + n:
                state -= leave * _hash(ids[i - n])
            if len(repeated) and i >= low + m - 1 and repeated[i - m + 1] == 1:
                alone = i - m + 1
            if i >= low + n - 1 and alone < i - n + 1:
                mixed = _mixed(state)
                part = np.int64(mixed >> shift)
                if wanted[0] <= part < wanted[1]:
                    keys[places[part]] = ((mixed << part_bits) & ~mask) | np.uint64(i - n + 1)
                    places[part] += 1


@outer
def hashes(ids, documents, n, repeated, m, keys, rows):
    """Write the whole hash of each n-gram and its first row; else as `scatter`. Returns how many there are."""
    leave, found = _power(n), 0
    for d in range(len(documents) - 1):
        low, high = documents[d], documents[d + 1]
        state, alone = np.uint64(0), low - 1
        for i in range(low, high):
            state = state * BASE + _hash(ids[i])
            if i >= low + n:
                state -= leave * _hash(ids[i - n])
            if len(repeated) and i >= low + m - 1 and repeated[i - m + 1] == 1:
                alone = i - m + 1
            if i >= low + n - 1 and alone < i - n + 1:
                keys[found], rows[found] = _mixed(state), i - n + 1
                found += 1
    return found


@inner
def _short(count):
    """Write a count in 16 bits: exactly below 2**15, in steps of 2**12 above."""
    return count if count < MANY else MANY + min(count >> STEP, MANY - 1)


@inner
def _long(short):
    """Read a count that was written in 16 bits."""
    return short if short < MANY else (short - MANY) << STEP


@outer
def link(keys, starts, bits, low, high, head, before, places):
    """Tell each n-gram of some partitions where it stands first and last before: rows in `head` and `before`.

    keys: of partition p those from starts[p] to starts[p + 1], their rows ascending; low, high: only these rows are
    written. Rows whose n-gram stands once, or for the first time, stay as they are; `places` gets how many places an
    n-gram has, written short, where it has several. Arrays of no rows are left alone. Returns the groups.
    """
    mask, shift = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(bits)
    most = 0
    for p in range(len(starts) - 1):
        most = max(most, starts[p + 1] - starts[p])
    slots = np.empty(4 * most + 2, np.int32)  # an open-addressing table: one more than the first key of its kind, or 0
    first, last, count = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int32)
    groups = 0
    for p in range(len(starts) - 1):
        base, n = starts[p], starts[p + 1] - starts[p]
        wide = 1
        while (1 << wide) < 2 * n:
            wide += 1
        by = WORD - np.uint64(wide)
        for k in range(1 << wide):
            slots[k] = 0
        for k in range(n):
            key = keys[base + k]
            at = np.int64(key >> by)
            while slots[at] != 0 and keys[base + slots[at] - 1] >> shift != key >> shift:
                at = (at + 1) & ((1 << wide) - 1)
            count[k] = 1
            if slots[at] == 0:
                slots[at] = k + 1
                first[k] = last[k] = k
                continue
            own = slots[at] - 1
            row = np.int64(key & mask)
            if low <= row < high:
                head[row] = np.int64(keys[base + own] & mask)
                if len(before):
                    before[row] = np.int64(keys[base + last[own]] & mask)
            first[k], last[own] = own, k
            count[own] += 1
            groups += count[own] == 2  # noqa: PLR2004 - the first that makes it a group
        if len(places):
            for k in range(n):
                several = count[first[k]]
                row = np.int64(keys[base + k] & mask)
                if several > 1 and low <= row < high:
                    places[row] = _short(several)
    return groups


@outer
def count(words, places, documents, n, worth, counts, pairs):
    """Write what each row is worth, one over the places of the commonest n-gram that it lies in, and count words by it.

    places: written short; counts: by word, in parts of ONE; pairs: of neighbours, by the hash of both, worth the less
    of the two.
    """
    mask = len(pairs) - 1
    for d in range(len(documents) - 1):
        low, high = documents[d], documents[d + 1]
        greatest, at = np.int64(1), low - 1  # of the n-grams that hold a row, and where the last of those begins
        own = before = np.float32(1)
        for i in range(low, high):
            if at <= i - n:
                greatest, at = np.int64(1), i
                for k in range(i - n + 1, i):
                    if places[k] >= greatest:
                        greatest, at = np.int64(places[k]), k
                own = np.float32(1.0 / _long(greatest))
            if places[i] >= greatest:
                greatest, at = np.int64(places[i]), i
                own = np.float32(1.0 / _long(greatest))
            worth[i] = own
            counts[words[i]] += np.int64(own * ONE)
            if i > low:
                key = (np.uint64(words[i - 1]) << HALF) | np.uint64(words[i] + 1)
                pairs[np.int64((key * BASE) >> HALF) & mask] += np.int64(min(before, own) * ONE)
            before = own
