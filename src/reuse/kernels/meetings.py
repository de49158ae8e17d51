"""Where places meet that share keys: each with the one before it and with the first, never all with all."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import outer

GRID = 2  # bits of a row that make no difference: places as near as that meet once
HALF = np.uint64(32)
OPEN = 16  # groups between two documents that may still grow


@outer
def pack(keys, starts, lengths, bits, packed):
    """Write each key with its place, the middle row without GRID bits, in the low `bits`."""
    high = ~((np.uint64(1) << np.uint64(bits)) - np.uint64(1))
    for k in range(len(keys)):
        packed[k] = (keys[k] & high) | np.uint64((starts[k] + lengths[k] // 2) >> GRID)


@outer
def meet_before(keys, bits, apart, pairs):
    """Write where equal keys meet, both places packed into one number; returns how many meetings there are.

    keys: sorted by all but the place (its middle row without GRID bits) in the low `bits`. Places less than `apart` of
    one another do not meet. There may be more meetings than there was room for; two for each key are enough.
    """
    low, shift = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(bits)
    count, first = 0, 0
    for k in range(1, len(keys)):
        if keys[k] >> shift != keys[k - 1] >> shift:
            first = k
            continue
        this = keys[k] & low
        for other in range(2):
            if other == 1 and first == k - 1:
                break
            that = keys[first if other == 1 else k - 1] & low
            x, y = min(this, that), max(this, that)
            if x + np.uint64(apart) <= y:
                if count < len(pairs):
                    pairs[count] = (x << HALF) | y
                count += 1
    return count


@outer
def often(pairs, least, kept):
    """Write to `kept` each of the sorted pairs that is there `least` times; returns how many these are."""
    count, i = 0, 0
    while i < len(pairs):
        j = i + 1
        while j < len(pairs) and pairs[j] == pairs[i]:
            j += 1
        if j - i >= least:
            kept[count] = pairs[i]
            count += 1
        i = j
    return count


@outer
def cluster(places, owners, gap, groups):
    """Group pairs of places that are at most `gap` words apart on both sides; returns how many groups there are.

    places: rows (a start, a end, b start, b end), owners: the documents of both sides; in order of owners and a start.
    groups: gets the group of each.
    """
    opened, bounds = np.empty(OPEN, np.int64), np.empty((OPEN, 4), np.int64)
    count, alive = 0, 0
    for k in range(len(places)):
        if k == 0 or owners[k, 0] != owners[k - 1, 0] or owners[k, 1] != owners[k - 1, 1]:
            alive = 0
        at = -1
        for o in range(alive - 1, -1, -1):
            if (
                places[k, 0] <= bounds[o, 1] + gap
                and places[k, 2] <= bounds[o, 3] + gap
                and bounds[o, 2] <= places[k, 3] + gap
            ):
                at = o
                break
        if at < 0:
            if alive == OPEN:
                for o in range(1, OPEN):
                    opened[o - 1] = opened[o]
                    for side in range(4):  # no slices: checking their shapes takes numba seconds to compile
                        bounds[o - 1, side] = bounds[o, side]
                alive -= 1
            at = alive
            alive += 1
            opened[at] = count
            for side in range(4):
                bounds[at, side] = places[k, side]
            count += 1
        groups[k] = opened[at]
        for side in range(0, 4, 2):
            bounds[at, side] = min(bounds[at, side], places[k, side])
            bounds[at, side + 1] = max(bounds[at, side + 1], places[k, side + 1])
    return count


@outer
def uncovered(spans, documents, least, longest, covered, stretches):
    """Write the stretches (start, end) of `least` words and more that no span covers, none over a document's end.

    Those of more than `longest` words are cut. covered: zeros, one a row. Returns how many there are, which may be more
    than there was room for.
    """
    for k in range(len(spans)):
        for i in range(spans[k, 0], spans[k, 1]):
            covered[i] = True
    count = 0
    for d in range(len(documents) - 1):
        i = documents[d]
        while i < documents[d + 1]:
            if covered[i]:
                i += 1
                continue
            j = i
            while j < documents[d + 1] and not covered[j]:
                j += 1
            if j - i >= least:
                for start in range(i, j, longest):
                    if count < len(stretches):
                        stretches[count, 0], stretches[count, 1] = start, min(start + longest, j)
                    count += 1
            i = j
    return count
