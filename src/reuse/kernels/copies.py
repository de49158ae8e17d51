"""Exact copies: for every stretch of text the longest one before it that is equal, and chains of such runs.

As LZ77 (Ziv and Lempel 1977) and MUMmer (Delcher and others 1999) do it, on words: a copy is laid beside one source,
so that the work and the answer follow the text and not the pairs of places.
"""

from __future__ import annotations

import numpy as np

from reuse.kernels.compiled import inner, outer

BACK = 256  # words; how far a run is followed to the left, over what other runs have explained
FAVOUR = 8  # words by which a source may be shorter that is preferred
SHORTEST = 8  # words of what repeats itself and is told by itself; what is shorter, by as many as never are missed
OPEN = 32  # chains of a document that may still grow


@inner
def _ahead(words, p, s, limit):
    length = 0
    while length < limit and words[p + length] == words[s + length]:
        length += 1
    return length


@inner
def _document(documents, row):
    """Which document a row belongs to."""
    low, high = 0, len(documents) - 1
    while high - low > 1:
        middle = (low + high) // 2
        if documents[middle] <= row:
            low = middle
        else:
            high = middle
    return low


@inner
def _longest(words, documents, p, stop, source, expected, known, first, candidates):
    """Of the candidates the source of the longest run at p: its row, length and document.

    FAVOUR goes to the `first` ones, where the words stand for the first time, so that copies share one source whatever
    chance adds to them, and a little more to the one that goes on where the copy's last source ended.
    """
    best, at, owner, size = -1, -1, -1, 0
    for k in range(known):
        s = candidates[k]
        d = _document(documents, s)
        length = _ahead(words, p, s, min(stop - p, min(documents[d + 1], p) - s))
        goes_on = d == source and s >= expected
        worth = length + (FAVOUR + 1 if goes_on else FAVOUR if k < first else 0)
        if worth > best:
            best, at, owner, size = worth, s, d, length
    return at, size, owner


@inner
def _settled(words, documents, p, stop, far, long, s, length, owner):
    """Leave a run that begins with a few words by chance for that of the first place of what follows."""
    at = p
    end = p + length
    for k in range(p + 1, min(p + FAVOUR, stop - long) + 1):
        other = far[k]
        if other >= 0 and other - k < s - at:
            d = _document(documents, other)
            then = _ahead(words, k, other, min(stop - k, min(documents[d + 1], k) - other))
            if k + then + FAVOUR >= end:
                at, s, length, owner = k, other, then, d
    return at, s, length, owner


@inner
def _repeat(rows, count, p, s, whole, unit, d):
    """Tell text that goes on repeating itself: each `unit` words, a few times what is repeated, copy the first ones.

    The document is told as ~d: such runs end where they end, though the text goes on alike.
    """
    last = p + whole - unit
    for start in range(s + unit, last + 1, unit):
        if count < len(rows):
            rows[count, 0], rows[count, 1], rows[count, 2], rows[count, 3] = start, s, unit, ~d
        count += 1
    over = (last - s) % (p - s)
    if (last - s) % unit:  # what is left at the end, with as much before it as it needs
        if count < len(rows):
            rows[count, 0], rows[count, 1], rows[count, 2], rows[count, 3] = last, s + over, unit, ~d
        count += 1
    return count


@outer
def find(words, documents, first, last, n, head, before, far, long, rows):
    """Write the runs of documents first to last that stand before, as rows (start, source, length, source's document).

    Where a document goes on repeating itself it is ~document: see `_repeat`.

    words: folded stems as numbers; head, before: see `grams.link`, for n-grams; far: the first place of longer n-grams,
    of `long` words: no run of so many is missed, whatever stands in between. Runs of one document ascend by
    their ends. Returns how many there are, which may be more than there was room for.
    """
    candidates = np.empty(4, np.int64)
    count = 0
    for d in range(first, last):
        low, stop = documents[d], documents[d + 1]
        p, end = low, low
        source, expected = -1, -1
        while p <= stop - n:
            known = 0
            if p + long <= stop and far[p] >= 0:
                candidates[known] = far[p]
                known += 1
            first = known
            if p > end - n and head[p] >= 0:
                candidates[known] = head[p]
                known += 1
                first = known
                if before[p] != head[p]:
                    candidates[known] = before[p]
                    known += 1
                if source >= 0:
                    s = expected + p - end
                    if documents[source] <= s < min(documents[source + 1], p):
                        candidates[known] = s
                        known += 1
            if known == 0:
                p += 1
                continue
            s, length, owner = _longest(words, documents, p, stop, source, expected, known, first, candidates)
            if length < n or (p < end and p + length <= end + FAVOUR):
                p += 1
                continue
            if owner == d and length == p - s:
                whole = _ahead(words, p, s, stop - p)
                least = length if length >= SHORTEST else long
                unit = length * ((least + length - 1) // length)
                if whole + length >= 3 * unit:
                    count = _repeat(rows, count, p, s, whole, unit, d)
                    end, source = p + whole, -1
                    p = max(p + 1, end - long + 1)
                    continue
            if owner != source:
                p, s, length, owner = _settled(words, documents, p, stop, far, long, s, length, owner)
            back, most = 0, min(BACK, p - low, s - documents[owner])
            while (
                back < most
                and words[p - back - 1] == words[s - back - 1]
                and (owner != d or s + length <= p - back - 1)
            ):
                back += 1
            if count < len(rows):
                rows[count, 0], rows[count, 1] = p - back, s - back
                rows[count, 2], rows[count, 3] = length + back, owner
            count += 1
            end, source, expected = p + length, owner if length > 2 * FAVOUR else -1, s + length
            p = max(p + 1, end - long + 1)
    return count


@inner
def _may_follow(row, chain, gap, wide, roomy):
    """How far a run lies from the end of a chain, on the side where it is farther; -1 where it does not go on there."""
    if row[3] != chain[4]:
        return -1
    over = max(chain[1] - row[0], chain[3] - row[1], 0)
    if over > FAVOUR or row[2] - over < 1 or row[0] < chain[0] or row[1] < chain[2]:
        return -1
    apart = max(row[0] - chain[1], row[1] - chain[3], 0)
    size = min(chain[1] - chain[0], chain[3] - chain[2])
    if apart > gap + min(max((size - roomy) // 4, 0), wide):
        return -1
    return apart


@outer
def chain(runs, owners, gap, wide, roomy, numbers, chains):
    """Gather runs into chains: same document on both sides, in one order, few words between.

    runs: rows as `find` writes them, of one document after another; owners: the document of each; numbers: gets the
    chain of each run; chains: rows (start, end, source start, source end, source's document, runs). Runs that lie over
    the end of their chain are cut, in place. A chain goes on over `gap` words, and up to `wide` more if it has more
    than `roomy`. Returns the number of chains.
    """
    opened = np.empty(OPEN, np.int64)
    count, alive, document = 0, 0, -1
    for k in range(len(runs)):
        row = runs[k]
        if owners[k] != document:
            document, alive = owners[k], 0
        nearest, at = -1, -1
        for o in range(alive):
            apart = _may_follow(row, chains[opened[o]], gap, wide, roomy)
            crosses = row[3] == document and row[1] + row[2] > chains[opened[o], 0]
            if apart >= 0 and not crosses and (at < 0 or apart < nearest):
                nearest, at = apart, o
        if at < 0:
            if alive == OPEN:
                for o in range(1, OPEN):
                    opened[o - 1] = opened[o]
                alive -= 1
            opened[alive] = count
            alive += 1
            chains[count, 0], chains[count, 1] = row[0], row[0] + row[2]
            chains[count, 2], chains[count, 3] = row[1], row[1] + row[2]
            chains[count, 4], chains[count, 5] = row[3], 1
            numbers[k] = count
            count += 1
            continue
        own = opened[at]
        for o in range(at + 1, alive):  # the one that grew last is asked last to leave
            opened[o - 1] = opened[o]
        opened[alive - 1] = own
        over = max(chains[own, 1] - row[0], chains[own, 3] - row[1], 0)
        row[0], row[1], row[2] = row[0] + over, row[1] + over, row[2] - over
        chains[own, 1], chains[own, 3] = row[0] + row[2], row[1] + row[2]
        chains[own, 5] += 1
        numbers[k] = own
    return count
