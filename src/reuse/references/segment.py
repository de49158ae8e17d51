"""A segment: the sketch of a batch of documents as sorted columns, never changed once it is made.

Columns of fingerprints: a row a fingerprint and section, sorted by both. Where there are many, the high half of a
fingerprint is not stored: a table says where the rows of each begin. Columns of stems: the sections of a stem one after
another; a stem in more than one of sixteen sections has a bit for each section instead.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.references.sketch import BITS, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_MANY = 1 << 18  # rows; from here on a table of 65,536 rows pays
_LOW = np.uint64(0xFFFF)
BEYOND = 1 << 40  # behind the end of any document
_DENSE = 16  # a bit a section takes as much as sixteen bits for each sixteenth section


class Places(NamedTuple):
    """Where some keys stand: number of the key, section; keys need not ascend."""

    which: NDArray[np.int64]
    sections: NDArray[np.uint16]


@dataclass(frozen=True, eq=False)
class Segment:
    """Sorted columns; of each section the document, by its number in the segment, and the code point it begins at."""

    heads: NDArray[np.uint32]  # where rows begin whose fingerprint has these high 16 bits; empty for few rows
    tails: NDArray[np.uint16] | NDArray[np.uint32]  # the low 16 bits; all 32 where there are no heads
    tail_sections: NDArray[np.uint16]
    stems: NDArray[np.uint32]
    stem_firsts: NDArray[np.uint32]
    stem_sections: NDArray[np.uint16]
    dense: NDArray[np.uint32]
    dense_bits: NDArray[np.uint8]  # a row a dense stem
    section_document: NDArray[np.uint16]
    section_starts: NDArray[np.uint32]

    @classmethod
    def of(cls, sketch: Sketch) -> Segment:
        """Make a segment of a sketch."""
        total = int(sketch.sections.sum())
        keys, sections = (sketch.prints >> BITS).astype(np.uint32), (sketch.prints & _LOW).astype(np.uint16)
        heads = np.empty(0, np.uint32)
        tails: NDArray[np.uint16] | NDArray[np.uint32] = keys
        if len(keys) >= _MANY:
            heads = np.searchsorted(keys >> np.uint32(16), np.arange((1 << 16) + 1)).astype(np.uint32)
            tails = (keys & np.uint32(_LOW)).astype(np.uint16)
        stem_rows = (sketch.stems >> BITS).astype(np.uint32)
        stem_sections = (sketch.stems & _LOW).astype(np.uint16)
        bounds = np.append(np.flatnonzero(np.diff(stem_rows, prepend=stem_rows[:1] + np.uint32(1))), len(stem_rows))
        stems, counts = stem_rows[bounds[:-1]], np.diff(bounds)
        common = counts * _DENSE > max(total, 64 * _DENSE)
        bits = np.zeros((int(common.sum()), total), np.bool_)
        for row, k in enumerate(np.flatnonzero(common).tolist()):
            bits[row, stem_sections[bounds[k] : bounds[k + 1]]] = True
        kept = np.repeat(~common, counts)
        return cls(
            heads,
            tails,
            sections,
            stems[~common],
            np.cumsum(np.concatenate(([0], counts[~common]))).astype(np.uint32),
            stem_sections[kept],
            stems[common],
            np.packbits(bits, axis=1),
            np.repeat(np.arange(len(sketch.sections)), sketch.sections).astype(np.uint16),
            sketch.starts.astype(np.uint32),
        )

    def bounds(self, sections: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the code points at which sections begin and end; BEYOND for the end of a document."""
        following = np.minimum(sections + 1, len(self.section_document) - 1)
        inside = (following > sections) & (self.section_document[following] == self.section_document[sections])
        ends = np.where(inside, self.section_starts[following].astype(np.int64), BEYOND)
        return self.section_starts[sections].astype(np.int64), ends

    @property
    def documents(self) -> int:
        """The number of the last document that has a section, and one more."""
        return int(self.section_document[-1]) + 1 if len(self.section_document) else 0

    @classmethod
    def names(cls) -> Sequence[str]:
        """Return the names of the columns."""
        return [column.name for column in fields(cls)]

    @classmethod
    def from_columns(cls, columns: Mapping[str, NDArray[np.generic]]) -> Segment:
        """Return the segment that has these columns."""
        return cls(**{name: columns[name] for name in cls.names()})  # type: ignore[arg-type]  # as they were written

    def print_places(self, keys: NDArray[np.uint32]) -> Places:
        """Return the sections that some fingerprints, each once, stand in."""
        if not len(self.heads):
            low, high = (np.searchsorted(self.tails, keys, side) for side in ("left", "right"))
        else:
            top = keys >> np.uint32(16)
            first, last = self.heads[top].astype(np.int64), self.heads[top + 1].astype(np.int64)
            tail = (keys & np.uint32(_LOW)).astype(np.int64)
            low = _bound(self.tails, first, last, tail)
            high = _bound(self.tails, low, last, tail + 1)
        which, rows = spread(low, high - low)
        return Places(which, self.tail_sections[rows])

    def stem_counts(self, stems: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return in how many sections each of some stems, each once, stands."""
        _, counts = self._lists(stems)
        for k, row in self._dense(stems):
            counts[k] = int(np.unpackbits(row).sum())
        return counts

    def stem_places(self, stems: NDArray[np.uint32]) -> Places:
        """Return the sections that some stems, each once, stand in."""
        which, rows = spread(*self._lists(stems))
        parts = [(which, self.stem_sections[rows])]
        for k, row in self._dense(stems):
            own = np.flatnonzero(np.unpackbits(row))
            parts.append((np.full(len(own), k), own.astype(np.uint16)))
        return Places(np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]))

    def _lists(self, stems: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the sections of each stem begin in `stem_sections`, and how many they are."""
        if not len(self.stems):
            return np.zeros((2, len(stems)), np.int64)[0], np.zeros(len(stems), np.int64)
        at = np.minimum(np.searchsorted(self.stems, stems), len(self.stems) - 1)
        first, last = self.stem_firsts[at].astype(np.int64), self.stem_firsts[at + 1].astype(np.int64)
        return first, np.where(self.stems[at] == stems, last - first, 0)

    def _dense(self, stems: NDArray[np.uint32]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
        """Yield the number of each stem that has a bit for each section, and these."""
        _, here, there = np.intersect1d(stems, self.dense, assume_unique=True, return_indices=True)
        yield from zip(here.tolist(), self.dense_bits[there], strict=True)

    def sketch(self, words: NDArray[np.int64]) -> Sketch:
        """Return the sketch that this segment was made of; words: of each document."""
        keys = np.asarray(self.tails).astype(np.uint64)
        if len(self.heads):
            keys |= np.repeat(np.arange(1 << 16, dtype=np.uint64), np.diff(self.heads)) << BITS
        rows = np.repeat(np.asarray(self.stems).astype(np.uint64), np.diff(self.stem_firsts)) << BITS
        stems = [rows | self.stem_sections]
        for stem, bits in zip(self.dense.tolist(), self.dense_bits, strict=True):
            own = np.flatnonzero(np.unpackbits(bits, count=len(self.section_document))).astype(np.uint64)
            stems.append((np.uint64(stem) << BITS) | own)
        counts = np.bincount(self.section_document, minlength=len(words))
        starts = self.section_starts.astype(np.int64)
        return Sketch((keys << BITS) | self.tail_sections, np.sort(np.concatenate(stems)), counts, words, starts)

    def without(self, words: NDArray[np.int64], dropped: NDArray[np.bool_]) -> Sketch:
        """Return the sketch of the documents that are not `dropped`."""
        whole = self.sketch(words)
        gone = dropped[self.section_document]
        number = (np.cumsum(~gone) - 1).astype(np.uint64)
        columns = []
        for column in (whole.prints, whole.stems):
            section = (column & _LOW).astype(np.int64)
            kept = ~gone[section]
            columns.append((column[kept] & ~_LOW) | number[section[kept]])
        return Sketch(columns[0], columns[1], whole.sections[~dropped], words[~dropped], whole.starts[~gone])


def spread(firsts: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows firsts[k] to firsts[k] + counts[k] of all k, one after another, and the k of each."""
    which = np.repeat(np.arange(len(counts)), counts)
    begins = np.cumsum(counts) - counts
    return which, np.arange(len(which)) + (firsts - begins)[which]


def _bound(
    column: NDArray[np.unsignedinteger], first: NDArray[np.int64], last: NDArray[np.int64], wanted: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return for each of some stretches first:last of a sorted column where `wanted` would go, by bisection."""
    low, high = first.copy(), last.copy()
    while (open_ := low < high).any():
        middle = (low + high) // 2
        below = open_ & (column[np.minimum(middle, len(column) - 1)] < wanted)
        low = np.where(below, middle + 1, low)
        high = np.where(open_ & ~below, middle, high)
    return low
