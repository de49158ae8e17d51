"""Documents as sections of words, each with its fingerprints and its stems: what is kept of a reference to find it.

A section is a stretch of 300 words of one document, or of more where these would be too many. Its fingerprints are the
hashes of runs of four words, the smallest of each five that follow one another (winnowing: Schleimer, Wilkerson and
Aiken, SIGMOD 2003), so that two texts that share eight words in a row share one, and those of whole sentences and lines
of four to seven words, which such windows do not see. All is packed into numbers of 48 bits: a hash of 32, the section.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.columns import LINE, SENTENCE
from reuse.kernels.ngrams import ngrams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block

SECTION = 300  # words
MOST = 1 << 16  # sections of a segment: their numbers have 16 bits
GRAM, WINDOW = 4, 5  # words, runs
UNITS = range(4, GRAM + WINDOW - 1)  # words of whole sentences and lines
BITS = np.uint64(16)
HALF = np.uint64(32)


class Prints(NamedTuple):
    """Fingerprints of a block, by place: 32-bit hash, first row, words."""

    keys: NDArray[np.uint32]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def prints(block: Block) -> Prints:
    """Return the fingerprints of a block; one place may have two."""
    hashes = ngrams(block.stems, GRAM)
    starts = np.flatnonzero(_smallest(hashes, block.documents))
    rows = [(hashes[starts], starts, np.full(len(starts), GRAM))]
    begins = (block.breaks & (SENTENCE | LINE)) != 0
    begins[block.documents[:-1][np.diff(block.documents) > 0]] = True
    bounds = np.append(np.flatnonzero(begins), len(block.stems))
    words = np.diff(bounds)
    for size in UNITS:
        units = bounds[:-1][words == size]
        rows.append((ngrams(block.stems, size)[units], units, np.full(len(units), size)))
    keys, places, lengths = (np.concatenate(column) for column in zip(*rows, strict=True))
    return Prints((keys >> HALF).astype(np.uint32), places.astype(np.int64), lengths.astype(np.int64))


def _smallest(hashes: NDArray[np.uint64], documents: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each hash whether it is the smallest of five of one document that follow one another."""
    count = len(hashes) - WINDOW + 1
    kept = np.zeros(len(hashes), np.bool_)
    if count < 1:
        return kept
    views = [hashes[k : k + count] for k in range(WINDOW)]
    least = views[0].copy()
    for view in views[1:]:
        np.minimum(least, view, out=least)
    inside = np.ones(count, np.bool_)
    for end in documents[1:-1].tolist():  # windows whose last word lies behind the end of a document
        inside[max(0, end - GRAM - WINDOW + 2) : end] = False
    for k, view in enumerate(views):
        kept[k : k + count] |= (view == least) & inside
    return kept


def sections(documents: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the section of each row of a block, and how many sections each document has."""
    words = np.diff(documents)
    size, counts = cut(words)
    first = np.repeat(np.cumsum(counts) - counts, words)
    within = np.arange(int(documents[-1])) - np.repeat(documents[:-1], words)
    return first + within // np.repeat(size, words), counts


def cut(words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many words a section of documents of so many words has, and how many sections these have."""
    size = np.maximum(SECTION, -(-words // (MOST // 2)))
    return size, -(-words // size)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of documents: packed numbers, ascending, each once, and of each document its sections and words.

    starts: the code point in its document at which each section begins
    """

    prints: NDArray[np.uint64]
    stems: NDArray[np.uint64]
    sections: NDArray[np.int64]
    words: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, block: Block) -> Sketch:
        """Sketch a block of at most MOST sections."""
        section, counts = sections(block.documents)
        found = prints(block)
        return cls(
            _once(_packed(found.keys.astype(np.uint64), section[found.starts])),
            _once(_packed(block.stems >> HALF, section)),
            counts,
            np.diff(block.documents),
            block.starts[np.flatnonzero(np.diff(section, prepend=-1))].astype(np.int64),
        )

    @classmethod
    def joined(cls, parts: Sequence[Sketch]) -> Sketch:
        """Return one sketch of the documents of all parts, in order."""
        counts = [int(part.sections.sum()) for part in parts]
        offsets = np.cumsum([0, *counts[:-1]]).astype(np.uint64)
        columns = [
            np.concatenate([column + offset for column, offset in zip(rows, offsets, strict=True)])
            for rows in ([part.prints for part in parts], [part.stems for part in parts])
        ]
        for column in columns:
            column.sort()
        return cls(
            columns[0],
            columns[1],
            np.concatenate([part.sections for part in parts]),
            np.concatenate([part.words for part in parts]),
            np.concatenate([part.starts for part in parts]),
        )


def _packed(keys: NDArray[np.uint64], section: NDArray[np.int64]) -> NDArray[np.uint64]:
    packed: NDArray[np.uint64] = (keys << BITS) | section.astype(np.uint64)
    return packed


def _once(packed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sort numbers in place and return each once; `np.unique` takes ten times as long for so many."""
    packed.sort()
    fresh = np.ones(len(packed), np.bool_)
    np.not_equal(packed[1:], packed[:-1], out=fresh[1:])
    return packed[fresh]
