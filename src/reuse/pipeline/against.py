"""New documents against references, of which only those are opened that they may have something of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from reuse.aligners.shares import shares
from reuse.aligners.surprise import search_space
from reuse.findings import Findings
from reuse.pipeline.chosen import MANY, Pipeline, silent
from reuse.pipeline.pairs import aligned, nominated_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.columns import Block
    from reuse.model import Document
    from reuse.pipeline.chosen import Progress
    from reuse.references.nominate import Nominated

MARGIN = 200  # code points around a stretch of a reference: a passage may reach over its ends


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
    """Return what `documents` share with `references`, of which `opened` tells which are looked at."""
    progress("open", 0, 1)
    kept = opened(documents, references, pipeline)
    known = len(documents)
    if kept.every and len(kept.documents) == len(references):
        return aligned((*documents, *kept.documents), pipeline, known, None, progress)
    words = tuple(np.diff(pipeline.segmenter.segment([document.text for document in documents]).documents).tolist())
    found = Findings(words, (), ())
    if kept.documents:
        found = aligned((*documents, *kept.documents), pipeline, known, None, progress, sum(references.words))
    return replace(found, words=(*words, *references.words), unopened=kept.left_out)


class Opened(NamedTuple):
    """References that are aligned; `every`: because there are few; `left_out`: how many more were met than opened."""

    documents: Sequence[Document]
    every: bool
    left_out: int


def opened(documents: Sequence[Document], references: References, pipeline: Pipeline) -> Opened:
    """Return the references to align with `documents`.

    Of many only those are opened that are nominated as `reuse.references.nominate` tells, and of these only those are
    aligned of which the finders nominate such a stretch; how rare words are is counted over these and the new
    documents, as if there were no others.
    """
    if references.chars < MANY:
        every = references.documents(range(len(references)))
        return Opened([one for one in every if one is not None], every=True, left_out=0)
    block = pipeline.segmenter.segment([document.text for document in documents])
    nominated = references.nominate(block)
    met = references.documents(nominated.documents.tolist())
    places = search_space(len(block.stems), sum(references.words))
    return Opened(_looked_at(documents, met, nominated, pipeline, places), every=False, left_out=nominated.left_out)


def _looked_at(
    documents: Sequence[Document],
    met: Sequence[Document | None],
    nominated: Nominated,
    pipeline: Pipeline,
    places: float,
) -> list[Document]:
    """Return the references that were met and of which the finders nominate a stretch, MARGIN around it."""
    number = dict(zip(nominated.documents.tolist(), range(len(met)), strict=True))
    texts, owners = [document.text for document in documents], []
    for document, start, end in nominated.stretches.tolist():
        if (reference := met[number[document]]) is not None:
            texts.append(reference.text[max(0, start - MARGIN) : end + MARGIN])
            owners.append(number[document])
    block = pipeline.segmenter.segment(texts)
    counted = shares(block, pipeline.segmenter)
    pairs = nominated_pairs(block, pipeline, counted, places, len(documents), silent)
    chosen = {owners[b - len(documents)] for _, b in pairs}
    return [one for k, one in enumerate(met) if k in chosen and one is not None]
