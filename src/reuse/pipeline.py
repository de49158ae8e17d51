"""The chosen stages, and one run as a few pure steps: segment, find, nominate, align, gather."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np

from reuse.aligners.describe import Side, describe
from reuse.aligners.nominate import nominate
from reuse.aligners.repeats import repeats
from reuse.aligners.shares import shares
from reuse.aligners.surprise import search_space
from reuse.columns import Keys
from reuse.families import gather
from reuse.findings import Findings
from reuse.references.memory import InMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reuse.aligners.nominate import Allowed
    from reuse.aligners.pair import Passages
    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Block
    from reuse.linking.findings import Found
    from reuse.model import Document, Match
    from reuse.references.nominate import Nominated
    from reuse.stages import Finder, Index, Segmenter

    Progress = Callable[[str, int, int], None]

Relate = Literal["auto", "pairs", "links"]
MARGIN = 200  # code points around a stretch of a reference: a passage may reach over its ends
MANY = 1_500_000  # code points; from here on pairs of places are too many where a corpus repeats itself


def silent(step: str, done: int, total: int) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True)
class Pipeline:
    """Which stages a run uses; `jobs` threads and memory, which change nothing but the time."""

    segmenter: Segmenter
    finders: tuple[Finder, ...]
    index: Index
    aligner: Surprise
    self_reuse: bool = True
    relate: Relate = "auto"
    jobs: int = 1
    max_memory: str = "60%"
    tmp_dir: str = ""

    def links(self, size: int) -> bool:
        """Tell whether a corpus of so many code points is related by links: each place with one before it."""
        return self.relate == "links" or (self.relate == "auto" and size >= MANY)


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
        return _aligned((*documents, *kept.documents), pipeline, known, None, progress)
    words = tuple(np.diff(pipeline.segmenter.segment([document.text for document in documents]).documents).tolist())
    found = Findings(words, (), ())
    if kept.documents:
        found = _aligned((*documents, *kept.documents), pipeline, known, None, progress, sum(references.words))
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
    pairs = _pairs(block, pipeline, counted, places, len(documents), silent)
    chosen = {owners[b - len(documents)] for _, b in pairs}
    return [one for k, one in enumerate(met) if k in chosen and one is not None]


def detect(
    documents: Sequence[Document],
    pipeline: Pipeline,
    *,
    references: int = 0,
    pairs: Sequence[tuple[int, int]] | None = None,
    progress: Progress = silent,
) -> Findings | Found:
    """Return what `documents` share; the last `references` of them are what the others are compared with.

    pairs: numbers of the documents to compare, instead of those that the finders nominate.
    progress: called as progress(step, done, total).
    """
    known = len(documents) - references
    if references and pairs is None:
        held = InMemory(documents[known:], pipeline.segmenter)
        return against(documents[:known], held, pipeline, progress)
    size = sum(document.size for document in documents)
    if pairs is None and pipeline.links(size):
        from reuse.linking.run import link  # noqa: PLC0415 - small inputs do without its loops
        from reuse.memory.room import Room  # noqa: PLC0415 - as above

        return link(
            documents, pipeline.segmenter, pipeline.finders, pipeline.aligner, within=pipeline.self_reuse,
            jobs=pipeline.jobs, room=Room.of(size, pipeline.max_memory, pipeline.tmp_dir), progress=progress,
        )  # fmt: skip
    return _aligned(documents, pipeline, known, pairs, progress)


def _aligned(  # noqa: PLR0913, PLR0917 - what `detect` knows
    documents: Sequence[Document],
    pipeline: Pipeline,
    known: int,
    pairs: Sequence[tuple[int, int]] | None,
    progress: Progress,
    total: int = 0,
) -> Findings:
    """Return what documents share in pairs; those from number `known` on are references, of `total` words in all."""
    texts = [document.text for document in documents]
    references = len(documents) - known
    progress("segment", 0, len(documents))
    block = pipeline.segmenter.segment(texts)
    words = np.diff(block.documents)
    counted = shares(block, pipeline.segmenter)
    chosen = pairs
    if chosen is None:
        places = search_space(int(words[:known].sum()), total or int(words[known:].sum()))
        chosen = _pairs(block, pipeline, counted, places, known if references else 0, progress)
    else:
        places = search_space(sum(int(words[a]) * int(words[b]) for a, b in chosen), 1)
    matches = []
    aligned = pipeline.aligner.align(block, counted, chosen, places, jobs=pipeline.jobs, texts=texts)
    for done, (pair, passages) in enumerate(zip(chosen, aligned, strict=True)):
        progress("align", done, len(chosen))
        matches += [as_match(block, documents, pair, one, places) for one in passages]
    if pipeline.self_reuse and not references and pairs is None:
        for number, passages in repeats(block, counted, pipeline.aligner, places):
            matches += [as_match(block, documents, (number, number), one, places) for one in passages]
    progress("gather", 0, 1)
    gathered = gather(matches, {document.id: document for document in documents})
    return Findings(tuple(words.tolist()), gathered.matches, gathered.families)


def _pairs(  # noqa: PLR0913, PLR0917 - what `detect` knows, and no more
    block: Block, pipeline: Pipeline, counted: Shares, places: float, known: int, progress: Progress
) -> list[tuple[int, int]]:
    """Pairs of documents that some finder nominates."""
    allowed = wanted(pipeline, known)
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


def wanted(pipeline: Pipeline, known: int) -> Allowed:
    """Return which pairs of documents a run compares; `known`: how many are new where the rest are references, or 0."""

    def allowed(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        both: NDArray[np.bool_] = (a < known) & (b >= known) if known else (a != b) | pipeline.self_reuse
        return both

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
