"""Texts -> words and breaks with regular expressions, for small inputs; `tokenize` gives the same, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.columns import LINE, Block
from reuse.kernels.fold import DIGIT, SHAPES, UPPER, fold
from reuse.kernels.tokenize_sentences import CAPITAL, FIRST, breaks_of, ends_sentence, read_gap
from reuse.kernels.word_hash import hash_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# over the shapes of a text (see fold.py); possessive, so that no input makes it go back
_MARKS = r"(?:[JS]*+M)*+"
_LINE_END = r"(?:[JS]*+=[JS]*+|J*+S[JS]*+)/*+(?:\r\n?|\n)[/JS]*+"
_LETTER = rf"(?:a{_MARKS}(?:{_LINE_END}(?=a))?+|c{_MARKS}(?:{_LINE_END}(?=c))?+|[du]{_MARKS})"
_WORD = re.compile(rf"A{_MARKS}|(?:{_LETTER}(?:[JS]++(?=[acdu]))?+)++")


class _Word(NamedTuple):
    """What is the same wherever a word stands: its hashes, and what the rules of sentences ask."""

    word: int
    stem: int
    letters: int
    usage: int
    first: int
    second: int
    last: int
    rejoined: bool


@dataclass(slots=True)
class _Tokens:
    """The columns while they grow, and the words and gaps met so far."""

    abbreviations: Mapping[str, int]
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    stems: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    known: dict[str, _Word] = field(default_factory=dict)
    gaps: dict[str, int] = field(default_factory=dict)

    def read(self, text: str) -> None:
        """Add the words of one document."""
        shapes = text.translate(SHAPES)
        before: _Word | None = None
        end = 0
        for found in _WORD.finditer(shapes):
            start, then = found.span()
            written = text[start:then]
            word = self.known.get(written) or self._learn(written, shapes[start:then])
            bits = self._breaks(before, shapes[end:start], word) if before else FIRST
            self.starts.append(start)
            self.ends.append(then)
            self.words.append(word.word)
            self.stems.append(word.stem)
            self.breaks.append(bits | CAPITAL if word.first == UPPER else bits)
            before, end = word, then

    def _learn(self, written: str, shapes: str) -> _Word:
        folded = fold(written)
        kinds = [ord(shape) for shape in shapes if shape in "acduA"]
        word, stem = hash_word(folded, whole=DIGIT in kinds)
        usage = self.abbreviations.get(folded, 0)
        second = ord(shapes[1]) if len(shapes) > 1 else 0
        rejoined = "\n" in shapes or "\r" in shapes
        self.known[written] = new = _Word(
            word, stem, min(len(folded), 255), usage, kinds[0], second, kinds[-1], rejoined
        )
        return new

    def _breaks(self, before: _Word, gap: str, word: _Word) -> int:
        if gap in ("", "/"):
            return LINE if before.rejoined else 0
        if (between := self.gaps.get(gap)) is None:
            between = self.gaps[gap] = read_gap(gap.encode(), 0, len(gap))
        listed = self.breaks[-1] & LINE != 0
        ends = ends_sentence(between, before.last, before.letters, before.usage, listed, word.first, word.second)
        return breaks_of(between, ends, before.rejoined)


def tokenize(texts: Sequence[str], abbreviations: Mapping[str, int]) -> Block:
    """Return the words of `texts` with their breaks, further bits (UNDECIDED, CAPITAL) among them.

    abbreviations: folded word -> ABBREVIATION or BEFORE_NUMBER.
    """
    tokens = _Tokens(abbreviations)
    documents = [0]
    for text in texts:
        tokens.read(text)
        documents.append(len(tokens.words))
    return Block(
        np.array(tokens.starts, np.int32),
        np.array(tokens.ends, np.int32),
        np.array(tokens.words, np.uint64),
        np.array(tokens.stems, np.uint64),
        np.array(tokens.breaks, np.uint8),
        np.array(documents, np.int64),
    )
