"""Text that no copy explains, and where it meets other such text: places that share enough keys of a finder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.aligners.nominate import Candidates, bits_of, enough
from reuse.columns import Block
from reuse.kernels import meetings as kernel
from reuse.kernels.sorting import sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Keys
    from reuse.linking.copies import Passages
    from reuse.linking.corpus import Corpus
    from reuse.stages import Finder

_LONGEST = 1 << 20  # words of a stretch; a longer one is cut
_APART = 32  # words; places nearer than that lie over one another
_SHORT = 120  # words of a copy; what goes on around a longer one changes little of it
_BESIDE = 15  # words from the end of a copy to the middle of the text beside it
_SOME = 12.0  # bits there, from which on it is worth looking whether the copy goes on
_PIECES = 2  # parts of the work, for each thread: what is laid out once for each is as long as the text


class Fresh(NamedTuple):
    """Stretches of text that no copy explains, as if each were a document, and what is known of their words."""

    block: Block
    shares: Shares
    rows: NDArray[np.int64]  # of the whole corpus


class Meetings(NamedTuple):
    """Pairs of places that look alike: the row in the middle of each, in the whole corpus, and the bits they share."""

    rows: NDArray[np.int64]
    bits: NDArray[np.float64]


def stretches(corpus: Corpus, shares: Shares, explained: NDArray[np.int64], least: int) -> Fresh:
    """Return the stretches of `least` words and more that lie outside of `explained`, rows (start, end)."""
    room = np.empty((len(corpus.ids) // least + 1, 2), np.int64)
    covered = np.zeros(len(corpus.ids), np.bool_)
    cuts = room[: kernel.uncovered(explained, corpus.documents, least, _LONGEST, covered, room)]
    lengths = cuts[:, 1] - cuts[:, 0]
    documents = np.concatenate(((0,), np.cumsum(lengths))).astype(np.int64)
    rows = np.arange(documents[-1]) + np.repeat(cuts[:, 0] - documents[:-1], lengths)
    words, stems = corpus.words[rows].astype(np.uint64), corpus.stems[corpus.ids[rows]]
    part = Block(corpus.starts[rows], corpus.ends[rows], words, stems, corpus.breaks[rows], documents)
    return Fresh(part, replace(shares, ids=shares.ids[rows], worth=shares.worth[rows]), rows)


def meetings(fresh: Fresh, finders: Sequence[Finder], model: Surprise, places: float, jobs: int) -> Meetings:
    """Return where fresh text meets other fresh text that shares enough surprising words with it."""
    with ThreadPoolExecutor(jobs) as pool:
        codes = np.concatenate([np.empty(0, np.uint64), *pool.map(partial(_shared, fresh), finders)])
        sort(codes, np.empty_like(codes), 0)
        rows = _unpacked(codes[: kernel.often(codes, 1, codes)])
        parts = np.array_split(rows, jobs * _PIECES)
        bits = np.concatenate(list(pool.map(partial(_weigh, fresh, model), parts)))
    alike = bits >= enough(model, places)
    return Meetings(fresh.rows[rows[alike]], bits[alike])


def meetings_beside(corpus: Corpus, shares: Shares, copies: Passages, model: Surprise) -> Meetings:
    """Return where the text beside both ends of copies goes on with some of the same words, in whatever order.

    Not where both are in one document: lists and tables go on alike everywhere, and are no more of a copy for it.
    """
    words = corpus.stems[:0]  # none: nothing here looks at them
    block = Block(corpus.starts, corpus.ends, words, words, corpus.breaks, corpus.documents)
    spans = copies.spans[(copies.spans[:, 1::2] - copies.spans[:, ::2]).max(1) <= _SHORT]
    owners = np.searchsorted(corpus.documents, spans[:, ::2], side="right") - 1
    behind, before = spans[:, 1::2] + _BESIDE, spans[:, ::2] - _BESIDE - 1
    rows, owners = np.concatenate((behind, before)), np.concatenate((owners, owners))
    there = owners[:, 0] != owners[:, 1]
    there &= ((rows >= corpus.documents[owners]) & (rows < corpus.documents[owners + 1])).all(1)
    rows, owners = rows[there], owners[there]
    bits = bits_of(block, shares, Candidates(rows, np.ones_like(rows)), owners, model)
    some = bits >= _SOME
    return Meetings(rows[some], bits[some])


def _shared(fresh: Fresh, finder: Finder) -> NDArray[np.uint64]:
    """Return where places meet that share enough keys of a finder, packed, in order, each once."""
    bits = max(1, (len(fresh.rows) >> kernel.GRID).bit_length())
    met, packed, room = [np.empty(0, np.uint64)], np.empty(0, np.uint64), np.empty(0, np.uint64)
    for part in _parts(finder, fresh.block):
        packed, count = _packed(part, bits, packed, len(fresh.rows))
        if count > len(room):
            room = np.empty_like(packed)
        met.append(_met(packed[:count], room[:count], bits))
    pairs = np.concatenate(met)
    sort(pairs, np.empty_like(pairs), 0)
    return pairs[: kernel.often(pairs, getattr(finder, "shared", 1), pairs)]


def _parts(finder: Finder, block: Block) -> Iterator[Iterable[Keys]]:
    """Yield the keys of a finder, in parts and slices where it can."""
    if hasattr(finder, "parts"):
        yield from finder.parts(block)
    else:
        yield (finder.keys(block),)


def _packed(part: Iterable[Keys], bits: int, packed: NDArray[np.uint64], usual: int) -> tuple[NDArray[np.uint64], int]:
    """Write keys with their places into `packed`, or into a longer one; returns it, and how many there are."""
    count = 0
    for keys in part:
        stop = count + len(keys.keys)
        if stop > len(packed):
            longer = np.empty(max(2 * stop, usual), np.uint64)  # room that stays unused is never touched
            longer[:count] = packed[:count]
            packed = longer
        kernel.pack(keys.keys, keys.starts, keys.lengths, bits, packed[count:stop])
        count = stop
    return packed, count


def _met(packed: NDArray[np.uint64], room: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    """Return where places, in the low `bits` of keys, meet that share a key: a number for each key that they share."""
    sort(packed, room, bits)
    pairs = np.empty(len(packed) // 4, np.uint64)
    count = kernel.meet_before(packed, bits, _APART >> kernel.GRID, pairs)
    if count > len(pairs):
        pairs = np.empty(count, np.uint64)
        kernel.meet_before(packed, bits, _APART >> kernel.GRID, pairs)
    return pairs[:count]


def _unpacked(codes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Rows in the middle of both places of a meeting."""
    half = np.uint64(32)
    sides = np.stack((codes >> half, codes & np.uint64(0xFFFFFFFF)), 1)
    return sides.astype(np.int64) << kernel.GRID


def _weigh(fresh: Fresh, model: Surprise, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    owners = np.searchsorted(fresh.block.documents, rows, side="right") - 1
    return bits_of(fresh.block, fresh.shares, Candidates(rows, np.ones_like(rows)), owners, model)
