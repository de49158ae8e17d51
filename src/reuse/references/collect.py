"""Documents -> segments, some at a time, so that no more is held than a batch and the sketch of one segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reuse.references.segment import Segment
from reuse.references.sketch import MOST, Sketch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from reuse.model import Document
    from reuse.stages import Segmenter

BATCH = 8_000_000  # code points segmented at once
_TOGETHER = 8192  # documents


class Sketched(NamedTuple):
    """A segment, and the words and sections of its documents."""

    segment: Segment
    words: NDArray[np.int64]
    sections: NDArray[np.int64]


def batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yield documents some at a time: about BATCH code points, or one that is longer."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (size + document.size > BATCH or len(batch) == _TOGETHER):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += document.size
    if batch:
        yield batch


@dataclass
class Collector:
    """Takes batches of texts, and gives a segment whenever there is enough for one."""

    segmenter: Segmenter
    _parts: list[Sketch] = field(default_factory=list)

    def add(self, texts: Sequence[str]) -> Iterator[Sketched]:
        """Take a batch of texts; yield the segment of those before it where both would be too much for one."""
        part = Sketch.of(self.segmenter.segment(texts))
        sections = sum(int(one.sections.sum()) for one in (*self._parts, part))
        if sections > MOST or sum(len(one.words) for one in (*self._parts, part)) > MOST:
            yield from self.rest()
        self._parts.append(part)

    def rest(self) -> Iterator[Sketched]:
        """Yield the segment of what is left, if anything is."""
        if self._parts:
            whole = Sketch.joined(self._parts)
            self._parts = []
            yield Sketched(Segment.of(whole), whole.words, whole.sections)
