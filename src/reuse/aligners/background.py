"""Shares of words in the languages at large: without them "which" is as rare as a name in a small corpus."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.stages import Segmenter

_RARE = 2e-6  # share of a word that no list has
_COMMON, _OFFSET = 0.1, 2.7  # share of the word of rank r: _COMMON / (r + _OFFSET), after Zipf and Mandelbrot
_ROUNDS = 5  # of expectation and maximisation: enough to tell languages apart


def background(stems: NDArray[np.uint64], counts: NDArray[np.float64], segmenter: Segmenter) -> NDArray[np.float64]:
    """Shares of `stems` (ascending) in a mixture of the known languages that explains their `counts` best."""
    lists = [path for path in files("reuse.aligners").joinpath("words").iterdir() if path.name.endswith(".txt")]
    known = [
        _shares(stems, path.read_text(encoding="utf-8"), segmenter)
        for path in sorted(lists, key=lambda path: path.name)
    ]
    flat = np.full(len(stems), _RARE)
    languages = np.stack([np.maximum(share, _RARE) for share in known] or [flat])
    weights = np.full(len(languages), 1 / len(languages))
    for _ in range(_ROUNDS):
        parts = weights[:, None] * languages
        weights = (parts / parts.sum(0) * counts).sum(1)
        weights /= max(weights.sum(), 1e-300)
        if not weights.any():
            return flat
    mixture: NDArray[np.float64] = weights @ languages
    return mixture


def _shares(stems: NDArray[np.uint64], listed: str, segmenter: Segmenter) -> NDArray[np.float64]:
    """Shares by rank, summed over the words of one stem; zero where the list has no such word."""
    of_list = segmenter.segment([listed]).stems
    ranks = np.arange(1, len(of_list) + 1)
    share = np.zeros(len(stems))
    at = np.minimum(np.searchsorted(stems, of_list), len(stems) - 1)
    here = stems[at] == of_list if len(stems) else np.zeros(len(of_list), np.bool_)
    np.add.at(share, at[here], (_COMMON / (ranks + _OFFSET))[here])
    return share
