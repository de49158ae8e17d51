"""One run over a large corpus, as a few steps: group n-grams, count, find copies, align the rest, tell, gather."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.shares import REPEATED
from reuse.aligners.surprise import search_space
from reuse.linking.copies import copies, longest_chance, told_once
from reuse.linking.corpus import counted, segmented
from reuse.linking.families import gather
from reuse.linking.findings import Found
from reuse.linking.fresh import meetings, stretches
from reuse.linking.grams import group
from reuse.linking.reworded import reworded
from reuse.linking.told import tell
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reuse.aligners.surprise import Surprise
    from reuse.model import Document
    from reuse.stages import Finder, Segmenter

    Progress = Callable[[str, int, int], None]


def link(  # noqa: PLR0913 - the corpus, the stages, and how
    documents: Sequence[Document],
    segmenter: Segmenter,
    finders: Sequence[Finder],
    model: Surprise,
    *,
    within: bool,
    jobs: int,
    room: Room = MEMORY,
    progress: Progress,
) -> Found:
    """Return what documents share, every place linked with one before it; within: also places of one document."""
    corpus = segmented(documents, segmenter, lambda done: progress("segment", done, len(documents)), jobs, room)
    places = search_space(len(corpus.ids))
    progress("find", 0, 1)
    near = group(corpus.ids, corpus.documents, REPEATED, jobs=jobs, room=room)
    with ThreadPoolExecutor(min(jobs, 2)) as pool:  # counting takes one thread, whatever the jobs
        counting = pool.submit(counted, corpus, near.places, segmenter, room)
        long = longest_chance(model, places)
        grouping = pool.submit(group, corpus.ids, corpus.documents, long, within=near, jobs=max(1, jobs - 1), room=room)
        shares, far = counting.result(), grouping.result()
    progress("align", 0, 2)
    need = places + model.min_score
    found = copies(corpus.documents, shares, near, far, model, need, within=within, jobs=jobs, room=room)
    del near, far
    progress("align", 1, 2)
    fresh = stretches(corpus, shares, found.spans[:, 2:], model.min_words, finders, room)
    met = meetings(fresh, finders, model, places, jobs, room)
    del fresh
    found = reworded(corpus, shares, found, met, model, need, within=within, jobs=jobs, room=room)
    found, both = told_once(found, corpus, model)
    progress("gather", 0, 1)
    told = tell(corpus, documents, found, both, places, jobs, room)
    return Found(tuple(np.diff(corpus.documents).tolist()), documents, told, gather(told, documents), jobs)
