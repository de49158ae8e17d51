"""Reworded reuse: around meetings of fresh text, and around copies that go on in other words, aligned by surprise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.aligners.edits import equal
from reuse.aligners.workspace import Workspace
from reuse.columns import SENTENCE
from reuse.kernels.meetings import cluster
from reuse.kernels.paths import lay
from reuse.kernels.refine import refine_each
from reuse.linking.copies import Passages, joined
from reuse.linking.fresh import Meetings, meetings_beside
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.linking.corpus import Corpus

_HALF, _GAP = 15, 60  # words around a meeting, and between two places of one passage
_LONGEST = 600  # words; what is longer is left as it was copied
_ROOM = 2048  # words beside a box, as far as its passage may grow
_NEIGHBOURS = 1000  # words to each side that say what is common where a passage stands
_PART = 1.0  # of the bits that a match needs: what one meeting must show, if there is no other
_PATH = 512  # words of a passage whose path is laid by the compiled loop
_CONTEXT = 40  # words looked at beside a passage: meetings say already where it is
_ROUNDS = 3  # of refinement
_OVER = 8  # words by which a copy may stand out of the passage that takes its place
_WHOLE = 0.8  # of the bits of a passage, which copies that changed their order have by themselves: then it is none
_MOSTLY = 0.5  # a passage of which more is told already is left out
_PIECES = 8  # parts of the work, for each thread


class _Boxes(NamedTuple):
    """Boxes, the documents of both sides, and the copies in each: numbers copies[firsts[k]:firsts[k + 1]]."""

    spans: NDArray[np.int64]
    owners: NDArray[np.int64]
    firsts: NDArray[np.int64]
    copies: NDArray[np.int64]


def reworded(  # noqa: PLR0913, PLR0917 - the corpus, what is known of it, and how
    corpus: Corpus,
    shares: Shares,
    copies: Passages,
    meetings: Meetings,
    model: Surprise,
    need: float,
    *,
    within: bool,
    jobs: int,
    room: Room = MEMORY,
) -> Passages:
    """Return the copies with what goes on around them in other words, and the passages that are reworded as a whole."""
    near = meetings_beside(corpus, shares, copies, model)
    meetings = Meetings(np.concatenate((meetings.rows, near.rows)), np.concatenate((meetings.bits, near.bits)))
    boxes = _boxes(corpus.documents, copies, meetings, need, within=within)
    edge = room.full(len(corpus.ids) + 1, SENTENCE, np.uint8)
    np.bitwise_and(corpus.breaks, SENTENCE, out=edge[:-1])
    edge *= np.uint8(round(model.edge) // SENTENCE)
    with ThreadPoolExecutor(jobs) as pool:
        parts = np.array_split(np.arange(len(boxes.spans)), jobs * _PIECES)
        settled = np.concatenate(list(pool.map(partial(_settle, corpus, shares, model, edge, boxes), parts)))
    spans, bits = settled[:, :4].astype(np.int64), settled[:, 4]
    good = np.flatnonzero((bits >= need) & (settled[:, 5] >= model.min_words))
    chosen, replaced = _choose(boxes, spans, bits, good, copies, room.zeros(len(corpus.ids), np.bool_), model.min_words)
    kept = np.ones(len(copies.spans), np.bool_)
    kept[replaced] = False
    others = Passages(copies.spans[kept], copies.bits[kept], copies.firsts[kept], copies.runs)
    return joined([others, _with_paths(shares.ids, spans[chosen], bits[chosen], room)], room)


def _boxes(documents: NDArray[np.int64], copies: Passages, meetings: Meetings, need: float, *, within: bool) -> _Boxes:
    """Boxes around meetings, and around meetings and copies that lie near one another."""
    owners = np.searchsorted(documents, meetings.rows, side="right") - 1
    places = np.repeat(meetings.rows, 2, axis=1) + np.array((-_HALF, _HALF, -_HALF, _HALF))
    places[:, ::2] = np.maximum(places[:, ::2], documents[owners])
    places[:, 1::2] = np.minimum(places[:, 1::2], documents[owners + 1])
    of_copies = np.searchsorted(documents, copies.spans[:, ::2], side="right") - 1
    places, owners = np.concatenate((places, copies.spans)), np.concatenate((owners, of_copies))
    order = np.lexsort((places[:, 2], places[:, 0], owners[:, 1], owners[:, 0]))
    places, owners = places[order], owners[order]
    numbers = order - len(meetings.rows)  # of copies; below 0: a meeting
    groups = np.empty(len(places), np.int64)
    count = cluster(places, owners, _GAP, groups)
    by_group = np.argsort(groups, kind="stable")
    firsts = np.searchsorted(groups[by_group], np.arange(count + 1))
    if not count:
        return _Boxes(places, owners, firsts, numbers)
    places, owners, numbers = places[by_group], owners[by_group], numbers[by_group]
    low, high = np.minimum.reduceat(places, firsts[:-1]), np.maximum.reduceat(places, firsts[:-1])
    spans = np.stack((low[:, 0], high[:, 1], low[:, 2], high[:, 3]), 1)
    met = np.zeros(len(numbers))
    met[numbers < 0] = meetings.bits[numbers[numbers < 0] + len(meetings.rows)]
    best, some = np.maximum.reduceat(met, firsts[:-1]), np.minimum.reduceat(numbers, firsts[:-1]) < 0
    copied = np.maximum.reduceat(numbers, firsts[:-1]) >= 0
    apart = owners[firsts[:-1], 0] != owners[firsts[:-1], 1]
    some |= apart & (np.add.reduceat(numbers >= 0, firsts[:-1]) > 1)
    sizes = spans[:, 1::2] - spans[:, ::2]
    promise = best * np.maximum(sizes.min(1) / (2 * _HALF), 1)
    wanted = some & (sizes.max(1) <= _LONGEST) & (copied | (promise >= _PART * need))
    if not within:
        wanted &= apart
    rows = np.flatnonzero(np.repeat(wanted, np.diff(firsts)) & (numbers >= 0))
    kept = np.searchsorted(rows, firsts[:-1][wanted])
    return _Boxes(spans[wanted], owners[firsts[:-1][wanted]], np.append(kept, len(rows)), numbers[rows])


def _settle(  # noqa: PLR0913, PLR0917 - the corpus, what is known of it, and which boxes
    corpus: Corpus,
    shares: Shares,
    model: Surprise,
    edge: NDArray[np.uint8],
    boxes: _Boxes,
    part: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Rows (a start, a end, b start, b end, bits, matching words) of the passages that boxes lead to.

    edge: bits for a bound before each row, one row more; part: numbers of the boxes.
    """
    moved, bits = boxes.spans[part].copy(), np.zeros((len(part), 8))
    low, high = corpus.documents[boxes.owners[part]], corpus.documents[boxes.owners[part] + 1]
    limits, near = np.empty_like(moved), np.empty_like(moved)
    for rows, beside in ((limits, _ROOM), (near, _NEIGHBOURS)):
        rows[:, ::2] = np.maximum(moved[:, ::2] - beside, low)
        rows[:, 1::2] = np.minimum(moved[:, 1::2] + beside, high)
    same = boxes.owners[part, 0] == boxes.owners[part, 1]
    middle = np.maximum((moved[same, 1] + moved[same, 2]) // 2, moved[same, 0])
    moved[same, 1] = np.minimum(moved[same, 1], middle)
    moved[same, 2] = np.maximum(moved[same, 2], middle)
    space = Workspace(len(shares.counts), _LONGEST + 2 * _ROOM)
    refine_each(
        shares.ids, edge, shares.worth, np.broadcast_to(False, len(shares.ids)), same, limits, near, moved, bits,  # noqa: FBT003 - an array of it
        (space.here, shares.counts, shares.background), (0.0, shares.total, model.pair_weight, model.background_weight),
        shares.stock, replace(model, context=_CONTEXT, rounds=_ROUNDS).constants, space.scratch, space.gains,
    )  # fmt: skip
    return np.concatenate((moved, bits[:, :2].mean(1)[:, None], bits[:, 2:4].min(1, initial=np.inf)[:, None]), 1)


def _choose(  # noqa: PLR0913, PLR0917 - what was found, and what was known
    boxes: _Boxes,
    spans: NDArray[np.int64],
    bits: NDArray[np.float64],
    good: NDArray[np.int64],
    copies: Passages,
    told: NDArray[np.bool_],
    least: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of the passages that surprise enough the best ones, and the copies whose place they take.

    Every later place is told once; a passage takes the place of the copies around which it grew, if it holds them and
    is more than some of `least` words and more, told by themselves, that changed their order. told: no rows so far.
    """
    chosen, replaced = [], []
    for k in good[np.lexsort((*spans[good].T[::-1], -bits[good]))].tolist():
        own = boxes.copies[boxes.firsts[k] : boxes.firsts[k + 1]]
        inner = copies.spans[own]
        outside = (inner[:, ::2] < spans[k, ::2] - _OVER) | (inner[:, 1::2] > spans[k, 1::2] + _OVER)
        place = told[spans[k, 2] : spans[k, 3]]
        if outside.any() or bits[k] < copies.bits[own].max(initial=0.0) or place.mean() > _MOSTLY:
            continue
        lone = own[(inner[:, 1::2] - inner[:, ::2]).min(1, initial=len(told)) >= least]
        if _exchanged(copies.spans[lone]) and copies.bits[lone].sum() >= _WHOLE * bits[k]:
            continue
        place[:] = True
        chosen.append(k)
        replaced += own.tolist()
    return np.sort(np.array(chosen, np.int64)), np.array(replaced, np.int64)


def _exchanged(spans: NDArray[np.int64]) -> bool:
    """Tell whether pairs of passages stand in one order on the one side and in another on the other."""
    second = spans[np.argsort(spans[:, 0], kind="stable"), 2]
    return bool((second[1:] < second[:-1]).any())


def _with_paths(ids: NDArray[np.int32], spans: NDArray[np.int64], bits: NDArray[np.float64], room: Room) -> Passages:
    """Lay the paths of passages: their equal stems in order, as many as there can be."""
    longest = np.maximum(spans[:, 1] - spans[:, 0], spans[:, 3] - spans[:, 2])
    order = np.argsort(longest > _PATH, kind="stable")
    spans, bits, longest = spans[order], bits[order], longest[order]
    short = int(np.count_nonzero(longest <= _PATH))
    firsts, table = np.empty(short + 1, np.int64), np.empty((_PATH + 1, _PATH + 1), np.float32)
    runs = room.empty((int(longest[:short].sum()), 3), np.int64)
    ones = np.ones(int(ids.max(initial=0)) + 1, np.float32)
    paths, ends = [runs[: lay(ids, spans[:short], ones, table, firsts, runs)]], firsts[1:].tolist()
    for a0, a1, b0, b1 in spans[short:].tolist():
        path = [
            (a0 + start, b0 + other, end - start)
            for start, end, other in equal(ids[a0:a1].tolist(), ids[b0:b1].tolist())
        ]
        paths.append(np.array(path, np.int64).reshape(-1, 3))
        ends.append((ends[-1] if ends else 0) + len(path))
    bounds = np.array((0, *ends), np.int64)
    return Passages(spans, bits, np.stack((bounds[:-1], bounds[1:]), 1), room.joined(paths))
