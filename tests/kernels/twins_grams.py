"""Plain twin of `linking.grams` and `kernels.grams`, and made-up corpora that repeat themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import strategies as st

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

    Texts = list[list[int]]


class Rows(NamedTuple):
    """Documents one after another, as columns: the words' numbers, and the bounds of the documents."""

    words: NDArray[np.int32]
    documents: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Texts) -> Rows:
        return cls(
            np.array([word for text in texts for word in text], np.int32),
            np.cumsum([0, *map(len, texts)]).astype(np.int64),
        )


def texts_of(rnd: Random, documents: int, letters: int, parts: int = 5) -> Texts:
    """Documents of chance words out of `letters`, copies of what stands before, and repeats."""
    said: list[int] = []
    texts = []
    for _ in range(documents):
        text: list[int] = []
        for _ in range(rnd.randint(0, parts)):
            if said + text and rnd.random() < 0.6:
                known = said + text
                at = rnd.randrange(len(known))
                copied = known[at : at + rnd.choice((5, 12, 30, 60))]
                if rnd.random() < 0.3:
                    copied[rnd.randrange(len(copied))] = rnd.randrange(letters)
                text += copied * rnd.choice((1, 1, 1, 2, 5))
            else:
                text += [rnd.randrange(letters) for _ in range(rnd.choice((0, 1, 5, 20)))]
        texts.append(text)
        said += text
    return texts


@st.composite
def repetitive(draw: st.DrawFn) -> Texts:
    """Documents over few letters that copy one another; some are empty, and some repeat themselves."""
    rnd = draw(st.randoms(use_true_random=False))
    return texts_of(rnd, draw(st.integers(1, 5)), draw(st.sampled_from([1, 2, 3, 8, 100])))


def grams_of(texts: Texts, n: int) -> dict[tuple[int, ...], list[int]]:
    """Every n-gram that lies within a document, and the rows that it begins at."""
    found = defaultdict(list)
    first = 0
    for text in texts:
        for i in range(len(text) - n + 1):
            found[tuple(text[i : i + n])].append(first + i)
        first += len(text)
    return found


class Columns(NamedTuple):
    head: list[int]
    before: list[int]
    places: list[int]


def group(texts: Texts, n: int) -> Columns:
    """What `linking.grams.group` tells of each row."""
    rows = sum(map(len, texts))
    told = Columns([-1] * rows, [-1] * rows, [1] * rows)
    for places in grams_of(texts, n).values():
        for at, row in enumerate(places):
            told.places[row] = len(places)
            if at:
                told.head[row], told.before[row] = places[0], places[at - 1]
    return told


def most(texts: Texts, places: list[int], n: int) -> list[float]:
    """One over the places of the commonest n-gram that a row lies in, beginning in its document."""
    worth, first = [], 0
    for text in texts:
        own = [1, *places[first : first + len(text)]]
        worth += [1 / max(1, *own[max(1, i - n + 2) : i + 2]) for i in range(len(text))]
        first += len(text)
    return worth
