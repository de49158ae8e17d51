"""What becomes of a passage when it is reused: each disguise makes a copy that is known to be one.

A disguise is a frozen dataclass; its one verb, `apply`, takes a passage, a source of chance and the words of the
corpus, and returns the text of the copy.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from reuse.evaluation.ocr import misread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

_NEAR = 3  # words; a word changes places with one as near
_SIMILAR = 0.1  # of its rank, and
_RANKS = 10  # ranks; a word is replaced by one as near in frequency


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage in words, what stands between them (before the first, after each), and where sentences begin."""

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    sentences: tuple[int, ...] = (0,)
    newline: str = "\n"

    @property
    def text(self) -> str:
        """The passage as it stands in its document."""
        return self.joined(self.words)

    def joined(self, words: Iterable[str]) -> str:
        """Return other words in the places of these."""
        return self.gaps[0] + "".join(word + gap for word, gap in zip(words, self.gaps[1:], strict=True))


class Vocabulary:
    """The words of a corpus, by frequency."""

    def __init__(self, words: Iterable[str]) -> None:
        """Count `words`; case makes no difference."""
        counts = Counter(word.casefold() for word in words if word.isalpha())
        self._words = sorted(counts, key=lambda word: (-counts[word], word))
        self._ranks = {word: rank for rank, word in enumerate(self._words)}

    def another(self, word: str, chance: Random) -> str:
        """Return a word about as frequent, with a capital where `word` has one; itself, where there is none."""
        rank = self._ranks.get(word.casefold())
        if rank is None:
            return word
        reach = max(_RANKS, int(_SIMILAR * rank))
        near = self._words[max(0, rank - reach) : rank] + self._words[rank + 1 : rank + reach + 1]
        found = chance.choice(near) if near else word
        return found[0].upper() + found[1:] if word[0].isupper() else found


class Disguise(Protocol):
    """A way to reuse a passage."""

    @property
    def name(self) -> str:
        """What the truth calls it."""
        ...

    def apply(self, piece: Piece, chance: Random, corpus: Vocabulary) -> str:
        """Return the text of the copy."""
        ...


@dataclass(frozen=True)
class Verbatim:
    """The passage as it stands."""

    name: str = "verbatim"

    def apply(self, piece: Piece, _chance: Random, _corpus: Vocabulary) -> str:
        """Return the passage."""
        return piece.text


@dataclass(frozen=True)
class Cut(Verbatim):
    """The passage as it stands; it begins and ends in the middle of sentences, for which the planting sees."""

    name: str = "cut"


@dataclass(frozen=True)
class Wrap:
    """The same words in lines of another length."""

    name: str = "wrap"
    widths: tuple[int, int] = (30, 70)

    def apply(self, piece: Piece, chance: Random, _corpus: Vocabulary) -> str:
        """Return the passage in lines of a width between the two."""
        width = chance.randint(*self.widths)
        return piece.newline.join(textwrap.wrap(" ".join(piece.text.split()), width, break_on_hyphens=False))


@dataclass(frozen=True)
class Reorder:
    """The same sentences in another order."""

    name: str = "reorder"

    def apply(self, piece: Piece, chance: Random, _corpus: Vocabulary) -> str:
        """Return the sentences, no blanks between them but one, in an order that is not theirs."""
        bounds = [*piece.sentences, len(piece.words)]
        texts = [
            "".join(word + gap for word, gap in zip(piece.words[i:j], piece.gaps[i + 1 : j + 1], strict=True)).strip()
            for i, j in pairwise(bounds)
        ]
        order = list(range(len(texts)))
        chance.shuffle(order)
        if order == sorted(order):
            order = order[1:] + order[:1]
        return " ".join(texts[k] for k in order)


@dataclass(frozen=True)
class Shuffle:
    """Words that changed places with near ones: `rate` of them, and their partners."""

    rate: float = 0.2

    @property
    def name(self) -> str:
        """With its rate."""
        return f"shuffle:{self.rate:g}"

    def apply(self, piece: Piece, chance: Random, _corpus: Vocabulary) -> str:
        """Return the passage, some words exchanged."""
        words = list(piece.words)
        for here in range(len(words)):
            if chance.random() < self.rate:
                there = min(len(words) - 1, here + chance.randint(1, _NEAR))
                words[here], words[there] = words[there], words[here]
        return piece.joined(words)


@dataclass(frozen=True)
class Replace:
    """`rate` of the words replaced by words of the corpus that are about as frequent."""

    rate: float = 0.2

    @property
    def name(self) -> str:
        """With its rate."""
        return f"replace:{self.rate:g}"

    def apply(self, piece: Piece, chance: Random, corpus: Vocabulary) -> str:
        """Return the passage, some words replaced."""
        return piece.joined(
            corpus.another(word, chance) if chance.random() < self.rate else word for word in piece.words
        )


@dataclass(frozen=True)
class Ocr:
    """`rate` of the characters misread."""

    rate: float = 0.05

    @property
    def name(self) -> str:
        """With its rate."""
        return f"ocr:{self.rate:g}"

    def apply(self, piece: Piece, chance: Random, _corpus: Vocabulary) -> str:
        """Return the passage as a machine might have read it."""
        return misread(piece.text, self.rate, chance)


EVERY: tuple[Disguise, ...] = (Verbatim(), Cut(), Wrap(), Reorder(), Shuffle(), Replace(), Ocr())
