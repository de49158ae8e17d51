"""Text that no copy explains, and where it meets other such text: places that share enough keys of a finder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.aligners.nominate import Candidates, bits_of, enough
from reuse.columns import Block, runs
from reuse.kernels import meetings as kernel
from reuse.kernels.sorting import sort
from reuse.linking.sorted import Sorted
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import DTypeLike, NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Keys
    from reuse.linking.copies import Passages
    from reuse.linking.corpus import Corpus
    from reuse.stages import Finder

_LONGEST = 1 << 20  # words of a stretch; a longer one is cut
APART = 32  # words; places nearer than that lie over one another
_SHORT = 120  # words of a copy; what goes on around a longer one changes little of it
_BESIDE = 15  # words from the end of a copy to the middle of the text beside it
_SOME = 12.0  # bits there, from which on it is worth looking whether the copy goes on
_AT_ONCE = 1 << 22  # words of fresh text that are laid out together
_COLUMNS = ("starts", "ends", "words", "stems", "breaks")  # of a block
_PIECES = 2  # parts of the work, for each thread, at least
_MEETINGS = 1 << 18  # that are looked at together, at most


class Fresh(NamedTuple):
    """Stretches of text that no copy explains, as if each were a document, and what is known of their words."""

    block: Block
    shares: Shares
    rows: NDArray[np.int64]  # of the whole corpus


class Meetings(NamedTuple):
    """Pairs of places that look alike: the row in the middle of each, in the whole corpus, and the bits they share."""

    rows: NDArray[np.int64]
    bits: NDArray[np.float64]


def stretches(  # noqa: PLR0913, PLR0917 - the text, what is known of it, and what is asked
    corpus: Corpus,
    shares: Shares,
    explained: NDArray[np.int64],
    least: int,
    finders: Sequence[Finder],
    room: Room = MEMORY,
) -> Fresh:
    """Return the stretches of `least` words and more that lie outside of `explained`, rows (start, end).

    Columns of the block that none of the finders reads are left empty.
    """
    read = {"breaks"}.union(*(getattr(finder, "reads", _COLUMNS) for finder in finders))
    cuts = room.empty((len(corpus.ids) // least + 1, 2), np.int64)
    covered = room.zeros(len(corpus.ids), np.bool_)
    cuts = cuts[: kernel.uncovered(explained, corpus.documents, least, _LONGEST, covered, cuts)]
    lengths = cuts[:, 1] - cuts[:, 0]
    documents = np.concatenate(((0,), np.cumsum(lengths))).astype(np.int64)
    rows = room.empty(int(documents[-1]), np.int64)
    parts = runs(documents, _AT_ONCE)
    for low, high in parts:
        counts = lengths[low:high]
        mine = rows[documents[low] : documents[high]]
        mine[:] = np.arange(len(mine)) + np.repeat(cuts[low:high, 0] - (documents[low:high] - documents[low]), counts)

    def column(source: NDArray[Any], dtype: DTypeLike, via: NDArray[Any] | None = None) -> NDArray[Any]:
        """Gather the rows of a column, or what it says of the rows of `via`."""
        found = room.empty(len(rows), dtype)
        for low, high in parts:
            part = slice(documents[low], documents[high])
            found[part] = source[rows[part]] if via is None else source[via[rows[part]]]
        return found

    def wanted(name: str, dtype: DTypeLike, via: NDArray[Any] | None = None) -> NDArray[Any]:
        """Gather a column of the corpus, if somebody reads it."""
        return column(getattr(corpus, name), dtype, via) if name in read else np.empty(0, dtype)

    block = Block(
        wanted("starts", np.int32),
        wanted("ends", np.int32),
        wanted("words", np.uint64),
        wanted("stems", np.uint64, corpus.ids),
        wanted("breaks", np.uint8),
        documents,
    )
    own = replace(shares, ids=column(shares.ids, np.int32), worth=column(shares.worth, np.float32))
    return Fresh(block, own, rows)


def meetings(  # noqa: PLR0913, PLR0917 - the text, what is asked of it, and how
    fresh: Fresh, finders: Sequence[Finder], model: Surprise, places: float, jobs: int, room: Room = MEMORY
) -> Meetings:
    """Return where fresh text meets other fresh text that shares enough surprising words with it."""
    with ThreadPoolExecutor(1 if room.limit else jobs) as pool:  # the keys of one finder are held at a time
        met = pool.map(partial(_shared, fresh, room), reversed(finders))  # the last of ours is the dearest
        codes = np.concatenate([np.empty(0, np.uint64), *met])
    sort(codes, np.empty_like(codes), 0)
    codes = codes[: kernel.often(codes, 1, codes)]
    owners = np.repeat(np.arange(len(fresh.block.documents) - 1, dtype=np.int32), np.diff(fresh.block.documents))
    with ThreadPoolExecutor(jobs) as pool:
        parts = np.array_split(codes, max(jobs * _PIECES, len(codes) // _MEETINGS))
        found = list(pool.map(partial(_weighed, fresh, owners, model, enough(model, places)), parts))
    rows, bits = zip(*found, strict=True)
    return Meetings(np.concatenate(rows), np.concatenate(bits))


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
    parts = np.array_split(np.arange(len(rows)), max(1, len(rows) // _MEETINGS))
    bits = np.concatenate(
        [bits_of(block, shares, Candidates(rows[k], np.ones_like(rows[k])), owners[k], model) for k in parts]
    )
    some = bits >= _SOME
    return Meetings(rows[some], bits[some])


def _shared(fresh: Fresh, room: Room, finder: Finder) -> NDArray[np.uint64]:
    """Return where places meet that share enough keys of a finder, packed, in order, each once."""
    bits = max(1, (len(fresh.rows) >> kernel.GRID).bit_length())
    met, packed = Sorted(room, 0), Sorted(room, bits)
    for part in _parts(finder, fresh.block):
        for keys in part:
            kernel.pack(keys.keys, keys.starts, keys.lengths, bits, packed.place(len(keys.keys)))
        for group in packed.groups():
            pairs = _met(group, bits)
            met.place(len(pairs))[:] = pairs
    found = [pairs[: kernel.often(pairs, getattr(finder, "shared", 1), pairs)] for pairs in met.groups()]
    return np.concatenate([np.empty(0, np.uint64), *found])


def _parts(finder: Finder, block: Block) -> Iterator[Iterable[Keys]]:
    """Yield the keys of a finder, in parts and slices where it can."""
    if hasattr(finder, "parts"):
        yield from finder.parts(block)
    else:
        yield (finder.keys(block),)


def _met(packed: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    """Return where places, in the low `bits` of sorted keys, meet: a number for each key that they share."""
    pairs = np.empty(len(packed) // 4, np.uint64)
    count = kernel.meet_before(packed, bits, APART >> kernel.GRID, pairs)
    if count > len(pairs):
        pairs = np.empty(count, np.uint64)
        kernel.meet_before(packed, bits, APART >> kernel.GRID, pairs)
    return pairs[:count]


def _unpacked(codes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Rows in the middle of both places of a meeting."""
    half = np.uint64(32)
    sides = np.stack((codes >> half, codes & np.uint64(0xFFFFFFFF)), 1)
    return sides.astype(np.int64) << kernel.GRID


def _weighed(
    fresh: Fresh, owners: NDArray[np.int32], model: Surprise, least: float, codes: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows in the whole corpus of those meetings that share so many bits, and these bits.

    owners: the stretch of each row: quicker than to search for it.
    """
    rows = _unpacked(codes)
    bits = bits_of(fresh.block, fresh.shares, Candidates(rows, np.ones_like(rows)), owners[rows], model)
    alike = bits >= least
    return fresh.rows[rows[alike]], bits[alike]
