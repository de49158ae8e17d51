"""From aligned words to what is said of them: exact spans, edits, scores and kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

from reuse.aligners.edits import differences, in_order
from reuse.model import Edit, Match

if TYPE_CHECKING:
    from reuse.columns import Block
    from reuse.model import Document, Kind, Passage

OPENING = ("Ps", "Pi", "Sc", "Sk", "So")  # brackets, quotes; signs of money and marks that stand before a word
EDITED = 0.6  # share of words that both sides have in the same order; below, a passage is reworded


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a match: its document, and where and what its words are."""

    document: Document
    starts: list[int]
    ends: list[int]
    words: list[int]
    stems: list[int]

    @classmethod
    def of(cls, block: Block, document: Document, number: int, words: tuple[int, int]) -> Side:
        """Return words `words` (half-open) of the document with this number in the block."""
        first = int(block.documents[number])
        rows = slice(first + words[0], first + words[1])
        columns = block.starts, block.ends, block.words, block.stems
        return cls(document, *(column[rows].tolist() for column in columns))

    def passage(self, before: int, after: int) -> Passage:
        """Return the passage with the punctuation that belongs to it, not reaching over `before` and `after`.

        Before it that opens something, behind it all that touches it and opens nothing.
        """
        text, start, end = self.document.text, self.starts[0], self.ends[-1]
        while start > before and _opens(text[start - 1]):
            start -= 1
        while end < after and not text[end].isspace() and category(text[end]) not in OPENING:
            end += 1
        return self.document.passage(start, end)

    def span(self, words: tuple[int, int]) -> tuple[int, int]:
        """Code points of words of this side; between two words where there are none."""
        if words[0] == words[1]:
            at = self.ends[words[0] - 1] if words[0] else self.starts[0]
            return at, at
        return self.starts[words[0]], self.ends[words[1] - 1]


def _opens(character: str) -> bool:
    return character in "\"'" or category(character) in OPENING


def describe(
    a: Side, b: Side, around: tuple[tuple[int, int], tuple[int, int]], bits: float, *, summary: bool = False
) -> Match:
    """Return the match of two aligned sides; `around`: where the words before and after each side end and begin."""
    edits = [Edit(one.operation, *a.span(one.a), *b.span(one.b)) for one in differences(a.words, b.words)]
    scores = _scores(a, b, bits)
    kind = "summary" if summary else _kind(scores, edits)
    return Match("", kind, scores, a.passage(*around[0]), b.passage(*around[1]), tuple(edits))


def _scores(a: Side, b: Side, bits: float) -> dict[str, float]:
    """Scores by name: surprise in bits, the others as shares of one.

    shared      of the words of both sides, how many the other side has too, one to one, by stem
    order       of these, how many stand in the same order on both sides
    similarity  of the words of both sides, how many are equal and in order (rapidfuzz)
    words       of the shorter side
    """
    words = len(a.words) + len(b.words)
    common = (Counter(a.stems) & Counter(b.stems)).total()
    ordered = in_order(a.stems, b.stems)
    equal = in_order(a.words, b.words)
    return {
        "surprise": round(bits, 1),
        "shared": round(2 * common / words, 4),
        "order": round(ordered / common, 4) if common else 0.0,
        "similarity": round(2 * equal / words, 4),
        "words": min(len(a.words), len(b.words)),
    }


def _kind(scores: dict[str, float], edits: list[Edit]) -> Kind:
    if not edits:
        return "verbatim"
    return "edited" if scores["shared"] * scores["order"] >= EDITED else "paraphrase"
