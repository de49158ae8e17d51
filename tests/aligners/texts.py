"""Made-up texts as the aligner meets them."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, NamedTuple

from reuse.aligners.pair import Text, laid
from reuse.aligners.shares import Shares, shares
from reuse.aligners.surprise import Surprise
from reuse.aligners.workspace import Workspace
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from reuse.aligners.pair import Pair
    from reuse.columns import Block

_LETTERS = "bcdfghklmnprstvz"


class Corpus(NamedTuple):
    """Texts, cut into words and counted."""

    block: Block
    shares: Shares

    @classmethod
    def of(cls, *texts: str) -> Corpus:
        block = Words().segment(texts)
        return cls(block, shares(block, Words()))

    def pair(self, a: int = 0, b: int = 1, model: Surprise | None = None) -> AbstractContextManager[Pair]:
        """Return two documents side by side; one document and itself where the numbers are equal."""
        longest = int((self.block.documents[1:] - self.block.documents[:-1]).max())
        first = Text.of(self.block, self.shares, a)
        second = first if a == b else Text.of(self.block, self.shares, b)
        return laid(first, second, self.shares, model or Surprise(), Workspace(len(self.shares.counts), longest))


def rare(count: int, seed: str = "") -> list[str]:
    """Words that stand nowhere else, with stems of their own."""
    rnd = Random(f"rare {seed} {count}")  # noqa: S311 - no secret
    return [_word(rnd, 5) + str(i) for i in range(count)]


def common(count: int, seed: str = "") -> list[str]:
    """Words that stand everywhere: out of forty."""
    known = [_word(Random(f"common {i}"), 2) for i in range(40)]  # noqa: S311 - no secret
    return Random(f"{seed} {count}").choices(known, k=count)  # noqa: S311 - no secret


def _word(rnd: Random, letters: int) -> str:
    return "".join(rnd.choice(_LETTERS) + rnd.choice("aeiou") for _ in range(letters))
