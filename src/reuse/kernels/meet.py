"""What two places share, in bits: a first look at places that share a key, before anything is aligned."""

from __future__ import annotations

from reuse.kernels.compiled import inner, outer


@inner
def _shared(ids, a, a_end, b, b_end, bits, which, mark, stamp):
    """Bits of the words that stand in both windows, each once, for its length in words or another one."""
    total = 0.0
    for i in range(a, a_end):
        mark[ids[i]] = stamp
    for i in range(b, b_end):
        if mark[ids[i]] == stamp:
            mark[ids[i]] = stamp + 1
            total += bits[ids[i], which]
    return total


@inner
def _begins(breaks, unit, row):
    return row == len(breaks) or breaks[row] & unit != 0


@outer
def meet(ids, breaks, unit, documents, starts, lengths, owners, widths, bits, cost, mark, score):
    """Write the most bits that two places share, less `cost` a word of the mean of both lengths; 0 at least.

    ids: of the words of the corpus; breaks, documents: as in a Block; starts, lengths, owners: rows (a, b) of places
    and the numbers of their documents. They are looked at in windows of `widths` words around their middles, where both
    lie in one document up to the second window; and as they are, where both begin and end with one of the bits `unit`,
    or the text. bits: what a word is worth in each of these windows, in the last one as well as a whole; mark: zeros,
    a row a word.
    """
    stamp = 0
    for k in range(len(starts)):
        a, b = owners[k, 0], owners[k, 1]
        most = 0.0
        for which in range(len(widths)):
            width = widths[which]
            low = max(documents[a], starts[k, 0] + lengths[k, 0] // 2 - width // 2)
            then = max(documents[b], starts[k, 1] + lengths[k, 1] // 2 - width // 2)
            high, last = min(documents[a + 1], low + width), min(documents[b + 1], then + width)
            if a == b:
                high = max(low, min(high, then))
            stamp += 2
            total = _shared(ids, low, high, then, last, bits, which, mark, stamp)
            most = max(most, total - cost * (high - low + last - then) / 2)
        low, then = starts[k, 0], starts[k, 1]
        high, last = low + lengths[k, 0], then + lengths[k, 1]
        if (
            _begins(breaks, unit, low)
            and _begins(breaks, unit, then)
            and _begins(breaks, unit, high)
            and _begins(breaks, unit, last)
        ):
            stamp += 2
            total = _shared(ids, low, high, then, last, bits, len(widths) - 1, mark, stamp)
            most = max(most, total - cost * (high - low + last - then) / 2)
        score[k] = most
