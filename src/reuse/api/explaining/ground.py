"""The documents of a run, segmented and counted, and the two places in question: what every explanation stands on."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.shares import shares
from reuse.aligners.surprise import search_space
from reuse.api.inputs import Inputs, read, read_one
from reuse.errors import UsageError
from reuse.pipeline import MANY, Part, as_match, opened, segmented
from reuse.references.memory import InMemory

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.aligners.pair import Passages
    from reuse.aligners.shares import Shares
    from reuse.api.explaining.target import Target
    from reuse.api.inputs import Input, Progress
    from reuse.columns import Block
    from reuse.model import Document, Match, Passage
    from reuse.pipeline import Pipeline
    from reuse.settings import Settings

    Place = tuple[int, int]  # first row in the block, words


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a document: its number in the block, first row there, and words low:high counted from that."""

    number: int
    first: int
    low: int
    high: int
    passage: Passage

    def touches(self, start: int, end: int) -> bool:
        """Whether words start:end of the document reach into the region."""
        return start < self.high and end > self.low

    def holds(self, place: Place) -> bool:
        """Whether a place of the block reaches into the region."""
        return self.touches(place[0] - self.first, sum(place) - self.first)


@dataclass(frozen=True)
class Ground:
    """Documents, the last of which are references if `known` says how many are not, and what a run knows of them.

    Of many references only the parts that the run looks at are here, and the one that is asked about; `opened`: whether
    it is one of them. A document of which there are several parts is listed as often. `both`: how many of the first
    `known`, the last, are references too.
    """

    documents: tuple[Document, ...]
    known: int
    pipeline: Pipeline
    block: Block
    shares: Shares
    places: float
    a: Region
    b: Region
    opened: bool = True
    both: int = 0

    def passage(self, number: int, start: int, end: int) -> Passage:
        """Return words start:end of a document, end not included."""
        first = int(self.block.documents[number])
        chars = int(self.block.starts[first + start]), int(self.block.ends[first + end - 1])
        return self.documents[number].passage(*chars)

    def stands(self, region: Region, place: Place) -> Passage:
        """Return the passage at a place of a region's document."""
        return self.passage(region.number, place[0] - region.first, sum(place) - region.first)

    def match(self, found: Passages) -> Match:
        """Return what the report tells of two aligned passages."""
        return as_match(self.block, self.documents, (self.a.number, self.b.number), found, self.places)


def lay(a: Target, b: Target, corpus: Sequence[Input], settings: Settings, progress: Progress) -> list[Ground]:
    """Read, segment and count all that the run in question compares; raises UsageError for what is not there.

    There is more than one ground where a place is in several parts of a long reference, which are aligned one by one.
    """
    one, other = (_only(target, settings) for target in (a, b))
    documents, known, both = _documents(one, other, corpus, settings, progress)
    pipeline = settings.pipeline()
    if both == len(documents):  # a run among them, as `reuse.pipeline.held` has it
        pipeline, known, both = replace(pipeline, self_reuse=False), 0, 0
    parts = [Part.whole(document) for document in documents]
    asked = [(target.passage(document), _member(documents, document)) for target, document in ((a, one), (b, other))]
    here = True
    total = 0
    if known and sum(document.size for document in documents[known:]) >= MANY:
        held = InMemory(documents[known:], pipeline.segmenter)
        total = sum(held.words)
        parts = [*parts[:known], *opened(documents[:known], held, pipeline).parts]
        for passage, number in asked:
            if not any(_holds(part, documents[number], passage) for part in parts):
                here = False
                parts = [part for part in parts if part.document is not documents[number]]
                parts.append(Part.whole(documents[number]))
    block = segmented(parts, pipeline.segmenter)
    split = known or len(parts)
    rows = int(block.documents[split])
    old = (total or int(block.documents[-1]) - rows) + rows - int(block.documents[split - both])
    places = search_space(rows, old)
    counted = shares(block, pipeline.segmenter)
    regions = [list(_regions(parts, block, documents[number], passage)) for passage, number in asked]
    texts = tuple(part.document for part in parts)
    grounds = []
    for chosen in product(*regions):
        first, second = sorted(chosen, key=_order)  # as the run compares them
        grounds.append(Ground(texts, known, pipeline, block, counted, places, first, second, here, both))
    return grounds


def _holds(part: Part, document: Document, passage: Passage) -> bool:
    """Whether some of a passage of a document is in a part."""
    return part.document is document and part.start < passage.end and passage.start < part.end


def _order(region: Region) -> tuple[int, int]:
    return region.number, region.low


def _only(target: Target, settings: Settings) -> Document:
    if target.given == "-":
        raise UsageError("explain reads no standard input", "Name a file.")
    found = read_one(target.given, settings)
    if len(found.documents) != 1:
        many = f"{len(found.documents)} documents" if found.documents else found.nothing()
        raise UsageError(f"cannot explain {target.given}: {many}", "Name a file; the corpus comes behind both.")
    return found.documents[0]


def _documents(
    one: Document, other: Document, corpus: Sequence[Input], settings: Settings, progress: Progress
) -> tuple[tuple[Document, ...], int, int]:
    """Return the documents in the order of the run, how many are new where the others are references, or 0.

    And how many of the new, the last, are references too.
    """
    if not corpus and not settings.against:  # as `compare` does, or a scan of one
        return ((one,), 0, 0) if one.id == other.id else ((one, other), 1, 0)
    new = read(corpus, settings, progress) if corpus else Inputs()
    old = read(settings.against, settings, progress) if settings.against else Inputs()
    lacking = {d.id: d for d in (one, other) if _member((*new.documents, *old.documents), d) < 0}
    new = replace(new, documents=tuple(sorted((*new.documents, *lacking.values()), key=lambda document: document.id)))
    if not new.documents:
        raise UsageError("both documents are references", "Name what is compared with them behind both.")
    left = old.without(new)
    if settings.against and not left.documents and len(new.documents) == 1:
        raise UsageError("no reference to compare with: it is the input itself")
    both = {document.id for document in old.documents} - {document.id for document in left.documents}
    own = sorted(new.documents, key=lambda document: document.id in both)
    return (*own, *left.documents), len(own) if settings.against else 0, len(both) if len(own) > 1 else 0


def _member(documents: Sequence[Document], wanted: Document) -> int:
    """Return the number of a document, which a corpus may know by another name of its file; -1 if it is not there."""
    for number, document in enumerate(documents):
        if document.id == wanted.id:
            return number
    for number, document in enumerate(documents):
        if (
            document.sha256 == wanted.sha256
            and document.path
            and os.path.realpath(document.path) == os.path.realpath(wanted.path)
        ):
            return number
    return -1


def _regions(parts: Sequence[Part], block: Block, document: Document, passage: Passage) -> Iterator[Region]:
    """Yield where a passage of a document is, in each part that has words of it."""
    found = False
    for number, part in enumerate(parts):
        if not _holds(part, document, passage):
            continue
        first, last = int(block.documents[number]), int(block.documents[number + 1])
        low = int(np.searchsorted(block.ends[first:last], passage.start, "right"))
        high = int(np.searchsorted(block.starts[first:last], passage.end, "left"))
        if high > low:
            found = True
            yield Region(number, first, low, high, passage)
    if not found:
        raise UsageError(f"no word stands in {passage.document}:{passage.start}-{passage.end}")
