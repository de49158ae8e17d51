"""Maximal runs of equal words that two texts share."""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import inner, outer

MIX = np.uint64(0x9E3779B97F4A7C15)
LOW = np.uint64(32)
MOST = 20  # places of b at which the same n words are compared; text that repeats itself more is found by its windows
WORK = 64  # words compared, a word of both texts


@inner
def _hash(words, at, n):
    key = np.uint64(0)
    for i in range(at, at + n):
        key = (key ^ np.uint64(words[i])) * MIX
        key ^= key >> LOW
    return key


@outer
def common_runs(a, b, n, same, table, then, boxes):
    """Maximal runs of n equal words and more, as rows (a start, a end, b start, b end).

    same: one text; the second place must lie behind the first. table: a power of two rows; then: a row a word of b.
    Returns how many runs there are, which may be more than there was room for. The work is bounded, a text that goes on
    repeating itself has more runs than words.
    """
    mask = len(table) - 1
    for k in range(len(table)):
        table[k] = 0
    for j in range(len(b) - n, -1, -1):
        at = np.int64(_hash(b, j, n) >> LOW) & mask
        then[j] = table[at]
        table[at] = j + 1
    count = 0
    work = WORK * (len(a) + len(b))
    for i in range(len(a) - n + 1):
        j = table[np.int64(_hash(a, i, n) >> LOW) & mask] - 1
        tried = 0
        while j >= 0 and tried < MOST and work > 0:
            tried += 1
            if not (same and j < i + n) and not (i > 0 and j > 0 and a[i - 1] == b[j - 1]):
                length = 0
                while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                    if same and i + length >= j:
                        break
                    length += 1
                work -= length
                if length >= n:
                    if count < len(boxes):
                        boxes[count, 0], boxes[count, 1] = i, i + length
                        boxes[count, 2], boxes[count, 3] = j, j + length
                    count += 1
            j = then[j] - 1
    return count
