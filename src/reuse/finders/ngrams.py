"""Word n-grams: the finder with a guarantee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from reuse.columns import Keys, runs
from reuse.errors import UsageError
from reuse.kernels.ngrams import ngrams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reuse.columns import Block

_SLICE = 1 << 20  # words at once


@dataclass(frozen=True, slots=True)
class Ngrams:
    """Keys of runs of `n` words, compared by their stems, never across documents.

    Guarantee: two places that share a run of `n + window - 1` or more words share a key of a part of it.
    With `window` 1 every n-gram has a key; a larger one keeps the smallest of each `window` consecutive
    n-grams, some 2 / (window + 1) of them, whatever stands around (winnowing: Schleimer, Wilkerson and
    Aiken, SIGMOD 2003). A document of fewer words than that has no key.
    """

    reads: ClassVar[tuple[str, ...]] = ("stems",)

    n: int = 4  # words
    window: int = 1  # n-grams

    def __post_init__(self) -> None:
        for name in ("n", "window"):
            if getattr(self, name) < 1:
                raise UsageError(f"ngrams.{name} is {getattr(self, name)}", "It is a count, from 1.")

    def keys(self, block: Block) -> Keys:
        """Return a key for each n-gram that is kept, in the order of the words."""
        hashes = ngrams(block.stems, self.n)
        kept = within(block.documents, self.n)
        if self.window > 1:
            kept &= winnowed(hashes, within(block.documents, self.n + self.window - 1))
        starts = np.flatnonzero(kept)
        return Keys(hashes[starts], starts, np.full(len(starts), self.n, np.int32))

    def parts(self, block: Block) -> Iterator[Iterator[Keys]]:
        """Yield the keys of some documents after another: those of `keys`."""
        yield self._slices(block)

    def _slices(self, block: Block) -> Iterator[Keys]:
        for first, last in runs(block.documents, _SLICE):
            low, high = block.documents[[first, last]]
            bounds = block.documents[first : last + 1] - low
            own = self.keys(replace(block, stems=block.stems[low:high], documents=bounds))
            yield Keys(own.keys, own.starts + low, own.lengths)


def within(documents: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Say of each row that has `length - 1` rows behind it whether these belong to its own document.

    `documents` are bounds as in Block; one boolean for each of max(0, rows - length + 1) rows.
    """
    owners = np.repeat(np.arange(len(documents) - 1, dtype=np.int32), np.diff(documents))
    inside: NDArray[np.bool_] = owners[: max(0, len(owners) - length + 1)] == owners[length - 1 :]
    return inside


def winnowed(hashes: NDArray[np.uint64], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say of each hash whether it is the smallest of a window; `inside` marks the windows that count.

    No hash is below the smallest of a window that holds it, and it equals the largest of these smallest ones
    just if it is the smallest somewhere: two sliding extremes select without a loop over the text.
    """
    window = len(hashes) - len(inside) + 1
    if not len(inside):
        return np.zeros(len(hashes), np.bool_)
    smallest = np.where(inside, _sliding(np.minimum, hashes, window), np.uint64(0))
    margin = np.zeros(window - 1, np.uint64)
    kept: NDArray[np.bool_] = hashes == _sliding(np.maximum, np.concatenate((margin, smallest, margin)), window)
    return kept


def _sliding(extreme: np.ufunc, values: NDArray[np.uint64], window: int) -> NDArray[np.uint64]:
    """Return the extreme of each `window` consecutive values, in log2(window) passes of doubling."""
    width = 1
    while width < window:
        step = min(width, window - width)
        values = extreme(values[:-step], values[step:])
        width += step
    return values
