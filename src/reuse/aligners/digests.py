"""Summaries: a stretch of one document that tells the whole of another in fewer words.

No passage of the source answers it, but its vocabulary follows the whole source better than the rest of its own
document: each word is a draw from the source with share m, or from the document, and m is estimated by expectation and
maximisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.pair import Passages
from reuse.kernels import digest as kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair


@dataclass(frozen=True)
class Digests:
    """What a stretch must show to be a summary."""

    words: int = 80  # of the stretch, at least
    bits: float = 50.0  # by which the source explains it better than its own document
    residue: float = 20.0  # bits outside the longest passage that the source answers
    density: float = 0.6  # bits a word there
    passage: int = 55  # words; two passages of that length are passages, and no summary
    share: float = 0.65  # of the stretch that comes from the source
    ratio: float = 2.0  # the source is longer by this
    longest: int = 8000  # words of a source


def summaries(pair: Pair, found: list[Passages], wanted: Digests) -> list[Passages]:
    """Return the passages of `pair`, with those of a that lie in a summary of all of b replaced by it."""
    a, b = pair.a.ids, pair.b.ids
    if pair.same or len(b) > wanted.longest or len(a) < 1.5 * wanted.words:
        return found
    plain = list(found)
    digests: list[Passages] = []
    for bits, start, end, gains in sorted(_stretches(pair, wanted), key=lambda one: (-one[0], one[1])):
        if any(start < one.a[1] and one.a[0] < end for one in digests):
            continue
        if not _gathered(gains, [_within(one.a, start, end) for one in plain], wanted):
            continue
        plain = [one for one in plain if one.a[1] <= start or end <= one.a[0]]
        digests.append(Passages((start, end), (0, len(b)), (bits, bits), (gains, np.zeros(len(b))), summary=True))
    return sorted([*plain, *digests], key=lambda one: (one.a, one.b))


def _within(span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the part of a span that lies in a stretch, counted from its start."""
    return max(0, span[0] - start), max(0, min(span[1], end) - start)


def _gathered(gains: NDArray[np.float64], inner: list[tuple[int, int]], wanted: Digests) -> bool:
    """Tell a summary, gathered from many places of the source, from a passage or two that stand in it."""
    longest, second = sorted([(0, 0), (0, 0), *inner], key=lambda span: span[0] - span[1])[:2]
    rest = np.concatenate((gains[: longest[0]], gains[longest[1] :]))
    enough = rest.sum() >= max(wanted.residue, wanted.density * len(rest))
    return bool(enough) and second[1] - second[0] < wanted.passage


def _stretches(pair: Pair, wanted: Digests) -> list[tuple[float, int, int, np.ndarray]]:
    """Return bits, bounds and the bits of each word of the stretches that are long and like enough."""
    a, b, space = pair.a.ids, pair.b.ids, pair.space
    own, in_a, in_b = space.tallies[:3]
    np.add.at(in_a, a, 1)
    np.add.at(in_b, b, 1)
    stems = len(np.union1d(a, b))
    spans = np.empty((len(a), 2), np.int64)
    rows = []
    for span in spans[: kernel.promising(a, b, stems, wanted.words, (own, in_a, in_b), spans)].copy():
        bits, share = kernel.digest(
            a, b, pair.edges[0], stems, int(pair.model[4]), span, (own, in_a, in_b), space.gains[0]
        )
        start, end = span.tolist()
        long = end - start >= wanted.words and (end - start) * wanted.ratio <= len(b)
        if long and bits >= wanted.bits and share >= wanted.share:
            rows.append((bits, start, end, space.gains[0, : end - start].copy()))
    in_a[a] = in_b[b] = 0
    return rows
