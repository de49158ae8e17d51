"""What two windows share, in bits: a first look at places that share a key, before anything is aligned."""

from __future__ import annotations

from reuse.kernels.compiled import outer


@outer
def meet(ids, low, high, bits, cost, mark, stamp, score):
    """Bits of the words that windows low[k, 0]:high[k, 0] and low[k, 1]:high[k, 1] share, less `cost` a word.

    ids: word ids of the corpus; bits: by word; mark: a row a word, with nothing above `stamp`; writes to `score` where
    it is more than what is there. Each shared word counts once; the cost is that of the mean of both lengths. Returns
    the stamp for the next call, so that marks need not be taken back.
    """
    for k in range(len(low)):
        stamp += 2
        total = 0.0
        for i in range(low[k, 0], high[k, 0]):
            mark[ids[i]] = stamp
        for i in range(low[k, 1], high[k, 1]):
            if mark[ids[i]] == stamp:
                mark[ids[i]] = stamp + 1
                total += bits[ids[i]]
        total -= cost * (high[k, 0] - low[k, 0] + high[k, 1] - low[k, 1]) / 2
        score[k] = max(score[k], total)
    return stamp
