"""From chains of equal runs to passages: gaps aligned, ends extended, and the stretches that surprise cut out.

Gapped extension of exact seeds, as BLAST does it (Altschul and others 1997), with the bits of
`reuse.aligners.surprise`: a word of the path is worth its bits, a word beside it costs half of what a missing word
costs, as it is missed on one side of two. An extension must be worth more than chance brings to the best of its ends.
"""

from __future__ import annotations

from math import exp, log2

import numpy as np

from reuse.kernels.compiled import inner, outer
from reuse.kernels.refine import LOW, MIX

MARGIN = 40  # words beside the ends of a chain into which it may be extended
WIDEST = 160  # words of a gap that are aligned; a wider one is left as it is
PIECES = 64  # passages cut out of one chain, at most
LEAST_RUN = 3  # words, from which on a run counts as one


@inner
def _likelier(w, length, rates, kept):
    """How much likelier a word is shared in a passage of that many words if that was reused."""
    return 1 + kept * (1 / (1 - exp(-rates[w] * length)) - 1)


@inner
def _follows(before, w, rates, counts, stock, kept, mixing):
    """How much likelier a word is shared behind its predecessor: in a stock phrase, little."""
    key = (np.uint64(before) << LOW) | np.uint64(w + 1)
    together = max(stock[np.int64((key * MIX) >> LOW) & (len(stock) - 1)] - 1, 0.0)
    seen = max(counts[before] - 1, together)
    return 1 + kept * ((seen + mixing) / (together + mixing * rates[w]) - 1)


@inner
def _align(words, p, q, s, t, step, open_end, weights, cost, table, pairs):
    """Align rows p to q with rows s to t, from q and t down if `step` is negative; writes matching rows to `pairs`.

    The sum of `weights` of what matches in order is the greatest; with `open_end` only as far as that is worth `cost` a
    word. Pairs are told from the far end. Returns how many there are.
    """
    n, m = q - p, t - s
    x, y = (p, s) if step > 0 else (q - 1, t - 1)
    best, at_i, at_j = log2(1.0 + n * m), 0, 0
    for j in range(m + 1):
        table[0, j] = 0
    for i in range(1, n + 1):
        table[i, 0] = 0
        w = words[x + step * (i - 1)]
        for j in range(1, m + 1):
            value = max(table[i - 1, j], table[i, j - 1])
            if words[y + step * (j - 1)] == w:
                value = max(value, table[i - 1, j - 1] + weights[w])
                if open_end and value - cost * (i + j) > best:
                    best, at_i, at_j = value - cost * (i + j), i, j
            table[i, j] = value
    i, j = (at_i, at_j) if open_end else (n, m)
    count = 0
    while i > 0 and j > 0:
        if table[i, j] == table[i - 1, j]:
            i -= 1
        elif table[i, j] == table[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs[count, 0], pairs[count, 1] = x + step * i, y + step * j
            count += 1
    return count


@inner
def _add(path, count, p, s, length):
    """Add a run to a path, joined to the last one where it goes on."""
    if count and path[count - 1, 0] + path[count - 1, 2] == p and path[count - 1, 1] + path[count - 1, 2] == s:
        path[count - 1, 2] += length
        return count
    path[count, 0], path[count, 1], path[count, 2] = p, s, length
    return count + 1


@inner
def _walk(words, runs, bounds, weights, cost, table, pairs, path):
    """Lay the path of a chain through its runs, its gaps and a margin at both ends; returns how many runs it has."""
    count, last = 0, len(runs) - 1
    p, s = max(bounds[0], runs[0, 0] - MARGIN), max(bounds[2], runs[0, 1] - MARGIN)
    open_end = True
    found = _align(words, p, runs[0, 0], s, runs[0, 1], -1, open_end, weights, cost, table, pairs)
    for k in range(found):
        count = _add(path, count, pairs[k, 0], pairs[k, 1], 1)
    for r in range(len(runs)):
        count = _add(path, count, runs[r, 0], runs[r, 1], runs[r, 2])
        p, s = runs[r, 0] + runs[r, 2], runs[r, 1] + runs[r, 2]
        if r == last:
            q, t = min(bounds[1], p + MARGIN), min(bounds[3], s + MARGIN)
        else:
            q, t = runs[r + 1, 0], runs[r + 1, 1]
        if q > p and t > s and max(q - p, t - s) <= WIDEST:
            found = _align(words, p, q, s, t, 1, r == last, weights, cost, table, pairs)
            for k in range(found - 1, -1, -1):
                count = _add(path, count, pairs[k, 0], pairs[k, 1], 1)
    return count


@inner
def _score(words, path, length, rates, counts, stock, model, gains):
    """Bits of each run of a path into `gains`, and the cost of what lies before it into the second column."""
    kept, run_bits, mixing, cost = model[0], model[1], model[2], model[3]
    least = 2**run_bits
    for r in range(len(path)):
        p, total = path[r, 0], 0.0
        for i in range(path[r, 2]):
            w = words[p + i]
            likelier = _likelier(w, length, rates, kept)
            if path[r, 2] < LEAST_RUN:
                total += log2(likelier)
                continue
            if i > 0 and likelier > least:  # else it is worth no more in any case
                likelier = min(likelier, _follows(words[p + i - 1], w, rates, counts, stock, kept, mixing))
            total += max(log2(likelier), run_bits) if likelier > least else run_bits
        gains[r, 0] = total
        gap = 0 if r == 0 else p - path[r - 1, 0] + path[r, 1] - path[r - 1, 1] - 2 * path[r - 1, 2]
        gains[r, 1] = cost * gap


@inner
def _promising(words, runs, weights, run_bits, need):
    """Tell whether the words of runs are worth as much, if nothing is taken off for phrases and gaps."""
    total = 0.0
    for r in range(len(runs)):
        for i in range(runs[r, 0], runs[r, 0] + runs[r, 2]):
            total += max(weights[words[i]], run_bits)
            if total >= need:
                return True
    return False


@inner
def _best(gains, first, last):
    """Find the stretch of runs first to last that is worth most: where it starts, ends, and its bits."""
    total, best, start, end, since = -1e18, 0.0, first, first, first
    for r in range(first, last):
        if total - gains[r, 1] > 0:
            total += gains[r, 0] - gains[r, 1]
        else:
            total, since = gains[r, 0], r
        if total > best:
            best, start, end = total, since, r + 1
    return start, end, best


@inner
def _grown(rows, count, more):
    """Return the rows, or a copy with room for more of them."""
    if count + more <= len(rows):
        return rows
    larger = np.empty((2 * len(rows) + more, rows.shape[1]), rows.dtype)
    for k in range(count):  # no slices: checking their shapes takes numba seconds to compile
        for column in range(rows.shape[1]):
            larger[k, column] = rows[k, column]
    return larger


@outer
def passages(words, runs, firsts, chains, bounds, weights, rates, counts, stock, model, need):
    """Cut the passages of `need` bits and more out of chains, and lay their paths.

    words: numbers of stems; runs: rows (start, source, length), those of chain c from firsts[c] on; bounds: of each
    chain the rows it may not leave, (start, end, source start, source end); weights: what a word adds to an alignment;
    rates, counts: share and count of each stem; stock: counts of hashed neighbours; model: (kept, least bits of a word
    in a run, words that mix a pair's share, cost of a word beside the path).
    Returns rows (chain, start, end, source start, source end, first and last run of its path), their bits, and runs.
    """
    found, bits = np.empty((len(chains) + 16, 7), np.int64), np.empty((len(chains) + 16, 1))
    paths = np.empty((2 * len(runs) + 1024, 3), np.int64)
    table = np.empty((WIDEST + 1, WIDEST + 1), np.float32)
    pairs = np.empty((WIDEST, 2), np.int64)
    stack = np.empty((PIECES + 2, 2), np.int64)
    count, steps = 0, 0
    for c in range(len(chains)):
        own = runs[firsts[c] : firsts[c + 1]]
        if not _promising(words, own, weights, model[1], need / 2):
            continue
        room = 2 * MARGIN
        for r in range(len(own) - 1):
            room += 1 + min(own[r + 1, 0] - own[r, 0], own[r + 1, 1] - own[r, 1]) - own[r, 2]
        path = np.empty((room + len(own), 3), np.int64)
        path = path[: _walk(words, own, bounds[c], weights, model[3], table, pairs, path)]
        last = len(path) - 1
        length = min(path[last, 0] - path[0, 0], path[last, 1] - path[0, 1]) + path[last, 2]
        gains = np.empty((len(path), 2))
        _score(words, path, length, rates, counts, stock, model, gains)
        stack[0, 0], stack[0, 1] = 0, len(path)
        depth, taken = 1, 0
        while depth and taken < PIECES:
            depth -= 1
            low, high = stack[depth, 0], stack[depth, 1]
            start, end, total = _best(gains, low, high)
            if total < need:
                continue
            found, bits, paths = _grown(found, count, 1), _grown(bits, count, 1), _grown(paths, steps, end - start)
            found[count, 0], found[count, 1] = c, path[start, 0]
            found[count, 2] = path[end - 1, 0] + path[end - 1, 2]
            found[count, 3], found[count, 4] = path[start, 1], path[end - 1, 1] + path[end - 1, 2]
            found[count, 5], found[count, 6] = steps, steps + end - start
            bits[count, 0] = total
            for k in range(start, end):
                for column in range(3):
                    paths[steps, column] = path[k, column]
                steps += 1
            count, taken = count + 1, taken + 1
            stack[depth, 0], stack[depth, 1] = low, start
            stack[depth + 1, 0], stack[depth + 1, 1] = end, high
            depth += 2
    return found[:count], bits[:count, 0], paths[:steps]


@outer
def lay(words, spans, weights, table, firsts, runs):
    """Lay the paths of passages, rows of spans (start, end, start, end), none longer than `table` has room for.

    firsts: gets where the runs of each begin in `runs`; one row more. Returns how many there are, which may be more
    than there was room for.
    """
    pairs = np.empty((len(table), 2), np.int64)
    path = np.empty((len(table), 3), np.int64)
    count, open_end = 0, False
    for k in range(len(spans)):
        firsts[k] = count
        found = _align(
            words, spans[k, 0], spans[k, 1], spans[k, 2], spans[k, 3], 1, open_end, weights, 0.0, table, pairs
        )
        steps = 0
        for r in range(found - 1, -1, -1):
            steps = _add(path, steps, pairs[r, 0], pairs[r, 1], 1)
        for r in range(steps):
            if count < len(runs):
                for column in range(3):
                    runs[count, column] = path[r, column]
            count += 1
    firsts[len(spans)] = count
    return count
