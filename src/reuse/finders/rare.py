"""Sets of rare words: the finder for what was reworded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from reuse.columns import Keys
from reuse.errors import UsageError
from reuse.kernels.ngrams import mix
from reuse.kernels.rare import gatherer, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from reuse.columns import Block

_SLICE = 1 << 12  # windows at once
_COLUMNS = ("keys", "starts", "lengths")


class Census(NamedTuple):
    """The words of a corpus of which a block is a part: stems, ascending, how often each stands, words and windows."""

    stems: NDArray[np.uint64]
    counts: NDArray[np.int64]
    words: int
    windows: int


@dataclass(frozen=True, slots=True)
class Rare:
    """Keys of the rarest words of short windows, in whatever order they stand there, compared by their stems.

    A window of L words holds a word that makes up the share s of the corpus by chance with 1 - exp(-s L). Of
    the `rarest` rarest words of a window, each smallest set of one to three words that is expected by chance
    in less than `places` windows of the corpus has a key: keys grow with the corpus, their buckets do not.
    Shares are those of the block, which should be the corpus.
    """

    reads: ClassVar[tuple[str, ...]] = ("stems",)
    shared: ClassVar[int] = 2  # keys that two places of a large corpus must share: chance often brings one

    length: int = 30  # words in a window
    step: int = 10  # words from one window to the next
    rarest: int = 8  # words of a window that are looked at
    places: float = 100.0  # windows

    def __post_init__(self) -> None:
        for name in ("length", "step", "rarest", "places"):
            if getattr(self, name) < 1:
                raise UsageError(f"rare.{name} is {getattr(self, name)}", "It is a number from 1.")
        if self.step > self.length:
            raise UsageError(
                f"rare.step is {self.step}, rare.length {self.length}",
                "Words between windows would not be seen.",
            )

    def keys(self, block: Block) -> Keys:
        """Return the keys of each window, windows in the order of the words."""
        slices = [Keys(np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int32)), *self._slices(block)]
        return Keys(*(np.concatenate([getattr(part, name) for part in slices]) for name in _COLUMNS))

    def parts(self, block: Block, census: Census | None = None) -> Iterator[Iterator[Keys]]:
        """Yield the keys of some windows after another: those of `keys`; census: where the block is but a part."""
        yield self._slices(block, census)

    def windows(self, documents: NDArray[np.int64]) -> int:
        """Return how many windows documents have, for a Census."""
        return len(windows(documents, self.length, self.step)[0])

    def _slices(self, block: Block, census: Census | None = None) -> Iterator[Keys]:
        ranks, stems, counts = vocabulary(block.stems, _counted(census) if census else None)
        starts, lengths = windows(block.documents, self.length, self.step)
        words, count = (census.words, census.windows) if census else (len(ranks), len(starts))
        chances = -np.expm1(-counts * (self.length / max(1, words)))
        mixed = mix(stems)
        gather = gatherer(len(ranks))
        options = float(count), float(self.places), self.rarest
        for i in range(0, len(starts), _SLICE):
            part = slice(i, i + _SLICE)
            sums, size = gather(ranks, starts[part], lengths[part], chances, mixed, *options)
            yield Keys(mix(sums), np.repeat(starts[part], size), np.repeat(lengths[part], size))


def _counted(census: Census) -> Callable[[NDArray[np.uint64]], NDArray[np.int64]]:
    return lambda stems: census.counts[np.searchsorted(census.stems, stems)]


def windows(documents: NDArray[np.int64], length: int, step: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return first rows and lengths of windows, `step` rows apart from the first row of each document on.

    The last one of a document ends with it and may be shorter; so does the only one of a short document.
    """
    words = np.diff(documents)
    counts = np.maximum(-(-(words - length) // step), 0) + (words > 0)
    document = np.repeat(np.arange(len(words)), counts)
    number = np.arange(len(document)) - np.repeat(np.cumsum(counts) - counts, counts)
    starts = documents[document] + number * step
    lengths = np.minimum(documents[document + 1] - starts, length)
    return starts, lengths.astype(np.int32)
