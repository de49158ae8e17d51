"""Places and stars of many matches: the compiled twin of what `reuse.families` does with objects."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np

from reuse.kernels.compiled import outer

NESTED = 64  # places that reach over one another and are looked through; what lies deeper is a place of its own


@outer
def places(sides, same, of, found):
    """Tell which sides are one place; sides: rows (document, start, end) in order of document, start, falling end.

    They are where `same` of all characters of both are common to both; the place is that of the first of them. of: gets
    the place of each side; found: the side of each place. Returns how many there are.
    """
    opened = np.empty(NESTED, np.int64)
    count, alive, document = 0, 0, -1
    for k in range(len(sides)):
        start, end = sides[k, 1], sides[k, 2]
        if sides[k, 0] != document:
            document, alive = sides[k, 0], 0
        kept = 0
        for o in range(alive):
            if sides[found[opened[o]], 2] > start:
                opened[kept] = opened[o]
                kept += 1
        alive, at = kept, -1
        for o in range(alive - 1, -1, -1):
            row = sides[found[opened[o]]]
            common = max(min(end, row[2]) - max(start, row[1]), 0)
            if common >= same * (end - start + row[2] - row[1] - common):
                at = opened[o]
                break
        if at < 0:
            at, found[count] = count, k
            if alive == NESTED:
                for o in range(1, NESTED):
                    opened[o - 1] = opened[o]
                alive -= 1
            opened[alive] = at
            alive += 1
            count += 1
        of[k] = at
    return count


@outer
def stars(ends, count, star, centers):
    """Cover matches by stars: the place with most matches takes all that match it, then the next.

    ends: the two places of each match; star: gets the star of each match; centers: the place in the middle of each
    star, largest first. Returns how many there are.
    """
    first = np.zeros(count + 1, np.int64)
    for k in range(len(ends)):
        first[ends[k, 0] + 1] += 1
        first[ends[k, 1] + 1] += 1
    degree = first[1:].copy()
    for place in range(count):
        first[place + 1] += first[place]
    fill, held = first[:-1].copy(), np.empty(2 * len(ends), np.int64)
    for k in range(len(ends)):
        for side in range(2):
            held[fill[ends[k, side]]] = k
            fill[ends[k, side]] += 1
    heap = [(-degree[place], place) for place in range(count)]
    heapify(heap)
    member = np.full(count, -1, np.int64)
    for k in range(len(ends)):
        star[k] = -1
    found = 0
    while heap:
        size, center = heappop(heap)
        if degree[center] == 0:
            continue
        if -size != degree[center]:
            heappush(heap, (-degree[center], center))
            continue
        own = [center]
        member[center] = found
        for at in range(first[center], first[center + 1]):
            k = held[at]
            if star[k] < 0:
                other = ends[k, 0] if ends[k, 1] == center else ends[k, 1]
                if member[other] != found:
                    member[other] = found
                    own.append(other)
        for place in own:
            for at in range(first[place], first[place + 1]):
                k = held[at]
                if star[k] < 0 and member[ends[k, 0]] == found and member[ends[k, 1]] == found:
                    star[k] = found
                    degree[ends[k, 0]] -= 1
                    degree[ends[k, 1]] -= 1
        centers[found] = center
        found += 1
    return found


@outer
def overlaps(members, links):
    """Pairs of families whose places overlap: for each place the one before that reaches into it.

    members: rows (document, start, end, family), in this order. Returns how many rows of `links` were written.
    """
    count = 0
    document, reach, family = -1, 0, -1
    for k in range(len(members)):
        row = members[k]
        if row[0] == document and reach > row[1] and row[3] != family:
            links[count, 0], links[count, 1] = row[3], family
            count += 1
        if row[0] != document or row[2] > reach:
            document, reach, family = row[0], row[2], row[3]
    return count


@outer
def common(words, spans, marks, found):
    """Count the words that both sides of each match have, one to one.

    spans: rows (start, end, start, end) of `words`; marks: zeros, one for each different word.
    """
    for k in range(len(spans)):
        for i in range(spans[k, 0], spans[k, 1]):
            marks[words[i]] += 1
        total = 0
        for i in range(spans[k, 2], spans[k, 3]):
            if marks[words[i]] > 0:
                marks[words[i]] -= 1
                total += 1
        for i in range(spans[k, 0], spans[k, 1]):
            marks[words[i]] = 0
        found[k] = total


@outer
def equals(words, paths, firsts, runs, ends):
    """Cut the paths of matches, runs (row, row, length) from firsts[k, 0] to firsts[k, 1], where words are not equal.

    runs gets the rest, ends[k] where those of match k end. Returns how many there are, which may be more than there was
    room for.
    """
    count = 0
    for k in range(len(firsts)):
        for r in range(firsts[k, 0], firsts[k, 1]):
            start = -1
            for i in range(paths[r, 2] + 1):
                if i < paths[r, 2] and words[paths[r, 0] + i] == words[paths[r, 1] + i]:
                    if start < 0:
                        start = i
                elif start >= 0:
                    if count < len(runs):
                        runs[count, 0], runs[count, 1], runs[count, 2] = (
                            paths[r, 0] + start,
                            paths[r, 1] + start,
                            i - start,
                        )
                    count += 1
                    start = -1
        ends[k] = count
    return count
