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
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from reuse.finders.rare import windows
from reuse.references.choose import PART, Met, Ranks
from reuse.references.segment import Places, spread
from reuse.references.sketch import HALF, Prints, prints
from reuse.references.sketch import MOST as MOST_SECTIONS
from reuse.references.windows import LENGTH, STEP, UNIT, Known, Pairs, bits_of, print_pairs, stem_pairs, worth_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.references.segment import Segment

RARE = 64  # a stem in more than one of so many sections tells nothing
CHANCE = 7  # bits; chance brings one in 2^7 windows to some section
_ROWS = 1 << 22  # looked at at once
_DIGITS = 20  # of the bits that a key counts, in parts: fewer than 2^20


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
    lists = [_ByKey.of(one, stems[wanted], keys) for one in held]
    spread_ = np.sum([one.counts(np.arange(len(wanted), len(wanted) + len(keys))) for one in lists], 0)
    known = np.flatnonzero(spread_[marked] > 0)
    marks, marked = Prints(marks.keys[known], marks.starts[known], marks.lengths[known]), marked[known]
    worth = worth_of(marks, spread_[marked], Known(total, ids, counts, rare))
    pairs = Pairs.joined(
        stem_pairs(ids, frames, rare, wanted),
        print_pairs(marks, marked + len(wanted), worth, frames, block.documents),
    )
    need = math.ceil(UNIT * (math.log2(total) + CHANCE))
    found = [Met.none()]
    opened = [Met.none()]
    for low, high in _parts(pairs, lists, len(frames[0])):
        rows = slice(*np.searchsorted(pairs.windows, (low, high)))
        part = _Part(Pairs(*(column[rows] for column in pairs)), held, lists, need)
        met, chosen = part.looked_up(names)
        found.append(met)
        opened.append(chosen)
    chosen = Met.joined(opened)
    documents = np.unique(chosen.documents)
    left_out = len(np.setdiff1d(Met.joined(found).documents, documents))
    return Nominated(documents, chosen.stretches, left_out)


class _ByKey(NamedTuple):
    """Sections of a segment by key: those of key k are sections[firsts[k]:firsts[k + 1]]."""

    firsts: NDArray[np.int64]
    sections: NDArray[np.uint16]

    @classmethod
    def of(cls, held: Held, stems: NDArray[np.uint32], prints_: NDArray[np.uint32]) -> Self:
        """Look up stems and, numbered on, fingerprints."""
        parts = [held.of(held.segment.stem_places(stems)), held.of(held.segment.print_places(prints_))]
        which = np.concatenate((parts[0].which, parts[1].which + len(stems)))
        counts = np.bincount(which, minlength=len(stems) + len(prints_))
        sections = np.concatenate([part.sections for part in parts])
        return cls(np.cumsum(np.concatenate(([0], counts))), sections[np.argsort(which, kind="stable")])

    def counts(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return in how many sections each of some keys stands."""
        return self.firsts[keys + 1] - self.firsts[keys]


def _parts(pairs: Pairs, lists: Sequence[_ByKey], count: int) -> Iterator[tuple[int, int]]:
    """Yield stretches of windows that meet about _ROWS sections each, or one window."""
    sizes = np.sum([np.bincount(pairs.windows, one.counts(pairs.keys), count) for one in lists], 0).astype(np.int64)
    total, low = np.cumsum(sizes), 0
    while low < count:
        done = int(total[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(total, done + _ROWS, "right")))
        yield low, high
        low = high


@dataclass(frozen=True)
class _Part:
    """What some windows hold, and the sections of each segment that hold it too."""

    pairs: Pairs
    held: Sequence[Held]
    lists: Sequence[_ByKey]
    need: int  # parts of a bit

    def looked_up(self, names: NDArray[np.int64]) -> tuple[Met, Met]:
        """Return what windows meet, as far as the best does not explain it away, and what of it is to be opened."""
        met = Met.joined([self._scores(*one) for one in self._rows()])
        if not len(met.windows):
            return met, met
        ranks = Ranks.of(met, names)
        best = ranks.best(met)
        most = np.zeros(int(self.pairs.windows[-1]) + 1, np.int64)
        source = np.full(len(most), -1)
        most[best.windows], source[best.windows] = best.bits, best.documents
        near = met.some(PART * met.bits >= most[met.windows])
        told = np.zeros(len(self.pairs.windows), np.bool_)
        for held, offset, which, sections in self._rows():
            owners = held.segment.section_document[sections] + offset
            told[which[owners == source[self.pairs.windows[which]]]] = True
        others = [
            self._scores(held, offset, which[fresh], sections[fresh])
            for held, offset, which, sections in self._rows()
            for fresh in [~told[which]]
        ]
        more = Met.joined(others)
        return Met.joined([near, more]), Met.joined([ranks.chosen(near), ranks.chosen(more)])

    def _rows(self) -> Iterator[tuple[Held, int, NDArray[np.int64], NDArray[np.int64]]]:
        """Yield a segment, the number of its first document, and by rows what is in it: numbers of pairs, sections."""
        offset = 0
        for held, own in zip(self.held, self.lists, strict=True):
            which, rows = spread(own.firsts[self.pairs.keys], own.counts(self.pairs.keys))
            yield held, offset, which, own.sections[rows].astype(np.int64)
            offset += len(held.alive)

    def _scores(self, held: Held, offset: int, which: NDArray[np.int64], sections: NDArray[np.int64]) -> Met:
        """Return the sections of a segment that windows meet with enough bits."""
        if not len(which):
            return Met.none()
        packed = (self.pairs.windows[which] * MOST_SECTIONS + sections) << _DIGITS | self.pairs.bits[which]
        packed.sort()  # numbers by themselves sort ten times as fast as the order of a column
        keys = packed >> _DIGITS
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        sums = np.add.reduceat(packed & ((1 << _DIGITS) - 1), firsts)
        enough = sums >= self.need
        window, section = np.divmod(keys[firsts[enough]], MOST_SECTIONS)
        document = held.segment.section_document[section].astype(np.int64) + offset
        return Met(window, document, sums[enough], *held.segment.bounds(section))
