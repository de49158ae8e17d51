"""Alignment by surprise: a pair of passages counts when the words they share are too many and too rare for chance.

The words of a passage are independent draws. A word that makes up the share s of texts like these stands in a passage
of n words by chance with q = 1 - exp(-s n). Of a reused passage the share m of words is kept; so a word of the one
passage is in the other with 1 - (1 - m)(1 - q) if it was reused, and the ratio to chance, in bits, is

    log2(1 + m (1/q - 1))    if the other passage has it (one to one: each of its words answers once)
    log2(1 - m)              if not

Each side's passage is the maximal-scoring segment (Karlin and Altschul 1990; Ruzzo and Tompa 1999) of these bits, found
by turns until nothing moves. The mean of both sides, less log2 of the places where the pair could have stood, is its
*surprise*: in texts without reuse the expected number of pairs of S bits and more falls as 2^-S, whatever the size of
the corpus. A word in a common run gets at least two bits, and at most what its predecessor leaves unexplained: in a
stock phrase, little. An end on a sentence bound is worth eight bits.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING

from reuse.aligners.boxes import boxes
from reuse.aligners.digests import Digests, summaries
from reuse.aligners.pair import Passages, Text, laid
from reuse.aligners.select import select
from reuse.aligners.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reuse.aligners.shares import Shares
    from reuse.columns import Block

_FEW = 3  # words; a text below that has no passage


@dataclass(frozen=True)
class Surprise:
    """Aligner of pairs of documents, and of one with itself."""

    min_words: int = 8  # words that both sides share
    min_score: float = 12.0  # bits of surprise; chance brings a pair of S bits to one of 2^S corpora
    min_unit: int = 4  # words that suffice where a whole sentence or line stands on both sides
    kept: float = 0.4  # share of words that a reuse is expected to keep (m)
    edge: float = 8.0  # bits for an end on a sentence bound
    least_run: int = 3  # words; from here on a common run counts as one
    run_bits: float = 2.0  # least bits of a word in such a run
    mixing: float = 4.0  # words; weight of a word's own share among what follows its predecessor
    exact: int = 5  # words; a passage ends with a common run of as many, though a sentence bound would follow
    context: int = 120  # words looked at on each side of a passage, besides half its length
    rounds: int = 6  # of refinement, at most
    pair_weight: float = 300.0  # words; how much the corpus's shares count beside the two documents'
    background_weight: float = 1000.0  # words; how much the language's shares count beside the corpus's
    again: float = 1.0  # of the bits that another passage gives a word, to use the word again
    spelling: bool = True  # let like spellings of a word match around passages that surprise
    summaries: bool = False  # also look for stretches of a first document that tell a whole second one

    @property
    def constants(self) -> tuple[float, ...]:
        """What the kernel asks for."""
        whole = (self.least_run, self.context, self.rounds, self.exact)
        least_run, context, rounds, exact = map(float, whole)
        return self.kept, least_run, self.run_bits, self.mixing, context, rounds, exact

    def align(  # noqa: PLR0913 - the corpus, what of it, and how
        self,
        block: Block,
        shares: Shares,
        pairs: Iterable[tuple[int, int]],
        places: float,
        *,
        jobs: int = 1,
        texts: Sequence[str] = (),
    ) -> Iterator[list[Passages]]:
        """Yield the aligned passages of each pair of documents, in the order of `pairs`.

        places: log2 of the places where a pair of passages could have stood, over all that is compared; texts: of the
        documents, for `spelling`.
        """
        longest = int((block.documents[1:] - block.documents[:-1]).max(initial=0))
        mine = local()

        def one(pair: tuple[int, int]) -> list[Passages]:
            if not hasattr(mine, "space"):
                mine.space = Workspace(len(shares.counts), longest)
            text_a, text_b = (texts[number] if texts and self.spelling else "" for number in pair)
            a = Text.of(block, shares, pair[0], text_a)
            b = a if pair[0] == pair[1] else Text.of(block, shares, pair[1], text_b)
            if min(len(a.ids), len(b.ids)) < _FEW:
                return []
            with laid(a, b, shares, self, mine.space) as side_by_side:
                found = select(side_by_side, boxes(side_by_side), self, places)
                return summaries(side_by_side, found, Digests()) if self.summaries else found

        if jobs == 1:
            yield from map(one, pairs)
            return
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(one, pairs)


def search_space(new: int, old: int = 0) -> float:
    """Bits of the places where a pair of passages could stand: among `new` words, or between them and `old` ones."""
    return math.log2(max(1.0, new * old if old else new * new / 2))
