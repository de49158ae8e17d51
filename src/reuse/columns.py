"""Columns: how words and keys travel between segmenting and aligning, as numpy arrays and never as objects."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# bits of `Block.breaks`
SENTENCE = 1
LINE = 2
PARAGRAPH = 4


@dataclass(frozen=True, slots=True)
class Block:
    """The words of a batch of documents, one after another; all columns but the last have one row a word.

    starts, ends   code points in the word's own document: `text[start:end]` is the word
    words          hash of the folded word: equal words compare equal (case, width, accents, hyphenation ...)
    stems          hash of what is left of it without its ending: inflected forms of one word compare equal
    breaks         bits SENTENCE, LINE, PARAGRAPH: one starts with this word
    documents      words of document d are rows documents[d] to documents[d + 1]
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words: NDArray[np.uint64]
    stems: NDArray[np.uint64]
    breaks: NDArray[np.uint8]
    documents: NDArray[np.int64]


def begins(breaks: NDArray[np.uint8], rows: NDArray[np.int64], bits: int) -> NDArray[np.bool_]:
    """Tell at which of `rows` one of `bits` starts; the end of all rows counts as a start."""
    there: NDArray[np.bool_] = (breaks.take(rows, mode="clip") & bits != 0) | (rows == len(breaks))
    return there


def runs(bounds: NDArray[np.int64], most: int) -> list[tuple[int, int]]:
    """Cut things that reach from bounds[k] to bounds[k + 1] into runs of about `most` rows, one thing at least."""
    cuts = np.flatnonzero(np.diff(bounds[:-1] // most, prepend=-1)).tolist()
    return list(pairwise([*cuts, len(bounds) - 1]))


@dataclass(frozen=True, slots=True)
class Keys:
    """Under which keys places belong: place i, rows starts[i] to starts[i] + lengths[i] of a Block, has keys[i].

    A place may have several keys, and a finder never looks for pairs: whoever groups equal keys is the index.
    """

    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Buckets:
    """Places that share a key: bucket b holds starts[bounds[b]:bounds[b + 1]], ascending; two places or more."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int32]
    bounds: NDArray[np.int64]
