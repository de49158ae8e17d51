"""Plain twin of `kernels.shares`, written from its docstrings, and the made-up corpora the twins are tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import strategies as st

from reuse.aligners.pair import Text, laid
from reuse.aligners.shares import Shares
from reuse.aligners.surprise import Surprise
from reuse.aligners.workspace import Workspace

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from random import Random

    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair

Corpus = tuple[Text, Text, Shares]
STEMS = 12
WORTH = (1.0, 1.0, 0.5, 0.25)  # sums of these are exact, in any order


class Tables(NamedTuple):
    """What a share is reckoned from, as plain lists."""

    here: list[float]
    everywhere: list[float]
    background: list[float]
    weights: tuple[float, float, float, float]

    @classmethod
    def of(cls, shares: tuple[NDArray[np.float64], ...], weights: tuple[float, float, float, float]) -> Tables:
        return cls(*(column.tolist() for column in shares), weights)

    def share(self, w: int, own: int = 0, taken: int = 0) -> float:
        here, corpus, prior_corpus, prior_background = self.weights
        in_corpus = (max(self.everywhere[w] - own, 0) + prior_background * self.background[w]) / (
            max(corpus - taken, 0) + prior_background
        )
        return (max(self.here[w] - own, 0) + prior_corpus * in_corpus) / (max(here - taken, 0) + prior_corpus)


@st.composite
def corpora(draw: st.DrawFn, most: int = 40) -> Corpus:
    """Two texts of few different words (or one, `same`), their shares, in the types that a run has."""
    words = st.lists(st.integers(0, STEMS - 1), min_size=draw(st.sampled_from([0, most // 3])), max_size=most)
    same = draw(st.booleans())
    a = draw(words)
    b = a if same else draw(words)
    if not same and draw(st.booleans()):  # words in common runs, and not by chance alone
        at, start = draw(st.integers(0, len(b))), draw(st.integers(0, len(a)))
        b = b[:at] + a[start : start + draw(st.integers(3, 15))] + b[at:]
    background = draw(st.lists(st.floats(1e-6, 0.2), min_size=STEMS, max_size=STEMS, unique=True))
    return lay(a, b, background, draw(st.randoms(use_true_random=False)), same=same)


def lay(a: list[int], b: list[int], background: list[float], rnd: Random, *, same: bool = False) -> Corpus:
    """Return (text, text, shares) of two lists of word ids, with sentences and what words are worth at random."""
    texts = [text_of(words, rnd) for words in ((a,) if same else (a, b))]
    ids, worth = np.concatenate([t.ids for t in texts]), np.concatenate([t.worth for t in texts])
    counts = np.bincount(ids, worth, STEMS).astype(np.float64)
    counts += [rnd.randrange(30) for _ in counts]
    stock = np.array([rnd.randrange(3) for _ in range(16)], np.float32)
    return texts[0], texts[-1], Shares(ids, worth, counts, np.array(background), stock)


def text_of(words: list[int], rnd: Random) -> Text:
    n = len(words)
    breaks = np.array([i == 0 or rnd.random() < 0.2 for i in range(n)], np.bool_)
    worth = np.array([rnd.choice(WORTH) for _ in range(n)], np.float32)
    return Text(np.array(words, np.int32), breaks, worth, np.append(breaks, True))


def side_by_side(corpus: Corpus, model: Surprise | None = None) -> AbstractContextManager[Pair]:
    """Return the context of the pair of texts, as the aligner lays it out."""
    a, b, shares = corpus
    return laid(a, b, shares, model or Surprise(), Workspace(STEMS, max(len(a.ids), len(b.ids), 1)))
