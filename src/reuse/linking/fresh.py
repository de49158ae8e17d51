"""What no copy explains: places that share keys of the finders, looked at, and aligned by surprise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.aligners.edits import equal
from reuse.aligners.nominate import Candidates, bits_of, enough
from reuse.aligners.workspace import Workspace
from reuse.columns import SENTENCE, Block
from reuse.kernels import meetings as kernel
from reuse.kernels.paths import lay
from reuse.kernels.refine import refine_each
from reuse.kernels.sorting import sort
from reuse.linking.copies import Passages, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.columns import Keys
    from reuse.linking.corpus import Corpus
    from reuse.stages import Finder

_LONGEST = 1 << 14  # words of a stretch; a longer one is cut
_APART = 32  # words; places nearer than that lie over one another
_HALF, _GAP = 15, 30  # words around a meeting, and between two of one passage
_NEIGHBOURS = 1000  # words to each side that say what is common where a passage stands
_PART = 0.75  # of the bits that a match needs: what one meeting must show, or two together by the half
_PATH = 512  # words of a passage whose path is laid by the compiled loop
_MOSTLY = 0.5  # a passage of which more is told already is left out
_PIECES = 8  # parts of the work, for each thread


class Fresh(NamedTuple):
    """Stretches of text that no copy explains, as if each were a document, and what is known of their words."""

    block: Block
    shares: Shares
    rows: NDArray[np.int64]  # of the whole block
    documents: NDArray[np.int64]  # of the whole block
    whole: Shares

    def owners(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the stretches that rows of this block lie in."""
        return np.searchsorted(self.block.documents, rows, side="right") - 1


def stretches(corpus: Corpus, shares: Shares, explained: NDArray[np.int64], least: int) -> Fresh:
    """Return the stretches of `least` words and more that lie outside of `explained`, rows (start, end)."""
    room = np.empty((len(corpus.starts) // least + 1, 2), np.int64)
    covered = np.zeros(len(corpus.starts), np.bool_)
    cuts = room[: kernel.uncovered(explained, corpus.documents, least, _LONGEST, covered, room)]
    lengths = cuts[:, 1] - cuts[:, 0]
    documents = np.concatenate(((0,), np.cumsum(lengths))).astype(np.int64)
    rows = np.arange(documents[-1]) + np.repeat(cuts[:, 0] - documents[:-1], lengths)
    words, stems = corpus.words[rows].astype(np.uint64), corpus.stems[corpus.ids[rows]]
    part = Block(corpus.starts[rows], corpus.ends[rows], words, stems, corpus.breaks[rows], documents)
    own = replace(shares, ids=shares.ids[rows], worth=shares.worth[rows])
    return Fresh(part, own, rows, corpus.documents, shares)


def reworded(  # noqa: PLR0913 - what is left, the stages, and how
    fresh: Fresh, finders: Sequence[Finder], model: Surprise, places: float, *, within: bool, jobs: int
) -> Passages:
    """Return pairs of passages in fresh text, each place with the best one before it; rows of the whole block."""
    need = places + model.min_score
    with ThreadPoolExecutor(jobs) as pool:
        codes = np.concatenate(list(pool.map(partial(_meetings, fresh), finders)))
        sort(codes, np.empty_like(codes), 0)
        rows = _unpacked(codes[: kernel.often(codes, 1, codes)])
        owners = np.stack((fresh.owners(rows[:, 0]), fresh.owners(rows[:, 1])), 1)
        bits = _spread(pool, jobs, partial(_weigh, fresh, model), rows, owners)
        alike = bits >= enough(model, places)
        if not within:
            alike &= owners[:, 0] != owners[:, 1]
        boxes = _boxes(fresh, rows[alike], owners[alike], bits[alike], need)
        settled = _spread(pool, jobs, partial(_settle, fresh, model), boxes)
    spans, found = settled[:, :4].astype(np.int64), settled[:, 4]
    enough_words = settled[:, 5] >= model.min_words
    good = np.flatnonzero((found >= need) & enough_words)
    chosen = _best(spans, found, good, len(fresh.rows))
    return _with_paths(fresh, spans[chosen], found[chosen], weights(fresh.shares, model).adds)


def _meetings(fresh: Fresh, finder: Finder) -> NDArray[np.uint64]:
    """Return where places meet that share enough keys of a finder, packed, in order, each once."""
    parts = finder.parts(fresh.block) if hasattr(finder, "parts") else [finder.keys(fresh.block)]
    pairs = np.concatenate([np.empty(0, np.uint64), *map(_met, parts)])
    sort(pairs, np.empty_like(pairs), 0)
    return pairs[: kernel.often(pairs, getattr(finder, "shared", 1), pairs)]


def _met(keys: Keys) -> NDArray[np.uint64]:
    """Where places meet that share a key: a number for each key that they share."""
    places = ((keys.starts + keys.lengths // 2) >> kernel.GRID).astype(np.uint64)
    bits = int(places.max(initial=np.uint64(1))).bit_length()
    places |= keys.keys & ~((np.uint64(1) << np.uint64(bits)) - np.uint64(1))
    sort(places, np.empty_like(places), bits)
    pairs = np.empty(len(places) // 4, np.uint64)
    count = kernel.meet_before(places, bits, _APART >> kernel.GRID, pairs)
    if count > len(pairs):
        pairs = np.empty(count, np.uint64)
        kernel.meet_before(places, bits, _APART >> kernel.GRID, pairs)
    return pairs[:count]


def _unpacked(codes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Rows in the middle of both places of a meeting."""
    half = np.uint64(32)
    sides = np.stack((codes >> half, codes & np.uint64(0xFFFFFFFF)), 1)
    return sides.astype(np.int64) << kernel.GRID


def _spread(
    pool: ThreadPoolExecutor, jobs: int, work: partial[NDArray[np.float64]], *columns: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Run `work` over parts of the columns' rows, and put the results together."""
    parts = [np.array_split(column, jobs * _PIECES) for column in columns]
    return np.concatenate(list(pool.map(work, *parts)))


def _weigh(fresh: Fresh, model: Surprise, rows: NDArray[np.int64], owners: NDArray[np.int64]) -> NDArray[np.float64]:
    size = np.ones_like(rows)
    return bits_of(fresh.block, fresh.shares, Candidates(rows, size), owners, model)


def _boxes(
    fresh: Fresh, rows: NDArray[np.int64], owners: NDArray[np.int64], bits: NDArray[np.float64], need: float
) -> NDArray[np.int64]:
    """Rows (a start, a end, b start, b end, owners) around meetings that promise enough."""
    order = np.lexsort((rows[:, 1], rows[:, 0], owners[:, 1], owners[:, 0]))
    boxes, best = np.empty((len(rows), 6), np.int64), np.empty(len(rows))
    count = kernel.around(rows[order], owners[order], bits[order], _HALF, _GAP, fresh.block.documents, boxes, best)
    boxes, best = boxes[:count], best[:count]
    longer = (boxes[:, 1] - boxes[:, 0] > 3 * _HALF) & (boxes[:, 3] - boxes[:, 2] > 3 * _HALF)
    return boxes[(best >= _PART * need) | longer]


def _settle(fresh: Fresh, model: Surprise, boxes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Rows (a start, a end, b start, b end, bits, matching words) of the passages that boxes lead to."""
    block, shares = fresh.block, fresh.shares
    moved, bits = boxes[:, :4].copy(), np.zeros((len(boxes), 8))
    bounds = block.documents
    limits = np.stack((bounds[boxes[:, 4]], bounds[boxes[:, 4] + 1], bounds[boxes[:, 5]], bounds[boxes[:, 5] + 1]), 1)
    space = Workspace(len(shares.counts), int(np.diff(bounds).max(initial=0)))
    edge = np.append((block.breaks & SENTENCE) != 0, True) * model.edge
    around = fresh.whole.ids, fresh.whole.worth, _around(fresh, boxes)
    refine_each(
        shares.ids, edge, shares.worth, np.zeros(len(shares.ids), np.bool_), limits, around, moved, bits,
        (space.here, shares.counts, shares.background), (0.0, shares.total, model.pair_weight, model.background_weight),
        shares.stock, model.constants, space.scratch, space.gains,
    )  # fmt: skip
    return np.concatenate((moved, bits[:, :2].mean(1)[:, None], bits[:, 2:4].min(1, initial=np.inf)[:, None]), 1)


def _around(fresh: Fresh, boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of the whole block around both sides of boxes, in their documents, the earlier side first."""
    near = np.empty((len(boxes), 4), np.int64)
    for side in (0, 2):
        low, high = fresh.rows[boxes[:, side]], fresh.rows[boxes[:, side + 1] - 1] + 1
        owners = np.searchsorted(fresh.documents, low, side="right") - 1
        near[:, side] = np.maximum(low - _NEIGHBOURS, fresh.documents[owners])
        near[:, side + 1] = np.minimum(high + _NEIGHBOURS, fresh.documents[owners + 1])
    return near


def _best(
    spans: NDArray[np.int64], bits: NDArray[np.float64], good: NDArray[np.int64], words: int
) -> NDArray[np.int64]:
    """Of the passages that surprise enough the best ones, so that every later place is told once."""
    told = np.zeros(words, np.bool_)
    chosen = []
    for k in good[np.lexsort((*spans[good].T[::-1], -bits[good]))].tolist():
        place = told[spans[k, 2] : spans[k, 3]]
        if place.mean() <= _MOSTLY:
            place[:] = True
            chosen.append(k)
    return np.sort(np.array(chosen, np.int64))


def _with_paths(
    fresh: Fresh, spans: NDArray[np.int64], bits: NDArray[np.float64], adds: NDArray[np.float32]
) -> Passages:
    """Lay the paths of passages, and number rows as the whole block does."""
    ids = fresh.shares.ids
    longest = np.maximum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2])
    order = np.argsort(longest > _PATH, kind="stable")
    spans, bits = spans[order], bits[order]
    short = int(np.count_nonzero(longest <= _PATH))
    firsts, table = np.empty(short + 1, np.int64), np.empty((_PATH + 1, _PATH + 1), np.float32)
    runs = np.empty((int(longest[longest <= _PATH].sum()), 3), np.int64)
    count = lay(ids, spans[:short], adds, table, firsts, runs)
    paths, ends = [runs[:count]], firsts[1:].tolist()
    for a0, a1, b0, b1 in spans[short:].tolist():
        path = [
            (a0 + start, b0 + other, end - start)
            for start, end, other in equal(ids[a0:a1].tolist(), ids[b0:b1].tolist())
        ]
        paths.append(np.array(path, np.int64).reshape(-1, 3))
        ends.append((ends[-1] if ends else 0) + len(path))
    runs = np.concatenate(paths)
    runs[:, :2] = fresh.rows[runs[:, :2]]
    bounds = np.array([0, *ends], np.int64)
    spans = spans.copy()
    spans[:, ::2], spans[:, 1::2] = fresh.rows[spans[:, ::2]], fresh.rows[spans[:, 1::2] - 1] + 1
    return Passages(spans, bits, np.stack((bounds[:-1], bounds[1:]), 1), runs)
