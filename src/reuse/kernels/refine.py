"""From a box to a passage: on each side in turn the segment whose words the other side explains best, in bits.

The bits of a word and the rounds are derived in `reuse.aligners.surprise`.
"""

from __future__ import annotations

from math import exp, log2

import numpy as np

from reuse.kernels.compiled import inner, outer
from reuse.kernels.shares import count, share

LONGEST_RUN = 5  # a longer common run gets no further precedence over other places of a word
SHORTEST = 3  # words; a shorter passage is none
FARTHEST = 1000  # words looked at on each side, however long the passage: boxes already span what is longer
NEVER = -1e3  # bits; no segment reaches over such a word
MIX = np.uint64(0x9E3779B97F4A7C15)
LOW = np.uint64(32)
ASIDE = 60  # words
WORK = 2000  # words weighed, a word of both texts; boxes beyond that, the smallest, are passed over
ZERO = np.int64(0)


@inner
def _pair(first, second):
    """Two neighbouring words as one number above zero."""
    return (np.uint64(first) << LOW) | np.uint64(second + 1)


@inner
def _slot(table, mask, key):
    """Where `key` stands in the open-addressing table of mask + 1 rows (0 is free), or the free row for it."""
    at = np.int64((key * MIX) >> LOW) & mask
    while table[at] != 0 and table[at] != key:
        at = (at + 1) & mask
    return at


@inner
def _tally(words, start, end, worth, counts, own, again, before):
    """Count a passage's words into `counts`, and into `own` what the shares counted of them; returns the sum of that.

    What stands in several places was counted once in all: `again` keeps how often a word is of that kind, and it is
    owned only where the other passage, counted `before`, does not own it yet.
    """
    taken = 0
    for i in range(start, end):
        word = words[i]
        counts[word] += 1
        if worth[i] < 1:
            again[word] += 1
            if again[word] <= before[word]:
                continue
        own[word] += 1
        taken += 1
    return taken


@inner
def _clear(words, start, end, counts, own, again):
    """Take a passage's words back."""
    for i in range(start, end):
        counts[words[i]] = own[words[i]] = again[words[i]] = 0


@inner
def _tally_pairs(words, start, end, worth, table, mask, pairs, own):
    """Count the other passage's neighbouring words into `pairs`; `own` gets what they are worth."""
    for i in range(start + 1, end):
        key = _pair(words[i - 1], words[i])
        at = _slot(table, mask, key)
        table[at] = key
        pairs[at] += 1
        if worth[i - 1] == 1 and worth[i] == 1:
            own[at] += 1


@inner
def _own_pairs(words, start, end, other, table, mask, own):
    """Count a passage's neighbouring words into `own` where the other passage has them."""
    for i in range(start + 1, end):
        if other[words[i - 1]] > 0 and other[words[i]] > 0:
            at = _slot(table, mask, _pair(words[i - 1], words[i]))
            if table[at] != 0:
                own[at] += 1


@inner
def _runs(words, low, high, other, table, mask, run):
    """Length in words of the run of shared pairs in which each word of the window stands."""
    i = low
    while i < high:
        j = i + 1
        while (
            j < high
            and other[words[j - 1]] > 0  # seldom: most words are spared the search of their pair
            and other[words[j]] > 0
            and table[_slot(table, mask, _pair(words[j - 1], words[j]))] != 0
        ):
            j += 1
        for k in range(i, j):
            run[k - low] = j - i
        i = j


@inner
def _pick(words, low, high, start, end, run, other, hit, order):
    """One-to-one matches in the window: a word serves as often as the other passage has it (`other`, restored).

    The longest runs come first, then the words nearest to the passage (start, end). order: of the words that the other
    passage has, overwritten.
    """
    n = high - low
    for k in range(n):
        hit[k] = False
    count = 0
    far = max(start - low, high - end)
    for step in range(end - start + 2 * far):
        i = start + step
        if i >= end:  # outward: left, right, left ...
            d = (i - end) // 2 + 1
            i = start - d if (i - end) % 2 == 0 else end - 1 + d
            if i < low or i >= high:
                continue
        if other[words[i]] > 0:
            order[count] = i - low
            count += 1
    for wanted in range(LONGEST_RUN, 0, -1):
        for c in range(count):
            k = order[c]
            if min(run[k], LONGEST_RUN) == wanted and other[words[low + k]] > 0:
                other[words[low + k]] -= 1
                hit[k] = True
    for c in range(count):
        if hit[order[c]]:
            other[words[low + order[c]]] += 1


@inner
def segment(gain, bonus, low, n):
    """Find the segment of most bits, with a bonus for the bounds it has; returns start, end, bits less bonus."""
    total, least, least_at, least_sum = 0.0, 1e18, 0, 0.0
    best, start, end, bits = -1e18, 0, 0, 0.0
    for k in range(n + 1):
        edge = bonus[low + k]
        if total - edge < least:
            least, least_at, least_sum = total - edge, k, total
        if total + edge - least > best:
            best, start, end, bits = total + edge - least, least_at, k, total - least_sum
        if k < n:
            total += gain[k]
    return start, end, bits


@inner
def _linked(w, k, i, hit, run, table, mask, pairs, own_pairs, own, everywhere, stock, share_, model):
    """How much likelier word i is by reuse, as the next of its run: a stock phrase leads to it anyway."""
    kept, mixing = model[0], model[3]
    if k == 0 or not hit[k - 1] or run[k - 1] != run[k]:
        return 1e18
    key = _pair(w[i - 1], w[i])
    at = _slot(table, mask, key)
    if pairs[at] == 0:
        return 1e18
    counted = stock[np.int64((key * MIX) >> LOW) & (len(stock) - 1)]
    together = max(counted - own_pairs[at], 0)
    before = max(everywhere[w[i - 1]] - own[w[i - 1]], together)
    return 1 + kept * ((before + mixing) / (together + mixing * share_) - 1)


@inner
def _weigh(w, low, high, length, taken, closed, shares, weights, stock, model, scratch, mask):
    """Bits of each word of the window, given which are hit by a passage of `length` words."""
    own, _, _, _, _, table, pairs, own_pairs, run, _, hit, gain, _ = scratch
    kept, least_run, run_bits = model[0], model[1], model[2]
    miss, least = log2(1 - kept), 2**run_bits
    for k in range(high - low):
        i = low + k
        if closed[i]:
            gain[k] = NEVER
        elif not hit[k]:
            gain[k] = miss
        else:
            rate = share(w[i], own[w[i]] if taken else 0, taken, shares, weights)
            likelier = 1 + kept * (1 / (1 - exp(-rate * length)) - 1)
            if run[k] < least_run:
                gain[k] = log2(likelier)
            elif likelier <= least:
                gain[k] = run_bits
            else:
                chain = _linked(w, k, i, hit, run, table, mask, pairs, own_pairs, own, shares[1], stock, rate, model)
                gain[k] = max(log2(min(likelier, chain)), run_bits)


@inner
def _overhang(first, last, step, hit, run, least):
    """Words at an end, in the direction of `step`, that do not match and lie before a run of `least` that does."""
    k = first
    while k != last and not hit[k]:
        k += step
    return abs(k - first) if k != last and run[k] >= least else ZERO


@inner
def _half(
    w, o, worth_w, worth_o, edge, closed, bounds, turn, shares, weights, stock, model, scratch, gains, result, side
):
    """One side of a round: the best segment of w around (start, end), for passage (o_start, o_end) of o.

    bounds: (start, end, o_start, o_end, first and last word allowed). Returns start and end; `result`
    gets, for this side, bits, matching words, and what hangs over at each end.
    """
    own, count_w, count_o, again_w, again_o, table, pairs, own_pairs, run, order, hit, gain, _ = scratch
    start, end, o_start, o_end = bounds[0], bounds[1], bounds[2], bounds[3]
    reach = int(model[4]) + min((end - start) // 2, FARTHEST)
    low, high = max(bounds[4], start - reach), min(bounds[5], end + reach)
    mask = 15
    while mask < 2 * (o_end - o_start):
        mask = 2 * mask + 1
    taken = _tally(w, start, end, worth_w, count_w, own, again_w, again_o)
    taken += _tally(o, o_start, o_end, worth_o, count_o, own, again_o, again_w)
    _tally_pairs(o, o_start, o_end, worth_o, table, mask, pairs, own_pairs)
    _own_pairs(w, start, end, count_o, table, mask, own_pairs)
    _runs(w, low, high, count_o, table, mask, run)
    _pick(w, low, high, start, end, run, count_o, hit, order)
    _weigh(w, low, high, o_end - o_start, taken if turn else 0, closed, shares, weights, stock, model, scratch, mask)
    _clear(w, start, end, count_w, own, again_w)
    _clear(o, o_start, o_end, count_o, own, again_o)
    for k in range(mask + 1):
        table[k] = 0
        pairs[k] = 0
        own_pairs[k] = 0
    first, last, bits = segment(gain, edge, low, high - low)
    result[side] = bits
    before = _overhang(first, last, 1, hit, run, int(model[6]))
    behind = _overhang(last - 1, first - 1, -1, hit, run, int(model[6]))
    result[4 + 2 * side], result[5 + 2 * side] = before, behind
    result[2 + side] = 0
    for k in range(first + before, last - behind):
        gains[k - first - before] = gain[k]
        result[2 + side] += hit[k]
    return low + first, low + last


@inner
def _was_there(seen, turn, s, e, t, u):
    """Keep where the passages are after a turn; returns whether they were there before."""
    found = False
    for k in range(turn):
        found |= seen[k, 0] == s and seen[k, 1] == e and seen[k, 2] == t and seen[k, 3] == u
    seen[turn, 0], seen[turn, 1], seen[turn, 2], seen[turn, 3] = s, e, t, u
    return found


@inner
def _along(found, s, e, t, u):
    """Tell whether a box lies within passages that were found, about where these correspond."""
    if s < found[0] or e > found[1] or t < found[2] or u > found[3]:
        return False
    wide, high = found[1] - found[0], found[3] - found[2]
    aside = ((s + e) // 2 - found[0]) * high - ((t + u) // 2 - found[2]) * wide
    return abs(aside) <= (ASIDE + high // 8) * wide


@inner
def _settle(a, b, limits, same, box, bits, shares, weights, stock, model, scratch, gains):
    """Move the passages of one box until nothing moves, in place; returns the words looked at.

    a, b: (word ids, worth, edge, closed) of each text; limits: (first, last row of a, of b) that may be used.
    """
    seen = scratch[12]
    s, e, t, u = box[0], box[1], box[2], box[3]
    box[0] = box[1] = box[2] = box[3] = 0
    if same and e > t:
        middle = (e + t) // 2
        e, t = min(e, middle), max(t, middle)
    work = ZERO
    for half in range(2 * int(model[5])):  # s:e is the passage that moves, t:u the other; then they change places
        side = half % 2
        if e - s < SHORTEST or u - t < SHORTEST:
            break
        w, o = (a, b) if side == 0 else (b, a)
        first, last = limits[2 * side], limits[2 * side + 1]
        if same:
            first, last = (first, min(last, t)) if side == 0 else (max(first, u), last)
        work += e - s + u - t
        both_moved = half >= 2  # noqa: PLR2004 - both sides have had a turn
        bounds = (s, e, t, u, first, last)
        s, e = _half(
            w[0], o[0], w[1], o[1], w[2], w[3], bounds, both_moved, shares, weights, stock, model, scratch,
            gains[side], bits, side,
        )  # fmt: skip
        s, e, t, u = t, u, s, e
        if side == 1 and _was_there(seen, half // 2, s, e, t, u):
            break
    if e - s >= SHORTEST and u - t >= SHORTEST:
        cut = bits[4:]
        box[0], box[1], box[2], box[3] = s + int(cut[0]), e - int(cut[1]), t + int(cut[2]), u - int(cut[3])
    return work


@outer
def refine(
    a,
    b,
    edge_a,
    edge_b,
    worth_a,
    worth_b,
    closed_a,
    closed_b,
    same,
    boxes,
    bits,
    shares,
    weights,
    stock,
    model,
    scratch,
    gains,
    need,
    owner,
):
    """Move the passages of each box until nothing moves, in place.

    bits: zeros, rows of 8: bits of a and of b, their matching words, and how many words were left out at the start and
    at the end of a, and of b, since they do not match and a common run lies behind them.
    a, b: word ids; edge: bonus in bits for a passage that begins before word i (or ends behind i - 1); worth: how
    much of a word was counted in the shares; closed: words that may not be used; same: one document, a before b;
    boxes: rows (a start, a end, b start, b end), all zero when nothing is left; stock: counts of hashed word pairs in
    the corpus; model: (kept, least run, bits of a run's word, weight of single words in a pair's share, context in
    words, rounds, run that ends a passage); scratch: reused arrays, zero between calls; gains: the bits of each word of
    the last box, row 0 for a, row 1 for b. A box that lies along passages found before, of `need` bits and more, leads
    to them or to less, and becomes empty; owner: zeros, one a word of a, which keep these passages.
    """
    work = WORK * (len(a) + len(b))
    text_a, text_b = (a, worth_a, edge_a, closed_a), (b, worth_b, edge_b, closed_b)
    limits = np.array((0, len(a), 0, len(b)))
    for row in range(len(boxes)):
        box = boxes[row]
        holder = owner[(box[0] + box[1]) // 2] - 1
        if work < 0 or (holder >= 0 and _along(boxes[holder], box[0], box[1], box[2], box[3])):
            box[0] = box[1] = box[2] = box[3] = 0
            continue
        work -= _settle(text_a, text_b, limits, same, box, bits[row], shares, weights, stock, model, scratch, gains)
        if box[1] > 0 and (bits[row, 0] + bits[row, 1]) / 2 >= need:
            for i in range(box[0], box[1]):
                if owner[i] == 0:
                    owner[i] = row + 1
    for row in range(len(boxes)):
        for i in range(boxes[row, 0], boxes[row, 1]):
            owner[i] = 0


@outer
def refine_each(
    words, edge, worth, closed, same, limits, near, boxes, bits, shares, weights, stock, model, scratch, gains
):
    """Move the passages of each box within limits of its own, rows as of boxes; else as `refine`.

    same: whether both sides of a box lie in one document, a before b; near: rows as of boxes, the neighbourhoods of
    both sides, which say what is common here.
    """
    text, here = (words, worth, edge, closed), shares[0]
    for row in range(len(boxes)):
        low, high, then, last = near[row, 0], near[row, 1], near[row, 2], near[row, 3]
        if then < high:
            high, then = last, last
        total = count(words[low:high], worth[low:high], here) + count(words[then:last], worth[then:last], here)
        own = (total, weights[1], weights[2], weights[3])
        _settle(text, text, limits[row], same[row], boxes[row], bits[row], shares, own, stock, model, scratch, gains)
        for i in range(low, high):
            here[words[i]] = 0
        for i in range(then, last):
            here[words[i]] = 0
