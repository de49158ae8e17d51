"""Which references to open for new documents: those of whose sections a window shares more than chance would.

A window is 30 words of a new document. Each stem that it shares with a section counts the bits that this is rare, log2
of all sections over those that have the stem, if it is in one of 64 sections or fewer; each fingerprint counts what its
words would, one after another, by how common they are, as far as its own sections do not say that it is a stock phrase.
A section whose sum is seven bits above log2 of all sections has its document opened: chance brings one in 128 windows
to that. Of the references that one window meets, at most the best thirty are opened.

Bits are whole 64ths: sums do not depend on their order, nor on how references are spread over segments.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.finders.rare import windows
from reuse.references.segment import Places, spread
from reuse.references.sketch import HALF, Prints, prints
from reuse.references.sketch import MOST as MOST_SECTIONS
from reuse.references.windows import LENGTH, STEP, UNIT, Known, Pairs, bits_of, print_pairs, stem_pairs, worth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.references.segment import Segment

RARE = 64  # a stem in more than one of so many sections tells nothing
MOST = 30  # documents that a window opens
CHANCE = 7  # bits; chance brings one in 2^7 windows to some section
_ROWS = 1 << 22  # looked at at once


@dataclass(frozen=True, slots=True)
class Held:
    """A segment, and which of its documents take part: `alive` by number there."""

    segment: Segment
    alive: NDArray[np.bool_]

    @property
    def sections(self) -> int:
        """How many sections take part."""
        return int(self.alive[self.segment.section_document].sum())

    def of(self, places: Places) -> Places:
        """Return the places in documents that take part."""
        if self.alive.all():
            return places
        kept = self.alive[self.segment.section_document[places.sections]]
        return Places(places.which[kept], places.sections[kept])

    def counts(self, stems: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return in how many sections that take part each stem stands."""
        if self.alive.all():
            return self.segment.stem_counts(stems)
        return np.bincount(self.of(self.segment.stem_places(stems)).which, minlength=len(stems))


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


def nominate(block: Block, held: Sequence[Held], ranks: Callable[[], NDArray[np.int64]]) -> Nominated:
    """Return the documents of `held` that a block of new ones may share passages with.

    ranks: the order of all documents of all segments by name, asked for where a window meets too many.
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
    places = [_sorted(one.of(one.segment.stem_places(stems[wanted]))) for one in held]
    marks = prints(block)
    keys, marked = np.unique(marks.keys, return_inverse=True)
    marks_places = [_sorted(one.of(one.segment.print_places(keys))) for one in held]
    spread_ = np.sum([_count(one, np.arange(len(keys))) for one in marks_places], 0)
    met = np.flatnonzero(spread_[marked] > 0)
    marks, marked = Prints(marks.keys[met], marks.starts[met], marks.lengths[met]), marked[met]
    worth = worth_of(marks, spread_[marked], Known(total, ids, counts, rare))
    by_stem = stem_pairs(ids, frames, rare, wanted)
    by_print = print_pairs(marks, marked, worth, frames, block.documents)
    offsets = np.cumsum([0, *(len(one.alive) for one in held)])
    need = math.ceil(UNIT * (math.log2(total) + CHANCE))
    found = [np.empty((5, 0), np.int64)]
    opened: list[NDArray[np.int64]] = []
    for low, high in _parts(by_stem, by_print, places, marks_places, len(frames[0])):
        rows = []
        for one, offset, own, own_marks in zip(held, offsets, places, marks_places, strict=False):
            joined = [_joined(by_stem, low, high, own), _joined(by_print, low, high, own_marks)]
            rows.append(_scores(np.concatenate(joined, 1), one, int(offset), need))
        found.append(np.concatenate(rows, 1))
        opened.append(_best(found[-1], ranks))
    documents = np.unique(np.concatenate(opened))
    met = np.concatenate(found, 1)[1:]
    stretches = np.unique(met[:, np.isin(met[0], documents)][[0, 2, 3]].T, axis=0)
    return Nominated(documents, stretches, len(np.setdiff1d(met[0], documents)))


class _ByKey(NamedTuple):
    """Sections by key: those of key k are sections[firsts[k]:firsts[k + 1]]; keys beyond the last have none."""

    firsts: NDArray[np.int64]
    sections: NDArray[np.uint16]


def _sorted(places: Places) -> _ByKey:
    order = np.argsort(places.which, kind="stable")
    return _ByKey(np.cumsum(np.concatenate(([0], np.bincount(places.which)))), places.sections[order])


def _parts(
    by_stem: Pairs, by_print: Pairs, places: Sequence[_ByKey], marks: Sequence[_ByKey], count: int
) -> Iterator[tuple[int, int]]:
    """Yield stretches of windows that meet about _ROWS sections each, or one window."""
    sizes = np.zeros(count, np.int64)
    for pairs, lists in ((by_stem, places), (by_print, marks)):
        for one in lists:
            np.add.at(sizes, pairs.windows, _count(one, pairs.keys))
    total, low = np.cumsum(sizes), 0
    while low < count:
        done = int(total[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(total, done + _ROWS, "right")))
        yield low, high
        low = high


def _count(lists: _ByKey, keys: NDArray[np.int64]) -> NDArray[np.int64]:
    last = len(lists.firsts) - 1
    return lists.firsts[np.minimum(keys + 1, last)] - lists.firsts[np.minimum(keys, last)]


def _joined(pairs: Pairs, low: int, high: int, lists: _ByKey) -> NDArray[np.int64]:
    """Return columns (window, section, bits) of all that windows low:high meet by these keys."""
    part = slice(*np.searchsorted(pairs.windows, (low, high)))
    keys = pairs.keys[part]
    which, rows = spread(lists.firsts[np.minimum(keys, len(lists.firsts) - 1)], _count(lists, keys))
    return np.stack((pairs.windows[part][which], lists.sections[rows].astype(np.int64), pairs.bits[part][which]))


def _scores(met: NDArray[np.int64], held: Held, offset: int, need: int) -> NDArray[np.int64]:
    """Return columns (window, document, bits, start, end) of the sections that windows meet with enough bits."""
    window, section, bits = met
    if not len(window):
        return np.empty((5, 0), np.int64)
    key = window * MOST_SECTIONS + section
    order = np.argsort(key, kind="stable")
    key, bits = key[order], bits[order]
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    sums = np.add.reduceat(bits, firsts)
    enough = sums >= need
    window, section = np.divmod(key[firsts[enough]], MOST_SECTIONS)
    document = held.segment.section_document[section].astype(np.int64) + offset
    return np.stack((window, document, sums[enough], *held.segment.bounds(section)))


def _best(met: NDArray[np.int64], ranks: Callable[[], NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the documents that windows open: the best of each, each once."""
    window, document, bits = met[:3]
    order = np.lexsort((-bits, document, window))
    window, document, bits = window[order], document[order], bits[order]
    fresh = np.ones(len(window), np.bool_)
    fresh[1:] = (window[1:] != window[:-1]) | (document[1:] != document[:-1])
    window, document, bits = window[fresh], document[fresh], bits[fresh]
    if np.bincount(window).max(initial=0) <= MOST:
        return np.unique(document)
    order = np.lexsort((ranks()[document], -bits, window))
    window, document = window[order], document[order]
    firsts = np.flatnonzero(np.diff(window, prepend=-1))
    place = np.arange(len(window)) - np.repeat(firsts, np.diff(np.append(firsts, len(window))))
    return np.unique(document[place < MOST])
