"""Words of scripts without blanks, found by ICU's dictionaries (extra `intl`)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import Block
from reuse.errors import UsageError
from reuse.kernels.fold import ALONE, JOINER, MARK, SHAPES, SOFT, fold
from reuse.kernels.word_hash import hash_word
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_ALONE = {chr(ALONE), chr(MARK), chr(JOINER), chr(SOFT)}  # with what may hang on to one
_LONGEST = 10_000  # code points given to ICU at once


@dataclass(frozen=True, slots=True)
class IntlWords:
    """As `Words`, but Chinese, Japanese, Thai, Lao, Khmer and Burmese words are whole words, not characters.

    Raises UsageError where ICU is not installed.
    """

    def __post_init__(self) -> None:
        """Check for ICU at once, before anything is read."""
        try:
            import icu4py  # noqa: F401, PLC0415 - an extra, loaded where used
        except ImportError as error:
            raise UsageError(
                "the segmenter 'intl' needs ICU", "Install it with: pip install 'text-reuse[intl]'"
            ) from error

    def segment(self, texts: Sequence[str]) -> Block:
        """Return the words of `texts`, in order, as columns."""
        block = Words().segment(texts)
        kept = np.ones(len(block.words), np.bool_)
        for document, text in enumerate(texts):
            if text.isascii():
                continue
            first, stop = block.documents[document : document + 2].tolist()
            for run_start, run_stop in _runs(block, first, stop):
                _merge(block, text, run_start, run_stop, kept)
        rows = np.concatenate(([0], np.cumsum(kept)))
        return Block(
            block.starts[kept],
            block.ends[kept],
            block.words[kept],
            block.stems[kept],
            block.breaks[kept],
            rows[block.documents],
        )


def _runs(block: Block, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield runs of rows that are adjacent characters of scripts without blanks, two at least."""
    starts, ends = block.starts[first:stop], block.ends[first:stop]
    together = starts[1:] == ends[:-1]
    cuts = np.flatnonzero(np.diff(np.concatenate(([False], together, [False])).astype(np.int8)))
    for start, end in (first + cuts).reshape(-1, 2).tolist():
        for row in range(start, end + 1, _LONGEST):
            yield row, min(row + _LONGEST, end + 1)


def _merge(block: Block, text: str, first: int, stop: int, kept: NDArray[np.bool_]) -> None:
    """Make one row of the rows first:stop that ICU takes for one word; the others are no longer `kept`."""
    from icu4py.breakers import WordBreaker  # noqa: PLC0415 - an extra, loaded where used

    base, end = int(block.starts[first]), int(block.ends[stop - 1])
    # by length, as ICU's own offsets count UTF-16 units; no locale: the dictionaries go by script
    segments = WordBreaker(text[base:end], "und")
    beginnings = {base, *accumulate(map(len, segments), initial=base)}
    head = first
    for row in range(first + 1, stop + 1):
        start = int(block.starts[row]) if row < stop else end
        if row < stop and start not in beginnings and _alone(text, start) and _alone(text, start - 1):
            kept[row] = False
            continue
        if row - head > 1:
            block.ends[head] = block.ends[row - 1]
            written = fold(text[block.starts[head] : block.ends[head]])
            block.words[head], block.stems[head] = hash_word(written, whole=True)
        head = row


def _alone(text: str, at: int) -> bool:
    return SHAPES[ord(text[at])] in _ALONE
