"""Where places meet that share keys: each with the one before it and with the first, never all with all."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import outer

GRID = np.uint64(2)  # bits of a row that make no difference: places as near as that meet once
HALF = np.uint64(32)


@outer
def meet_before(keys, bits, starts, lengths, wanted, pairs):
    """Write where equal keys meet: the rows in the middle of both places, in grid steps, packed into one number.

    keys: sorted, the number of a place in the low `bits`; wanted: whether to write, or only to count. Places that lie over
    one another do not meet. Returns how many meetings there are.
    """
    low, shift = (np.uint64(1) << np.uint64(bits)) - np.uint64(1), np.uint64(bits)
    count, first = 0, 0
    for k in range(1, len(keys)):
        if keys[k] >> shift != keys[k - 1] >> shift:
            first = k
            continue
        y = np.int64(keys[k] & low)
        for other in range(2):
            if other == 1 and first == k - 1:
                break
            x = np.int64(keys[first if other == 1 else k - 1] & low)
            if starts[x] + lengths[x] > starts[y]:
                continue
            if wanted:
                a, b = np.uint64(starts[x] + lengths[x] // 2), np.uint64(starts[y] + lengths[y] // 2)
                pairs[count] = ((a >> GRID) << HALF) | (b >> GRID)
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

    rows, owners: rows (a, b) of each meeting and the stretches of text they lie in; boxes: rows (a start, a end, b start, b
    end, owner a, owner b), `half` words to each side of a meeting, within its stretch; best: the most bits of a meeting.
    Returns how many boxes there are.
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
