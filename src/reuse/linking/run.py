"""One run over a large corpus, as a few steps: group n-grams, count, find copies, align the rest, tell, gather."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.shares import REPEATED, shares
from reuse.aligners.surprise import search_space
from reuse.linking.copies import copies, joined, longest_chance
from reuse.linking.families import gather
from reuse.linking.findings import Found
from reuse.linking.fresh import reworded, stretches
from reuse.linking.grams import group
from reuse.linking.told import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reuse.aligners.surprise import Surprise
    from reuse.columns import Block
    from reuse.model import Document
    from reuse.stages import Finder, Segmenter

    Progress = Callable[[str, int, int], None]


def link(  # noqa: PLR0913 - the corpus, the stages, and how
    block: Block,
    documents: Sequence[Document],
    segmenter: Segmenter,
    finders: Sequence[Finder],
    model: Surprise,
    *,
    within: bool,
    jobs: int,
    progress: Progress,
) -> Found:
    """Return what documents share, every place linked with one before it; within: also places of one document."""
    places = search_space(len(block.words))
    need = places + model.min_score
    progress("find", 0, 2)
    near = group(block.stems, block.documents, REPEATED, jobs=jobs)
    with ThreadPoolExecutor(1) as beside:  # counting takes one thread, whatever the jobs
        counting = beside.submit(shares, block, segmenter, near.places)
        far = group(block.stems, block.documents, longest_chance(model, places), whole=False, jobs=jobs)
        counted = counting.result()
    progress("align", 0, 1)
    found = copies(block.documents, counted, near, far, model, need, within=within, jobs=jobs)
    left = stretches(block, counted, found.spans[:, 2:], model.min_words)
    others = reworded(left, finders, model, places, within=within, jobs=jobs)
    told = tell(block, documents, counted.ids, joined([found, others]), places)
    progress("gather", 0, 1)
    return Found(tuple(np.diff(block.documents).tolist()), documents, told, gather(told, documents))
