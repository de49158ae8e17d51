"""New documents against references, of which only those are opened that they may have something of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from reuse.findings import Findings
from reuse.pipeline.chosen import MANY, Pipeline, silent
from reuse.pipeline.pairs import aligned
from reuse.pipeline.parts import Part, around, segmented

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reuse.columns import Block
    from reuse.model import Document
    from reuse.pipeline.chosen import Progress
    from reuse.references.nominate import Nominated


class References(Protocol):
    """What new documents are compared with, sorted by name; words: of each."""

    def __len__(self) -> int: ...

    @property
    def chars(self) -> int:
        """Code points of all."""
        ...

    @property
    def words(self) -> Sequence[int]:
        """Words of each."""
        ...

    def nominate(self, block: Block) -> Nominated:
        """Return the numbers of those to open for a block of new documents, ascending."""
        ...

    def documents(self, numbers: Sequence[int]) -> Sequence[Document | None]:
        """Open some; nothing for one that is lost."""
        ...


def against(
    documents: Sequence[Document],
    references: References,
    pipeline: Pipeline,
    progress: Progress = silent,
    both: Collection[str] = (),
) -> Findings:
    """Return what `documents` share with `references`, of which `opened` tells what is looked at.

    both: ids of documents that would be references too, and are none of `references`: they are references to the others
    """
    progress("open", 0, 1)
    kept = opened(documents, references, pipeline)
    order = sorted(range(len(documents)), key=lambda number: documents[number].id in both)
    parts = (*(Part.whole(documents[number]) for number in order), *kept.parts)
    if kept.every and len(kept.parts) == len(references):
        found = aligned(parts, pipeline, len(order), None, progress, both=len(both))
        own = dict(zip(order, found.words, strict=False))
        return replace(found, words=(*(own[number] for number in sorted(own)), *found.words[len(order) :]))
    words = kept.words
    if not words:
        new = [Part.whole(document) for document in documents]
        words = tuple(np.diff(segmented(new, pipeline.segmenter).documents).tolist())
    found = Findings(words, (), ())
    if kept.parts or both:
        found = aligned(parts, pipeline, len(order), None, progress, sum(references.words), len(both))
    return replace(found, words=(*words, *references.words), unopened=kept.left_out)


class Opened(NamedTuple):
    """What is aligned of references.

    every     all references were opened, as there are few
    words     of each new document, if these were looked at
    left_out  how many more were met than opened
    """

    parts: Sequence[Part]
    every: bool
    words: tuple[int, ...] = ()
    left_out: int = 0


def opened(documents: Sequence[Document], references: References, pipeline: Pipeline) -> Opened:
    """Return what is to be aligned with `documents`.

    Of many references only those are opened that are nominated as `reuse.references.nominate` tells, and of these only
    the stretches are looked at that are, and what lies around them. How rare words are is counted over these and the
    new documents, as if there were no others.
    """
    if references.chars < MANY:
        every = references.documents(range(len(references)))
        return Opened([Part.whole(one) for one in every if one is not None], every=True)
    block = pipeline.segmenter.segment([document.text for document in documents])
    nominated = references.nominate(block)
    met = references.documents(nominated.documents.tolist())
    bounds = np.searchsorted(nominated.stretches[:, 0], (nominated.documents, nominated.documents + 1)).T.tolist()
    parts: list[Part] = []
    for one, (low, high) in zip(met, bounds, strict=True):
        if one is not None:
            parts += around(one, nominated.stretches[low:high, 1:].tolist())
    words = tuple(np.diff(block.documents).tolist())
    return Opened(parts, every=False, words=words, left_out=nominated.left_out)
