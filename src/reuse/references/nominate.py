"""Which references to open for new documents: those of whose sections a window shares more than chance would.

A window is 30 words of a new document. Each stem that it shares with a section counts the bits that this is rare, log2
of all sections over those that have the stem, if it is in one of 64 sections or fewer; each fingerprint counts what its
words would, one after another, by how common they are, as far as its own sections do not say that it is a stock phrase.
A section whose sum is seven bits above log2 of all sections is met: chance brings one in 128 windows to that. Which of
those that are met are opened `reuse.references.choose` says: ten for a window at most.

Bits are whole 64ths: sums do not depend on their order, nor on how references are spread over segments.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.finders.rare import windows
from reuse.references.choose import Met
from reuse.references.lookup import ByKey, looked_up
from reuse.references.sketch import HALF, Prints, prints
from reuse.references.windows import LENGTH, STEP, UNIT, Known, Pairs, bits_of, print_pairs, stem_pairs, worth_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.references.lookup import Held

RARE = 64  # a stem in more than one of so many sections tells nothing
CHANCE = 7  # bits; chance brings one in 2^7 windows to some section
_ROWS = 1 << 22  # looked at at once


class Nominated(NamedTuple):
    """Documents to open, and the stretches of them to look at first.

    documents  numbers over all segments, ascending
    stretches  rows (document, first code point, end), ascending; an end may lie beyond that of the document
    left_out   how many more documents windows met than they open
    """

    documents: NDArray[np.int64]
    stretches: NDArray[np.int64]
    left_out: int

    def renumbered(self, numbers: NDArray[np.int64]) -> Nominated:
        """Return the same with other numbers for the documents."""
        stretches = np.column_stack((numbers[self.stretches[:, 0]], self.stretches[:, 1:]))
        ordered = stretches[np.lexsort(stretches.T[::-1])]
        return Nominated(np.sort(numbers[self.documents]), ordered, self.left_out)


def nominate(block: Block, held: Sequence[Held], names: NDArray[np.int64]) -> Nominated:
    """Return the documents of `held` that a block of new ones may share passages with.

    names: the order of all documents of all segments by name.
    """
    total = sum(one.sections for one in held)
    nothing = Nominated(np.empty(0, np.int64), np.empty((0, 3), np.int64), 0)
    if not total or not len(block.stems):
        return nothing
    frames = windows(block.documents, LENGTH, STEP)
    stems, ids = np.unique((block.stems >> HALF).astype(np.uint32), return_inverse=True)
    counts = np.sum([one.counts(stems) for one in held], 0)
    rare = np.where(counts * RARE <= total, bits_of(total, np.maximum(counts, 1)), 0) * (counts > 0)
    wanted = np.flatnonzero(rare)
    marks = prints(block)
    keys, marked = np.unique(marks.keys, return_inverse=True)
    firsts = np.cumsum([0, *(len(one.alive) for one in held)]).tolist()
    lists = [ByKey.of(one, stems[wanted], keys, first) for one, first in zip(held, firsts, strict=False)]
    spread = np.sum([one.counts(np.arange(len(wanted), len(wanted) + len(keys))) for one in lists], 0)
    known = np.flatnonzero(spread[marked] > 0)
    marks, marked = Prints(marks.keys[known], marks.starts[known], marks.lengths[known]), marked[known]
    worth = worth_of(marks, spread[marked], Known(total, ids, counts, rare))
    pairs = Pairs.joined(
        stem_pairs(ids, frames, rare, wanted),
        print_pairs(marks, marked + len(wanted), worth, frames, block.documents),
    )
    need = math.ceil(UNIT * (math.log2(total) + CHANCE))
    met, opened = [np.empty(0, np.int64)], [Met.none()]
    for part in _parts(pairs, lists, len(frames[0])):
        found, chosen = looked_up(part, lists, need, names)
        met.append(np.unique(found.documents))
        opened.append(chosen)
    stretches = Met.joined(opened).stretches
    documents = np.unique(stretches[:, 0])
    return Nominated(documents, stretches, len(np.setdiff1d(np.concatenate(met), documents)))


def _parts(pairs: Pairs, lists: Sequence[ByKey], count: int) -> Iterator[Pairs]:
    """Yield what windows hold, some at a time: those that meet about _ROWS sections, or one window."""
    sizes = np.sum([np.bincount(pairs.windows, one.counts(pairs.keys), count) for one in lists], 0).astype(np.int64)
    total, low = np.cumsum(sizes), 0
    while low < count:
        done = int(total[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(total, done + _ROWS, "right")))
        rows = slice(*np.searchsorted(pairs.windows, (low, high)))
        yield Pairs(*(column[rows] for column in pairs))
        low = high
