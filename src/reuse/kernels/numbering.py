"""Numbers for hashes, in the order in which they are first met; the table is kept from one batch to the next."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import outer

FEWEST = 1 << 12  # rows of a table
MIX = np.uint64(0x9E3779B97F4A7C15)


@outer
def number(hashes, numbers, slots, known, used):
    """Write the number of each hash; returns the table, the hashes by number, and how many there are.

    slots: a power of two rows, FEWEST or more, -1 or a number, at the hash's place or behind; known: half as many rows.
    """
    bits = 0
    while (1 << bits) < len(slots):
        bits += 1
    shift = np.uint64(64 - bits)
    for i in range(len(hashes)):
        hashed = hashes[i]
        at = np.int64((hashed * MIX) >> shift)
        while slots[at] >= 0 and known[slots[at]] != hashed:
            at = (at + 1) & (len(slots) - 1)
        if slots[at] < 0:
            slots[at], known[used] = used, hashed
            used += 1
        numbers[i] = slots[at]
        if used == len(known):
            bits, shift = bits + 1, shift - np.uint64(1)
            slots, longer = np.empty(1 << bits, np.int32), np.empty(1 << bits >> 1, np.uint64)
            for n in range(len(slots)):  # no slices: checking their shapes takes numba seconds to compile
                slots[n] = -1
            for n in range(used):
                longer[n] = known[n]
            known = longer
            for n in range(used):
                at = np.int64((known[n] * MIX) >> shift)
                while slots[at] >= 0:
                    at = (at + 1) & (len(slots) - 1)
                slots[at] = n
    return slots, known, used
