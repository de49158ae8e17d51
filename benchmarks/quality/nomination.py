"""Nomination in a corpus: which pairs of documents the finders name, and what of the marked passages is among them.

PAN's folders are taken as one corpus, every suspicious document against every source. A marked passage is *met* where
two places that share a key, and show enough bits, overlap it on both sides; it is *paired* where its two documents are
nominated, by whatever places: then they are aligned as a whole, so that this is what the answer can reach. The best `k`
are the k times 929 pairs of documents whose best places show most bits. Seconds are of the processor, kernels compiled.

python benchmarks/quality/nomination.py ../shared
"""

from __future__ import annotations

from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
from results import arguments, keep

from reuse.aligners.nominate import Weighed, enough, weigh
from reuse.aligners.shares import shares
from reuse.aligners.surprise import search_space
from reuse.evaluation.pan import read
from reuse.evaluation.pan_run import run
from reuse.pipeline import silent, wanted
from reuse.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.evaluation.pan import Corpus
    from reuse.evaluation.plagdet import Case
    from reuse.pipeline import Pipeline
    from reuse.stages import Finder

SETS = (("ngrams",), ("minhash",), ("rare",), ("ngrams", "rare"), ("minhash", "ngrams", "rare"))
BEST = (5, 10)  # candidates a document, in the mean
BITS = (15, 20, 25, 30)  # other bounds than the one in force
MIN_WORDS = 25  # at which PAN is quoted; the nomination does not depend on it


class Ground:
    """The corpus in columns, and what is marked in it."""

    def __init__(self, corpus: Corpus, pipeline: Pipeline) -> None:
        """Segment and count."""
        self.pipeline, self.known = pipeline, len(corpus.suspicious)
        documents = (*corpus.suspicious, *corpus.sources)
        self.number = {document.id: k for k, document in enumerate(documents)}
        self.block: Block = pipeline.segmenter.segment([document.text for document in documents])
        self.shares = shares(self.block, pipeline.segmenter)
        words = int(self.block.documents[self.known])
        places = search_space(words, len(self.block.words) - words)
        self.enough = enough(pipeline.aligner, places)
        self.cases: list[Case] = [case for folder in corpus.folders for case in folder.cases]
        self.pairs = np.array([self.pair(f"susp/{case[0]}", f"src/{case[3]}") for case in self.cases])

    def pair(self, a: str, b: str) -> int:
        """One number for two documents."""
        return self.number[a] * len(self.number) + self.number[b]

    def look(self, finder: Finder) -> tuple[Weighed, dict[str, float]]:
        """Return the places that one finder brings together, weighed, and what that took."""
        begun = process_time()
        keys = finder.keys(self.block)
        keyed = process_time()
        buckets = self.pipeline.index.group(keys)
        found = weigh(self.block, self.shares, buckets, self.pipeline.aligner, wanted(self.pipeline, self.known))
        done = process_time()
        return found, {"keys": len(keys.keys), "key_seconds": keyed - begun, "weigh_seconds": done - keyed}

    def measure(self, looked: list[tuple[Weighed, dict[str, float]]]) -> dict[str, Any]:
        """Return the figures of some finders together."""
        owner = np.concatenate([one.owner for one, _ in looked])
        starts = np.concatenate([one.found.starts for one, _ in looked])
        lengths = np.concatenate([one.found.lengths for one, _ in looked])
        bits = np.concatenate([one.bits for one, _ in looked])
        pairs = owner[:, 0] * len(self.number) + owner[:, 1]
        alike = bits >= self.enough
        nominated = np.unique(pairs[alike])
        marked = np.unique(self.pairs)
        return {
            "keys_a_word": sum(one["keys"] for _, one in looked) / len(self.block.words),
            "places_a_word": len(pairs) / len(self.block.words),
            "pairs_before_bits": len(np.unique(pairs)) / self.known,
            "pairs": len(nominated) / self.known,
            "of_marked_pairs": float(np.isin(marked, nominated).mean()),
            "of_passages_met": self._met(pairs[alike], starts[alike], lengths[alike]),
            "of_passages_paired": float(np.isin(self.pairs, nominated).mean()),
            "best": {k: float(np.isin(self.pairs, self._best(pairs, bits, k)).mean()) for k in BEST},
            "by_bits": {bound: self._bound(pairs[bits >= bound]) for bound in BITS},
            "seconds": sum(one["key_seconds"] + one["weigh_seconds"] for _, one in looked),
            "of_that_keys": sum(one["key_seconds"] for _, one in looked),
        }

    def _bound(self, pairs: NDArray[np.int64]) -> dict[str, float]:
        nominated = np.unique(pairs)
        paired = float(np.isin(self.pairs, nominated).mean())
        return {"pairs": len(nominated) / self.known, "of_passages_paired": paired}

    def _best(self, pairs: NDArray[np.int64], bits: NDArray[np.float64], mean: int) -> NDArray[np.int64]:
        """Return the pairs of documents with most bits, `mean` times as many as there are suspicious ones."""
        order = np.lexsort((-bits, pairs))
        first = order[np.append(True, np.diff(pairs[order]) != 0)]
        kept: NDArray[np.int64] = pairs[first[np.argsort(-bits[first], kind="stable")[: mean * self.known]]]
        return kept

    def _met(self, pairs: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> float:
        """Share of the passages that some pair of places overlaps on both sides."""
        order = np.argsort(pairs, kind="stable")
        pairs, low = pairs[order], self.block.starts[starts[order]]
        high = self.block.ends[starts[order] + lengths[order] - 1]
        first, last = (np.searchsorted(pairs, self.pairs, side=side) for side in ("left", "right"))
        met = 0
        for (_, a, a_end, _, b, b_end), i, j in zip(self.cases, first, last, strict=True):
            met += bool(((low[i:j] < (a_end, b_end)) & (high[i:j] > (a, b))).all(1).any())
        return met / len(self.cases)


def main() -> None:
    """Measure each finder alone, then together; then align what they nominate."""
    told = arguments(main.__doc__ or "").parse_args()
    corpus = read(told.shared / "data" / "pan13-dev")
    pipeline = Settings(min_words=MIN_WORDS, jobs=told.jobs).pipeline()
    run(corpus.sample(1), pipeline, silent)  # compiles, or loads, the kernels
    ground = Ground(corpus, pipeline)
    names = sorted({name for names in SETS for name in names})
    finders = {name: Settings(finder=(name,)).pipeline().finders[0] for name in names}
    for finder in finders.values():
        ground.look(finder)  # compiles the rest
    looked = {name: ground.look(finder) for name, finder in finders.items()}
    kept: dict[str, Any] = {"words": len(ground.block.words), "enough": ground.enough}
    for chosen in SETS:
        done = ground.measure([looked[name] for name in chosen])
        result, _ = run(
            corpus, replace(pipeline, finders=tuple(finders[name] for name in chosen)), silent, everything=True
        )
        done |= {"plagdet": result.entire.evaluation.macro.plagdet, "aligned": result.compared}
        kept["+".join(chosen)] = done
        print("+".join(chosen), done, flush=True)
    keep("nomination", told.date, kept)


if __name__ == "__main__":
    main()
