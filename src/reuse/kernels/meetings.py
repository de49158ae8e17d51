"""Where places meet that share keys: each with the one before it and with the first, never all with all."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import outer

GRID = 2  # bits of a row that make no difference: places as near as that meet once
HALF = np.uint64(32)


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
def around(rows, owners, bits, half, gap, documents, boxes, best):
    """Boxes around meetings, in order of their owners and rows: one for those at most `gap` words apart on both sides.

    rows, owners: rows (a, b) of each meeting and the stretches of text they lie in; boxes: rows (a start, a end,
    b start, b end, owner a, owner b), `half` words to each side of a meeting, within its stretch; best: the most bits
    of a meeting. Returns how many boxes there are.
    """
    count, first = 0, 0
    for k in range(len(rows)):
        if k and (owners[k, 0] != owners[k - 1, 0] or owners[k, 1] != owners[k - 1, 1]):
            first = count
        at = -1
        for box in range(count - 1, max(first, count - 8) - 1, -1):
            near = rows[k, 0] - half <= boxes[box, 1] + gap
            if near and boxes[box, 2] - gap <= rows[k, 1] + half and rows[k, 1] - half <= boxes[box, 3] + gap:
                at = box
                break
        if at < 0:
            at = count
            boxes[at, 4], boxes[at, 5] = owners[k, 0], owners[k, 1]
            boxes[at, 0] = boxes[at, 2] = len(documents) and documents[len(documents) - 1]
            boxes[at, 1] = boxes[at, 3] = 0
            best[at] = bits[k]
            count += 1
        for side in range(2):
            low, high = documents[owners[k, side]], documents[owners[k, side] + 1]
            boxes[at, 2 * side] = min(boxes[at, 2 * side], max(low, rows[k, side] - half))
            boxes[at, 2 * side + 1] = max(boxes[at, 2 * side + 1], min(high, rows[k, side] + half))
        best[at] = max(best[at], bits[k])
    return count


@outer
def uncovered(spans, documents, least, longest, covered, stretches):
    """Write the stretches (start, end) of `least` words and more that no span covers, none over a document's end.

    Those of more than `longest` words are cut. covered: zeros, one a row. Returns how many there are, which may be more
    than there was room for.
    """
    for k in range(len(spans)):
        covered[spans[k, 0] : spans[k, 1]] = True
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
