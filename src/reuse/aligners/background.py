"""Shares of words in the languages at large: without them "which" is as rare as a name in a small corpus.

The folder `words` has the usual words of some languages, most frequent first; where they come from is told in
docs/decisions/0002-word-lists.md. A corpus is taken for a mixture of these languages and of an unknown one, in which
all words are alike, and the weights are found by expectation and maximisation (Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.kernels.word_hash import MIXERS, MULTIPLIER, PREFIXES, SEED, SHIFTS, stem_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.stages import Segmenter

_FOLDER = Path(__file__).with_name("words")  # importlib.resources would take as long as all the rest
_RARE = 2e-6  # share of a word that no list has
_COMMON, _OFFSET = 0.1, 2.7  # share of the word of rank r: _COMMON / (r + _OFFSET), after Zipf and Mandelbrot
_PROBES = 32  # listed words that show how a segmenter hashes stems
_ROUNDS = 20  # of expectation and maximisation: enough to tell Danish from Norwegian


class Lists(NamedTuple):
    """All lists, one after another, a row a word: its text, its stem's hash, which list has it and its share there."""

    languages: tuple[str, ...]
    words: list[str]
    stems: NDArray[np.uint64]
    owner: NDArray[np.int64]
    shares: NDArray[np.float64]


class Fit(NamedTuple):
    """Languages of a corpus: `weights` of the known ones in order of the lists, and of the unknown one, last.

    shares  a row a language, a column for each of `rows` (the corpus's stems that some list has), then any other word
    """

    rows: NDArray[np.int64]
    shares: NDArray[np.float64]
    weights: NDArray[np.float64]


def background(stems: NDArray[np.uint64], counts: NDArray[np.float64], segmenter: Segmenter) -> NDArray[np.float64]:
    """Shares of `stems` (ascending) in the mixture of languages that explains their `counts` best."""
    found = fit(stems, counts, segmenter)
    mixture = np.full(len(stems), _RARE)
    mixture[found.rows] = np.maximum(found.weights @ found.shares[:, :-1], _RARE)
    return mixture


def fit(stems: NDArray[np.uint64], counts: NDArray[np.float64], segmenter: Segmenter) -> Fit:
    """Weigh the languages by how well they explain the `counts` of `stems` (ascending)."""
    rows, shares = _listed(stems, segmenter)
    seen = np.append(counts[rows], counts.sum() - counts[rows].sum())
    weights = np.full(len(shares), 1 / len(shares))
    for _ in range(_ROUNDS if seen.any() else 0):
        parts = weights[:, None] * shares
        weights = (parts / parts.sum(0)) @ seen
        weights /= weights.sum()
    return Fit(rows, shares, weights)


@cache
def lists() -> Lists:
    """Read the lists; their words are folded, so that they need no segmenter."""
    paths = sorted(_FOLDER.glob("*.txt"))
    listed = [path.read_text(encoding="utf-8").split() for path in paths]
    words = [word for each in listed for word in each]
    ranks = np.concatenate([np.arange(1, len(each) + 1) for each in listed])
    owner = np.repeat(np.arange(len(listed)), [len(each) for each in listed])
    names = tuple(path.stem for path in paths)
    return Lists(names, words, hash_stems(words), owner, _COMMON / (ranks + _OFFSET))


def hash_stems(words: Sequence[str]) -> NDArray[np.uint64]:
    """Hashes of the stems of folded `words` without digits: those of `word_hash.hash_word`, all at once."""
    by_letters = np.array([stem_length(letters) for letters in range(PREFIXES + 1)])
    lengths = by_letters[np.minimum(np.fromiter(map(len, words), np.int64), PREFIXES)]
    letters = np.array(words, f"U{lengths.max()}").view(np.uint32).reshape(len(words), -1).astype(np.uint64)
    state = np.full(len(words), SEED, np.uint64)
    for place, column in enumerate(letters.T):
        state = np.where(place < lengths, (state ^ column) * np.uint64(MULTIPLIER), state)
    for shift, mixer in zip(SHIFTS, MIXERS, strict=False):  # the last shift has no mixer
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(mixer)
    return np.maximum(state ^ (state >> np.uint64(SHIFTS[-1])), np.uint64(1))


def _listed(stems: NDArray[np.uint64], segmenter: Segmenter) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Rows of `stems` that some list has, and the `shares` of a Fit."""
    known = lists()
    of_list = _as_segmented(known, segmenter)
    at = np.searchsorted(stems, of_list)
    here = np.flatnonzero(at < len(stems))
    here = here[stems[at[here]] == of_list[here]]
    rows, columns = np.unique(at[here], return_inverse=True)
    shares = np.zeros((len(known.languages) + 1, len(rows) + 1))
    np.add.at(shares, (known.owner[here], columns), known.shares[here])
    # what a list leaves of 1 is spread over the words that it lacks, as the unknown language spreads all
    left = np.append(1 - np.bincount(known.owner, known.shares), 1.0)
    return rows, np.maximum(shares, _RARE * left[:, None])


def _as_segmented(known: Lists, segmenter: Segmenter) -> NDArray[np.uint64]:
    """Stems of the listed words as `segmenter` has them, one a word; asked for all only if it hashes in its own way."""
    some = slice(None, None, len(known.words) // _PROBES)
    probed = segmenter.segment(known.words[some]).stems
    if np.array_equal(probed, known.stems[some]):
        return known.stems
    block = segmenter.segment(known.words)
    return np.append(block.stems, np.uint64(0))[block.documents[:-1]]
