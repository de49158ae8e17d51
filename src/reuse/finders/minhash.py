"""MinHash of sentences: near-equal sentences at little cost. The only module that knows datasketch.

Signatures are bit for bit those of `datasketch.MinHash` (2.x, `affine32`, seed 1), but computed in bulk;
datasketch itself, which takes 0.6 s to import, is loaded only for thresholds that are not listed here and
for who wants its objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from reuse.columns import SENTENCE, Keys
from reuse.errors import UsageError
from reuse.kernels.minhash import bands_compiled, finalize, signer
from reuse.kernels.ngrams import combine, ngrams

if TYPE_CHECKING:
    from collections.abc import Iterator

    import datasketch
    from numpy.typing import NDArray

    from reuse.columns import Block

_SEED = 1  # datasketch's default
_LANES = 32  # permutations at once, where bands are taken by themselves: of more, keys would fill the memory
_WORDS = 1 << 15  # whose shingles are made at once
_SLICE = 1 << 12  # units signed at once: 2 MB of signatures at 128 permutations stays in the cache

# (threshold, permutations) -> (bands, rows), as datasketch.MinHashLSH chooses them
BANDS = {
    (0.3, 128): (37, 3),
    (0.4, 128): (32, 4),
    (0.5, 128): (25, 5),
    (0.6, 128): (18, 7),
    (0.7, 128): (14, 9),
    (0.8, 128): (9, 13),
    (0.9, 128): (5, 25),
}


@dataclass(frozen=True, slots=True)
class MinHash:
    """Keys of sentences and of short runs of sentences: one for each band of the MinHash signature of a unit.

    A unit is the set of its runs of `shingle` words, compared by their stems. Two units whose sets have the
    Jaccard similarity s share a key with the chance 1 - (1 - s**rows)**bands; datasketch chooses bands and
    rows such that this rises steeply around `threshold`. At the defaults (32 bands of 4 rows) a sentence of
    20 words in which one word was replaced (s = .81) is found for certain, one with three replaced (s = .52
    or less, .36 where they stand apart) with a chance of .91 (.42).
    """

    reads: ClassVar[tuple[str, ...]] = ("stems", "breaks")

    permutations: int = 128
    threshold: float = 0.4  # Jaccard similarity
    shingle: int = 2  # words
    runs: tuple[int, ...] = (1, 2)  # sentences in a unit
    min_words: int = 4  # shorter units have no key

    def __post_init__(self) -> None:
        if self.permutations < 2:  # noqa: PLR2004 - as datasketch: one permutation makes no two bands
            raise UsageError(f"minhash.permutations is {self.permutations}", "Take 2 or more; 128 is usual.")
        if not 0 < self.threshold < 1:
            raise UsageError(f"minhash.threshold is {self.threshold}", "It lies between 0 and 1.")
        if not self.runs or min(self.runs) < 1:
            raise UsageError(f"minhash.runs is {list(self.runs)}", "Name one or more counts of sentences, from 1.")
        if not 1 <= self.shingle <= self.min_words:
            raise UsageError(
                f"minhash.shingle is {self.shingle}, minhash.min_words {self.min_words}",
                "A unit must hold a shingle.",
            )

    def keys(self, block: Block) -> Keys:
        """Return a key for each band of each unit; units ascend, and so do the bands of a unit."""
        bands, rows = banding(self.threshold, self.permutations)
        starts, lengths = self.units(block)
        keys = np.empty((len(starts), bands), np.uint64)
        numbers = np.arange(bands, dtype=np.uint64)
        for part, signatures in self._sign(block, starts, lengths):
            columns = signatures[:, : bands * rows].reshape(-1, bands, rows)
            seeds = np.broadcast_to(numbers, columns.shape[:2])
            keys[part] = combine((columns[:, :, row] for row in range(rows)), seeds)
        return Keys(keys.ravel(), np.repeat(starts, bands), np.repeat(lengths, bands))

    def parts(self, block: Block) -> Iterator[tuple[Keys]]:
        """Yield the keys of one band of all units after another: those of `keys`, a few bands in memory at a time."""
        bands, rows = banding(self.threshold, self.permutations)
        bounds, units = self._sentences(block)
        starts, lengths = _spans(bounds, units)
        spread = _spread(block.stems, self.shingle)
        at_once = max(1, _LANES // rows)
        chosen = permutations(self.permutations)
        room = np.empty((min(at_once, bands), len(starts)), np.uint64)
        for first in range(0, bands, at_once):
            keys = room[: bands - first]
            of_these = np.ascontiguousarray(chosen[:, first * rows : (first + len(keys)) * rows])
            bands_compiled()(spread, self.shingle, bounds, units, of_these, first, rows, keys)
            yield from ((Keys(row, starts, lengths),) for row in keys)

    def signatures(self, block: Block) -> tuple[NDArray[np.uint32], NDArray[np.int64], NDArray[np.int32]]:
        """Return signatures [units, permutations], the first rows of the units, and their words."""
        starts, lengths = self.units(block)
        signatures = np.empty((len(starts), self.permutations), np.uint32)
        for part, signed in self._sign(block, starts, lengths):
            signatures[part] = signed
        return signatures, starts, lengths

    def units(self, block: Block) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return where units start, ascending, and how many words they have: `min_words` or more."""
        return _spans(*self._sentences(block))

    def _sentences(self, block: Block) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first row of each sentence, one more, and the units, rows (first sentence, sentences)."""
        begins = np.zeros(len(block.breaks) + 1, np.bool_)
        np.not_equal(block.breaks & SENTENCE, 0, out=begins[:-1])
        begins[block.documents] = True
        bounds = np.flatnonzero(begins)
        sentences = np.diff(np.searchsorted(bounds, block.documents))
        document = np.repeat(np.arange(len(sentences)), sentences)  # of each sentence
        units = [np.empty((0, 2), np.int64)]
        for run in sorted(set(self.runs)):
            last = document[run - 1 :]
            first = np.flatnonzero((document[: len(last)] == last) & (bounds[run:] - bounds[:-run] >= self.min_words))
            units.append(np.stack((first, np.full_like(first, run)), 1))
        rows = np.concatenate(units)
        return bounds, rows[np.argsort(rows[:, 0], kind="stable")]

    def _sign(
        self, block: Block, starts: NDArray[np.int64], lengths: NDArray[np.int32]
    ) -> Iterator[tuple[slice, NDArray[np.uint32]]]:
        """Yield the signatures of all units, slice by slice, so that no more are held than are used."""
        counts = lengths.astype(np.int64) - (self.shingle - 1)
        factors, summands = permutations(self.permutations)
        sign = signer(int(counts.sum()))
        for i in range(0, len(starts), _SLICE):
            part = slice(i, i + _SLICE)
            first, end = starts[i], int((starts[part] + lengths[part]).max())
            spread = _spread(block.stems[first:end], self.shingle)
            yield part, sign(spread, starts[part] - first, counts[part], factors, summands)


def _spans(bounds: NDArray[np.int64], units: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the first rows and the words of units."""
    starts = bounds[units[:, 0]]
    return starts, (bounds[units.sum(1)] - starts).astype(np.int32)


def shingles(stems: NDArray[np.uint64], n: int) -> NDArray[np.uint32]:
    """Return the 32-bit hash of each run of `n` words, by its first word: what datasketch is to be fed."""
    return (ngrams(stems, n) >> np.uint64(32)).astype(np.uint32)


def _spread(stems: NDArray[np.uint64], n: int) -> NDArray[np.uint32]:
    """Return the shingles, finalized; part by part, so that nothing else of that length is held."""
    spread = np.empty(max(0, len(stems) - n + 1), np.uint32)
    for first in range(0, len(spread), _WORDS):
        spread[first : first + _WORDS] = finalize(shingles(stems[first : first + _WORDS + n - 1], n))
    return spread


def permutations(count: int) -> NDArray[np.uint32]:
    """Return the factors and the summands of datasketch's `affine32` permutations, [2, count]."""
    random = np.random.RandomState(_SEED)  # what datasketch draws from
    factors = random.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    summands = random.randint(0, 1 << 32, count, dtype=np.uint32)
    return np.array([factors, summands])


def banding(threshold: float, count: int) -> tuple[int, int]:
    """Return bands and rows as datasketch.MinHashLSH chooses them for `count` permutations."""
    if (threshold, count) not in BANDS:
        from datasketch import MinHashLSH  # noqa: PLC0415 - takes 0.6 s

        chosen = MinHashLSH(threshold=threshold, num_perm=count)
        return chosen.b, chosen.r
    return BANDS[threshold, count]


def as_datasketch(signature: NDArray[np.uint32]) -> datasketch.MinHash:
    """Return one row of `MinHash.signatures` as datasketch's object, for its indexes and storages.

    What is added to it later by `update` must be a 32-bit hash, as `shingles` gives.
    """
    from datasketch import MinHash as Sketch  # noqa: PLC0415 - takes 0.6 s

    return Sketch(seed=_SEED, hashfunc=int, hashvalues=signature, scheme="affine32")
