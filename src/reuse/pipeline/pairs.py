"""Documents related in pairs: nominated, aligned word by word, gathered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.describe import Side, describe
from reuse.aligners.nominate import nominate
from reuse.aligners.repeats import repeats
from reuse.aligners.shares import shares
from reuse.aligners.surprise import search_space
from reuse.columns import Keys
from reuse.families import gather
from reuse.findings import Findings
from reuse.pipeline.parts import segmented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.aligners.nominate import Allowed
    from reuse.aligners.pair import Passages
    from reuse.aligners.shares import Shares
    from reuse.columns import Block
    from reuse.model import Document, Match
    from reuse.pipeline.chosen import Pipeline, Progress
    from reuse.pipeline.parts import Part


def aligned(  # noqa: PLR0913, PLR0917 - what `detect` knows
    parts: Sequence[Part],
    pipeline: Pipeline,
    known: int,
    pairs: Sequence[tuple[int, int]] | None,
    progress: Progress,
    total: int = 0,
    both: int = 0,
) -> Findings:
    """Return what parts share in pairs; those from number `known` on are of references, of `total` words in all.

    both: how many before these, the last of the new documents, are references too
    """
    documents = [part.document for part in parts]
    references = len(parts) - known
    progress("segment", 0, len(parts))
    block = segmented(parts, pipeline.segmenter)
    words = np.diff(block.documents)
    counted = shares(block, pipeline.segmenter)
    chosen = pairs
    if chosen is None:
        old = (total or int(words[known:].sum())) + int(words[known - both : known].sum())
        places = search_space(int(words[:known].sum()), old)
        split = known if references or both else 0
        chosen = nominated_pairs(block, pipeline, counted, places, split, progress, both)
    else:
        places = search_space(sum(int(words[a]) * int(words[b]) for a, b in chosen), 1)
    matches = []
    texts = [document.text for document in documents]
    aligned = pipeline.aligner.align(block, counted, chosen, places, jobs=pipeline.jobs, texts=texts)
    for done, (pair, passages) in enumerate(zip(chosen, aligned, strict=True)):
        progress("align", done, len(chosen))
        matches += [as_match(block, documents, pair, one, places) for one in passages]
    if pipeline.self_reuse and not references and not both and pairs is None:
        for number, passages in repeats(block, counted, pipeline.aligner, places):
            matches += [as_match(block, documents, (number, number), one, places) for one in passages]
    progress("gather", 0, 1)
    gathered = gather(matches, {document.id: document for document in documents})
    return Findings(tuple(words.tolist()), gathered.matches, gathered.families)


def nominated_pairs(  # noqa: PLR0913, PLR0917 - what `detect` knows, and no more
    block: Block, pipeline: Pipeline, counted: Shares, places: float, known: int, progress: Progress, both: int = 0
) -> list[tuple[int, int]]:
    """Pairs of documents that some finder nominates."""
    allowed = wanted(pipeline, known, both)
    found: set[tuple[int, int]] = set()
    for done, finder in enumerate(pipeline.finders):
        progress("find", done, len(pipeline.finders))
        keys = finder.keys(block)
        buckets = pipeline.index.group(_of_new(keys, int(block.documents[known])) if known else keys)
        found |= {(a, b) for a, b in nominate(block, counted, buckets, pipeline.aligner, places, allowed).tolist()}
    return sorted(found)


def _of_new(keys: Keys, rows: int) -> Keys:
    """Return the keys that a place in the first `rows` rows, those of new documents, may have: no other links any."""
    mask = np.uint64((1 << 20) - 1)
    own = np.zeros(int(mask) + 1, np.bool_)
    own[keys.keys[keys.starts < rows] & mask] = True
    kept = np.flatnonzero(own[keys.keys & mask])
    return Keys(keys.keys[kept], keys.starts[kept], keys.lengths[kept])


def wanted(pipeline: Pipeline, known: int, both: int = 0) -> Allowed:
    """Return which pairs of documents, a not behind b, a run compares.

    known: how many are new where the rest are references, or 0; both: how many of the new, the last, are references too
    """

    def allowed(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        apart: NDArray[np.bool_] = a != b
        return (a < known) & (b >= known - both) & apart if known else apart | pipeline.self_reuse

    return allowed


def as_match(
    block: Block, documents: Sequence[Document], pair: tuple[int, int], found: Passages, places: float
) -> Match:
    """Return what is told of two aligned passages of the documents with the numbers `pair`."""
    sides, around = [], []
    for number, (start, end) in zip(pair, (found.a, found.b), strict=True):
        first, last = int(block.documents[number]), int(block.documents[number + 1])
        sides.append(Side.of(block, documents[number], number, (start, end)))
        before = int(block.ends[first + start - 1]) if start else 0
        after = int(block.starts[first + end]) if first + end < last else len(documents[number].text)
        around.append((before, after))
    bits = sum(found.bits) / 2 - places
    return describe(sides[0], sides[1], (around[0], around[1]), bits, summary=found.summary)
