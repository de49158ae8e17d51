"""Words and sentences of any script, with exact offsets."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.kernels.pays import pays
from reuse.segmenters.abbreviations import ABBREVIATIONS
from reuse.segmenters.lines import settle_lines
from reuse.segmenters.spread import spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.columns import Block

_SMALL = 150_000  # code points; below, loading the compiled loop takes longer than doing without


@dataclass(frozen=True, slots=True)
class Words:
    """Words are runs of letters, marks and digits; where a script has no blanks, single characters.

    Apostrophes and hyphens separate words, but one that a hyphen parts at a line end is one word over both lines.
    Case, width, accents, ligatures, long s and invisible characters make no difference to its hash; its stem is its
    first letters. A sentence ends at a stop that is none of an abbreviation or initial, at a blank line, a list item,
    and at a line break, unless the line was wrapped for want of room.

    jobs: threads, which change nothing but the time; 0: one for each core.
    """

    jobs: int = 0

    def __post_init__(self) -> None:
        """Check the options at once, before anything is read."""
        if self.jobs < 0:
            raise UsageError(f"words.jobs is {self.jobs}", "It is a number of threads, or 0 for one for each core.")

    def segment(self, texts: Sequence[str]) -> Block:
        """Return the words of `texts`, in order, as columns."""
        if not pays(sum(map(len, texts)), _SMALL):
            from reuse.kernels.tokenize_plain import tokenize  # noqa: PLC0415 - one of the two

            return _settled(tokenize(texts, ABBREVIATIONS))
        from reuse.kernels.tokenize import tokenize  # noqa: PLC0415 - heavy: loads numba

        return spread(lambda some: _settled(tokenize(some, ABBREVIATIONS)), texts, self.jobs or os.cpu_count() or 1)


def _settled(block: Block) -> Block:
    settle_lines(block)
    return block
