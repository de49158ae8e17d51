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
    from collections.abc import Sequence

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
    documents: Sequence[Document], references: References, pipeline: Pipeline, progress: Progress = silent
) -> Findings:
    """Return what `documents` share with `references`, of which `opened` tells what is looked at."""
    progress("open", 0, 1)
    kept = opened(documents, references, pipeline)
    new = [Part.whole(document) for document in documents]
    if kept.every and len(kept.parts) == len(references):
        return aligned((*new, *kept.parts), pipeline, len(new), None, progress)
    words = kept.words or tuple(np.diff(segmented(new, pipeline.segmenter).documents).tolist())
    found = Findings(words, (), ())
    if kept.parts:
        found = aligned((*new, *kept.parts), pipeline, len(new), None, progress, sum(references.words))
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
