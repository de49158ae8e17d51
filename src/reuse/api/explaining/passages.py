"""What the aligner made of the boxes of two documents: every pair of passages, its fate and the bits of its words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.aligners.boxes import boxes
from reuse.aligners.digests import Digests, summaries
from reuse.aligners.pair import Passages, Text, laid
from reuse.aligners.select import judged
from reuse.aligners.workspace import Workspace
from reuse.api.explaining.records import Side, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair
    from reuse.api.explaining.ground import Ground, Region
    from reuse.api.explaining.records import Fate

_FEW = 3  # words; a text below that has no passage


class Looked(NamedTuple):
    """Aligned passages and their fate; `takers`: the better ones that have its words, where these took it."""

    fate: Fate
    passages: Passages
    takers: tuple[Passages, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """All that was looked at: `touching` of `boxes` touch both regions; edges: bits of a bound before each word."""

    boxes: int
    touching: int
    looked: tuple[Looked, ...]
    edges: tuple[NDArray[np.float64], NDArray[np.float64]]


def aligned(ground: Ground) -> Aligned:
    """Align the two documents as the run does, and keep what touches both regions: those that stand, then the best."""
    model = ground.pipeline.aligner
    text_a, text_b = (ground.documents[side.number].text if model.spelling else "" for side in (ground.a, ground.b))
    a = Text.of(ground.block, ground.shares, ground.a.number, text_a)
    b = a if ground.a.number == ground.b.number else Text.of(ground.block, ground.shares, ground.b.number, text_b)
    if min(len(a.ids), len(b.ids)) < _FEW:
        return Aligned(0, 0, (), (np.zeros(len(a.ids) + 1), np.zeros(len(b.ids) + 1)))
    space = Workspace(len(ground.shares.counts), max(len(a.ids), len(b.ids)))
    with laid(a, b, ground.shares, model, space) as pair:
        rows = boxes(pair)
        at_a = (rows[:, 0] < ground.a.high) & (rows[:, 1] > ground.a.low)
        near = rows[at_a & (rows[:, 2] < ground.b.high) & (rows[:, 3] > ground.b.low)]
        looked = list(_looked(ground, pair, rows, near))
        if not looked and (alone := _alone(ground, pair)):
            looked = [alone]
        edges = pair.edges
    looked.sort(key=lambda one: (one.fate != "reported", -sum(one.passages.bits), one.passages.a, one.passages.b))
    return Aligned(len(rows), len(near), tuple(looked), edges)


def _touch(ground: Ground, box: Sequence[int]) -> bool:
    return ground.a.touches(box[0], box[1]) and ground.b.touches(box[2], box[3])


def _looked(ground: Ground, pair: Pair, rows: NDArray[np.int64], near: NDArray[np.int64]) -> Iterator[Looked]:
    """Yield each pair of passages once that touches both regions; weak ones around boxes that do, too."""
    model = ground.pipeline.aligner
    moved = near.copy()
    bits = pair.refine(moved)[0].mean(1) - ground.places
    origin = {tuple(span): box for span, box in zip(moved.tolist(), near.tolist(), strict=True)}
    found = list(judged(pair, rows, model, ground.places))
    plain = [one.passages for one in found if one.passages]
    told = summaries(pair, plain, Digests()) if model.summaries else plain
    for one in told:
        if _touch(ground, (*one.a, *one.b)):
            yield Looked("reported", one)
    fates: dict[tuple[int, ...], Fate] = {
        tuple(moved[k].tolist()): "weak" for k in np.flatnonzero(bits < model.min_score)
    }
    for judgement in reversed(found):  # the first word about the same passages counts
        fate: Fate = judgement.fate if judgement.fate != "stands" else "reported"
        if judgement.passages and not any(judgement.passages is one for one in told):
            fate = "summary"
        fates[judgement.span] = fate
    for span, fate in fates.items():
        if fate != "reported" and span[1] and _touch(ground, span) and (settled := pair.settle(origin.get(span, span))):
            yield Looked(fate, settled, tuple(one for one in told if fate == "taken" and _meet(one, settled)))


def _meet(one: Passages, other: Passages) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x, y in ((one.a, other.a), (one.b, other.b)))


def _alone(ground: Ground, pair: Pair) -> Looked | None:
    """Align the regions themselves, where no box lay."""
    found = pair.settle((ground.a.low, ground.a.high, ground.b.low, ground.b.high))
    return Looked("unboxed", found) if found and _touch(ground, (*found.a, *found.b)) else None


def sides(ground: Ground, edges: tuple[NDArray[np.float64], NDArray[np.float64]], found: Passages) -> tuple[Side, Side]:
    """Return the bits of each word of both sides."""
    regions, spans = (ground.a, ground.b), (found.a, found.b)
    ids = [ground.shares.ids[r.first + s[0] : r.first + s[1]].tolist() for r, s in zip(regions, spans, strict=True)]
    one, other = (
        Side(
            bits=round(found.bits[k], 2),
            edges=(float(edges[k][spans[k][0]]), float(edges[k][spans[k][1]])),
            words=tuple(_words(ground, regions[k], spans[k][0], found.gains[k], _runs(ids[k], ids[1 - k]))),
        )
        for k in (0, 1)
    )
    return one, other


def _words(ground: Ground, region: Region, start: int, gains: NDArray[np.float64], runs: list[int]) -> Iterator[Word]:
    text = ground.documents[region.number].text
    least = ground.pipeline.aligner.least_run
    for k, gain in enumerate(gains.tolist(), region.first + start):
        first, last, run = int(ground.block.starts[k]), int(ground.block.ends[k]), runs[k - region.first - start]
        hit = gain > 0
        yield Word(text[first:last], first, last, hit, round(gain, 2), run if hit and run >= least else 0)


def _runs(words: list[int], other: list[int]) -> list[int]:
    """Length of the run of neighbours, common with the other side, in which each word stands."""
    pairs = set(pairwise(other))
    lengths: list[int] = []
    while len(lengths) < len(words):
        start = end = len(lengths)
        while end + 1 < len(words) and (words[end], words[end + 1]) in pairs:
            end += 1
        lengths += [end + 1 - start] * (end + 1 - start)
    return lengths
