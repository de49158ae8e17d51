"""The chosen stages, and one run as a few pure steps: segment, find, nominate, align, gather."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reuse.pipeline.against import Opened, References, against, opened
from reuse.pipeline.chosen import MANY, Pipeline, Relate, silent
from reuse.pipeline.pairs import aligned, as_match, wanted
from reuse.pipeline.parts import Part, segmented
from reuse.references.memory import InMemory

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reuse.findings import Findings
    from reuse.linking.findings import Found
    from reuse.model import Document
    from reuse.pipeline.chosen import Progress

__all__ = [
    "MANY", "Opened", "Part", "Pipeline", "References", "Relate", "as_match", "detect", "held", "opened", "segmented",
    "silent", "wanted",
]  # fmt: skip


def detect(  # noqa: PLR0913 - what a run knows
    documents: Sequence[Document],
    pipeline: Pipeline,
    *,
    references: int = 0,
    pairs: Sequence[tuple[int, int]] | None = None,
    progress: Progress = silent,
    both: Collection[str] = (),
) -> Findings | Found:
    """Return what `documents` share; the last `references` of them are what the others are compared with.

    both: as `held` has it
    pairs: numbers of the documents to compare, instead of those that the finders nominate.
    progress: called as progress(step, done, total).
    """
    known = len(documents) - references
    if (references or both) and pairs is None:
        return held(documents[:known], InMemory(documents[known:], pipeline.segmenter), pipeline, progress, both)
    size = sum(document.size for document in documents)
    if pairs is None and pipeline.links(size):
        from reuse.linking.run import link  # noqa: PLC0415 - small inputs do without its loops
        from reuse.memory.room import Room  # noqa: PLC0415 - as above

        return link(
            documents, pipeline.segmenter, pipeline.finders, pipeline.aligner, within=pipeline.self_reuse,
            jobs=pipeline.jobs, room=Room.of(size, pipeline.max_memory, pipeline.tmp_dir), progress=progress,
        )  # fmt: skip
    return aligned([Part.whole(document) for document in documents], pipeline, known, pairs, progress)


def held(
    documents: Sequence[Document],
    references: References,
    pipeline: Pipeline,
    progress: Progress = silent,
    both: Collection[str] = (),
) -> Findings | Found:
    """Return what `documents` share with `references`, and with those of their own that are references too.

    both: the ids of these; none of them is in `references`, as each document is there once. Where all are and no other
    is left, it is a run among them.
    """
    if not len(references) and 1 < len(both) == len(documents):
        return detect(documents, replace(pipeline, self_reuse=False), progress=progress)
    return against(documents, references, pipeline, progress, both if len(documents) > 1 else ())
