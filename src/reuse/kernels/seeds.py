"""Where two texts may share something: window pairs that share more bits than chance, and boxes around them.

Written in plain loops over arrays that the caller keeps: numba compiles these in a second where slices and sorts of
its own take ten.
"""

from __future__ import annotations

from math import exp, log2

from reuse.kernels.compiled import inner, outer
from reuse.kernels.shares import share

MOST = 64  # windows; a word of more is not looked up, so that the cost follows the text also in long ones


@outer
def weigh(a, b, shares, weights, kept, length, bits):
    """Bits that a word shared by two windows of `length` words is worth over one that is not, into `bits`.

    Only words of both texts get bits above zero; those of a alone keep -1, so that the caller can tell them.
    """
    cost = -log2(1 - kept)
    for w in a:
        bits[w] = -1
    for w in b:
        if bits[w] == -1:
            lone = 1 - exp(-share(w, 0, 0, shares, weights) * length)
            bits[w] = log2(1 + kept * (1 / lone - 1)) + cost


@outer
def link(b, windows, bits, head, size, then, which):
    """Chain the windows of b that hold a shared word: window which[e] for e = head[w] - 1, then then[e] - 1 ...

    size[w] becomes the length of the chain; windows ascend along it. `head` and `size` come and must go back as zeros.
    """
    n = 0
    for window in range(len(windows) - 1, -1, -1):
        for i in range(windows[window, 0], windows[window, 1]):
            w = b[i]
            if bits[w] > 0 and (head[w] == 0 or which[head[w] - 1] != window):
                which[n] = window
                then[n] = head[w]
                n += 1
                head[w] = n
                size[w] += 1


@outer
def seed(a, b, windows_a, windows_b, bits, least, cost, same, chains, marks, score, touched, rows):
    """Window pairs worth `least` bits and more: bits of shared words less `cost` a word of the two windows' mean.

    Only words that could lift a pair over the threshold are looked up (prefix filtering; Bayardo, Ma and Srikant
    2007), and that few windows of b hold; the others are added where these met. `same`: both texts are one document,
    and a window of b must lie behind that of a.

    Writes (window of a, window of b) to `rows`; returns how many there are, which may be more than there was room for.
    """
    head, size, then, which = chains
    mark, skip, seen = marks
    words = [0] * 0
    n, stamp = 0, 0
    for i in range(len(windows_a)):
        start, end = windows_a[i, 0], windows_a[i, 1]
        words.clear()
        for k in range(start, end):
            w = a[k]
            if bits[w] > 0 and mark[w] != i + 1:
                mark[w] = i + 1
                words.append(w)
                at = len(words) - 1  # insertion sort, the most frequent first
                while at and size[words[at - 1]] < size[w]:
                    words[at] = words[at - 1]
                    at -= 1
                words[at] = w
        base = least + cost * (end - start) / 2
        common, skipped = 0, 0.0
        while common < len(words) and (size[words[common]] > MOST or skipped + bits[words[common]] < base):
            skipped += bits[words[common]]
            skip[words[common]] = i + 1
            common += 1
        count = 0
        for k in range(common, len(words)):
            w = words[k]
            e = head[w]
            while e:
                j = which[e - 1]
                if score[j] == 0:
                    touched[count] = j
                    count += 1
                score[j] += bits[w]
                e = then[e - 1]
        for t in range(count):
            j = touched[t]
            total = score[j] + 0.0
            score[j] = 0
            low, high = windows_b[j, 0], windows_b[j, 1]
            floor = base + cost * (high - low) / 2
            if total + skipped < floor or (same and low < end):
                continue
            stamp += 1
            for k in range(low, high):
                w = b[k]
                if skip[w] == i + 1 and seen[w] != stamp:
                    seen[w] = stamp
                    total += bits[w]
            if total >= floor:
                if n < len(rows):
                    rows[n, 0], rows[n, 1] = i, j
                n += 1
    return n


@inner
def _root(parent, k):
    while parent[k] != k:
        parent[k] = parent[parent[k]]
        k = parent[k]
    return k


@outer
def box(seeds, windows_a, windows_b, gap, parent, boxes):
    """Boxes (a start, a end, b start, b end) around seeds at most `gap` words apart on both sides (single linkage).

    seeds: rows (window of a, window of b), ascending. Returns how many rows of `boxes` were written.
    """
    n = len(seeds)
    for k in range(n):
        parent[k] = k
    for k in range(n):
        end, low, high = windows_a[seeds[k, 0], 1], windows_b[seeds[k, 1], 0], windows_b[seeds[k, 1], 1]
        for other in range(k + 1, n):
            if windows_a[seeds[other, 0], 0] > end + gap:
                break
            near = windows_b[seeds[other, 1], 0] <= high + gap and low <= windows_b[seeds[other, 1], 1] + gap
            if near:
                i, j = _root(parent, k), _root(parent, other)
                if i < j:
                    parent[j] = i
                else:
                    parent[i] = j
    count = 0
    for k in range(n):
        s, t = seeds[k, 0], seeds[k, 1]
        root = _root(parent, k)
        if root == k:
            boxes[count, 0], boxes[count, 1] = windows_a[s, 0], windows_a[s, 1]
            boxes[count, 2], boxes[count, 3] = windows_b[t, 0], windows_b[t, 1]
            boxes[count, 4] = k
            count += 1
            continue
        low_at, high_at = 0, count - 1  # boxes stand in the order of their roots
        while low_at < high_at:
            middle = (low_at + high_at) // 2
            if boxes[middle, 4] < root:
                low_at = middle + 1
            else:
                high_at = middle
        boxes[low_at, 0] = min(boxes[low_at, 0], windows_a[s, 0])
        boxes[low_at, 1] = max(boxes[low_at, 1], windows_a[s, 1])
        boxes[low_at, 2] = min(boxes[low_at, 2], windows_b[t, 0])
        boxes[low_at, 3] = max(boxes[low_at, 3], windows_b[t, 1])
    return count
