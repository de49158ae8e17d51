"""What windows hold, looked up in the segments of references: which sections share how many bits with a window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from reuse.kernels.sections import score, told
from reuse.references.choose import PART, Met, Ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.references.segment import Places, Segment
    from reuse.references.windows import Pairs


@dataclass(frozen=True, slots=True)
class Held:
    """A segment, and which of its documents take part: `alive` by number there."""

    segment: Segment
    alive: NDArray[np.bool_]

    @property
    def sections(self) -> int:
        """How many sections take part."""
        if self.alive.all():
            return len(self.segment.section_document)
        return int(self.alive[self.segment.section_document].sum())

    def of(self, places: Places) -> Places:
        """Return the places in documents that take part."""
        if self.alive.all():
            return places
        kept = self.alive[self.segment.section_document[places.sections]]
        return type(places)(places.which[kept], places.sections[kept])

    def counts(self, stems: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Return in how many sections that take part each stem stands."""
        if self.alive.all():
            return self.segment.stem_counts(stems)
        return np.bincount(self.of(self.segment.stem_places(stems)).which, minlength=len(stems))


class ByKey(NamedTuple):
    """A segment by key: sections[firsts[k]:firsts[k + 1]] have key k; documents: by section, over all segments."""

    held: Held
    firsts: NDArray[np.int64]
    sections: NDArray[np.uint16]
    documents: NDArray[np.int64]

    @classmethod
    def of(cls, held: Held, stems: NDArray[np.uint32], prints: NDArray[np.uint32], first: int) -> Self:
        """Look up stems and, numbered on, fingerprints; first: the number of the first document."""
        parts = [held.of(held.segment.stem_places(stems)), held.of(held.segment.print_places(prints))]
        which = np.concatenate((parts[0].which, parts[1].which + len(stems)))
        counts = np.bincount(which, minlength=len(stems) + len(prints))
        sections = np.concatenate([part.sections for part in parts])[np.argsort(which, kind="stable")]
        documents = held.segment.section_document.astype(np.int64) + first
        return cls(held, np.cumsum(np.concatenate(([0], counts))), sections, documents)

    def counts(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return in how many sections each of some keys stands."""
        return self.firsts[keys + 1] - self.firsts[keys]

    def met(self, pairs: Pairs, need: int) -> Met:
        """Return the sections that share `need` parts of a bit and more with a window."""
        size = len(self.documents)
        rows = np.empty((int(self.counts(pairs.keys).sum()), 3), np.int64)  # what stays empty takes no memory
        count = score(
            *pairs, self.firsts, self.sections, need, np.zeros(size, np.int64), np.empty(size, np.int64), rows
        )
        window, section, bits = rows[:count].T
        return Met(window, self.documents[section], bits, *self.held.segment.bounds(section))


def looked_up(pairs: Pairs, lists: Sequence[ByKey], need: int, names: NDArray[np.int64]) -> tuple[Met, Met]:
    """Return what windows meet, as far as the best does not explain it away, and what of it is to be opened."""
    met = Met.joined([one.met(pairs, need) for one in lists])
    if not len(met.windows):
        return met, met
    ranks = Ranks.of(met, names)
    best = ranks.best(met)
    count = int(pairs.windows[-1]) + 1
    most, source = np.zeros(count, np.int64), np.full(count, -1)
    most[best.windows], source[best.windows] = best.bits, best.documents
    near = met.some(PART * met.bits >= most[met.windows])
    explained = np.zeros(len(pairs.windows), np.bool_)
    for one in lists:
        told(pairs.windows, pairs.keys, one.firsts, one.sections, one.documents, source, explained)
    rest = pairs._replace(bits=np.where(explained, 0, pairs.bits))
    more = Met.joined([one.met(rest, need) for one in lists])
    return Met.joined([near, more]), Met.joined([ranks.chosen(near), ranks.chosen(more)])
