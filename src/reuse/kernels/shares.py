"""The share of a word in texts like these, the passages in question left out."""

from __future__ import annotations

from reuse.kernels.compiled import inner, outer


@inner
def share(w, own, taken, shares, weights):
    """Share of word w in texts like these, `taken` words of which `own` are w left out.

    shares: (counts in the two documents, counts in the corpus, background shares); weights, in words: (the two
    documents, the corpus, prior weight of the corpus, prior weight of the background). More may be taken than was
    counted: copies were counted once in all.
    """
    here, everywhere, background = shares
    corpus = (max(everywhere[w] - own, 0.0) + weights[3] * background[w]) / (max(weights[1] - taken, 0.0) + weights[3])
    return (max(here[w] - own, 0.0) + weights[2] * corpus) / (max(weights[0] - taken, 0.0) + weights[2])


@outer
def count(words, worth, counts):
    """Add to `counts` what each word is worth; returns the sum."""
    total = 0.0
    for i in range(len(words)):
        counts[words[i]] += worth[i]
        total += worth[i]
    return total
