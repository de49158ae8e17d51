"""Which of the found passages stand: best first, and a word serves one passage unless another explains it as well."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from reuse.aligners.boxes import joined
from reuse.aligners.moved import exchanged
from reuse.aligners.spelling import respelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.aligners.pair import Pair, Passages
    from reuse.aligners.surprise import Surprise

Spans = list[tuple[int, int]]
Fate = Literal["stands", "moved", "short", "taken"]
_STRETCH = 64  # words; passages are looked up by the stretches they touch
_JOINS = 4  # times that neighbouring passages are tried as one
_OFTEN = 8  # passages of one pair of documents that a place may serve: text that repeats itself is one family
_MOSTLY = 0.5  # a passage of which more is taken is dropped, of which less is refined again


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the passages around a box: those that stand, or which rule took them."""

    span: tuple[int, int, int, int]  # a start, a end, b start, b end, in words
    bits: float  # mean of both sides
    fate: Fate
    passages: Passages | None = None


def select(pair: Pair, boxes: NDArray[np.int64], model: Surprise, places: float) -> list[Passages]:
    """Return the passages around `boxes` that surprise enough, `places` bits of search space taken off, by place."""
    found = [one.passages for one in judged(pair, boxes, model, places) if one.passages]
    return sorted(found, key=lambda one: (one.a, one.b))


def judged(pair: Pair, boxes: NDArray[np.int64], model: Surprise, places: float) -> Iterator[Judged]:
    """Yield what becomes of the passages that surprise enough, best first; several boxes may lead to the same."""
    size = (boxes[:, 1] - boxes[:, 0]) + (boxes[:, 3] - boxes[:, 2])
    boxes = boxes[np.argsort(-size, kind="stable")]
    need = places + model.min_score
    moved = boxes.copy()
    bits, words = pair.refine(moved, need)
    for _ in range(_JOINS):
        wide = joined(moved[bits.mean(1) >= need])
        if not len(wide):
            break
        boxes, moved = np.concatenate((boxes, wide)), np.concatenate((moved, wide))
        more, of_words = pair.refine(moved[len(bits) :], need)
        bits, words = np.concatenate((bits, more)), np.concatenate((words, of_words))
    bits = _with_bounds(pair, moved, bits, need, model)
    best, changed = _ranked(pair, moved, bits, need)
    if changed.any():  # what lies in these was passed over, and is wanted now
        within = _within(boxes, moved, moved[best[changed]])
        moved[within] = boxes[within]
        again = moved[within]
        bits[within], words[within] = pair.refine(again, need)
        moved[within] = again
        best, changed = _ranked(pair, moved, bits, need)
    accepted, seen = _Accepted(model.again), set()
    for k, blocks in zip(best.tolist(), changed.tolist(), strict=True):
        x0, x1, y0, y1 = moved[k].tolist()
        box, mean = (x0, x1, y0, y1), float(bits[k].mean())
        if blocks or not long_enough(pair, box, int(words[k]), model):
            yield Judged(box, mean, "moved" if blocks else "short")
            continue
        if box in seen:
            continue
        seen.add(box)
        if accepted.same_reuse(box):
            yield Judged(box, mean, "taken")
        elif (found := pair.settle(boxes[k])) and (found := _free_part(pair, found, accepted, model, places)):
            found = _respelled(pair, found, accepted)
            found = replace(found, bits=(max(found.bits[0], float(bits[k, 0])), max(found.bits[1], float(bits[k, 1]))))
            accepted.add(found)
            yield Judged(box, mean, "stands", found)
        else:
            yield Judged(box, mean, "taken")


def _respelled(pair: Pair, found: Passages, accepted: _Accepted) -> Passages:
    """Return passages as they are with like spellings taken for equal, unless they then reach into others."""
    again = respelled(pair, found) if pair.a.text and not pair.same else None
    return again if again and not any(accepted.taken(again)) else found


def _ranked(
    pair: Pair, moved: NDArray[np.int64], bits: NDArray[np.float64], need: float
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Rows of the passages that surprise enough, best first, and whether they are but blocks that changed places."""
    chosen = np.flatnonzero(bits.mean(1) >= need)
    best = chosen[np.lexsort((*moved[chosen].T[::-1], -bits[chosen].sum(1)))]
    return best, exchanged(pair, moved[best], bits[best].sum(1))


def _within(boxes: NDArray[np.int64], moved: NDArray[np.int64], outer: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of boxes that led nowhere and lie in one of the `outer` pairs of passages."""
    inside = np.zeros(len(boxes), np.bool_)
    for x0, x1, y0, y1 in np.unique(outer, axis=0).tolist():
        inside |= (boxes[:, 0] >= x0) & (boxes[:, 1] <= x1) & (boxes[:, 2] >= y0) & (boxes[:, 3] <= y1)
    return np.flatnonzero(inside & (moved[:, 1] == 0))


def long_enough(pair: Pair, box: tuple[int, int, int, int], words: int, model: Surprise) -> bool:
    """Hold the words that two passages share against `min_words`.

    Four suffice where both are the same whole sentence or line.
    """
    return words >= model.min_words or (words >= model.min_unit and _same_unit(pair, box))


def _same_unit(pair: Pair, box: Sequence[int]) -> bool:
    """Tell whether both sides are the same whole sentence or line."""
    x0, x1, y0, y1 = box
    a, b = pair.a, pair.b
    whole = a.units[x0] and a.units[x1] and b.units[y0] and b.units[y1]
    return bool(whole and x1 - x0 == y1 - y0 and (a.ids[x0:x1] == b.ids[y0:y1]).all())


def _with_bounds(
    pair: Pair, moved: NDArray[np.int64], bits: NDArray[np.float64], need: float, model: Surprise
) -> NDArray[np.float64]:
    """Add the worth of a bound to what is the same whole sentence or line: chance would not begin and end with it."""
    mean = bits.mean(1)
    bits = bits.copy()
    for k in np.flatnonzero((mean < need) & (mean >= need - model.edge)).tolist():
        if _same_unit(pair, moved[k].tolist()):
            bits[k] += model.edge
    return bits


def _free_part(pair: Pair, found: Passages, accepted: _Accepted, model: Surprise, places: float) -> Passages | None:
    """Return what the accepted passages leave of another: all, an alignment without what is taken, or nothing."""
    taken = accepted.taken(found)
    if not any(taken):
        return found
    if _covered(taken[0], found.a) > _MOSTLY or _covered(taken[1], found.b) > _MOSTLY:
        return None
    again = pair.settle((*found.a, *found.b), taken)
    if again is None or sum(again.bits) / 2 - places < model.min_score:
        return None
    if not long_enough(pair, (*again.a, *again.b), again.words, model) or any(accepted.taken(again)):
        return None
    return again


def _covered(spans: Spans, passage: tuple[int, int]) -> float:
    """Share of a passage that spans within it cover."""
    words = np.zeros(passage[1] - passage[0], np.bool_)
    for start, end in spans:
        words[start - passage[0] : end - passage[0]] = True
    return float(words.mean())


class _Accepted:
    """Accepted passages, found again by the stretches of text that they touch."""

    def __init__(self, again: float) -> None:
        self.again = again
        self.passages: list[Passages] = []
        self._sums: list[tuple[NDArray[np.float64], NDArray[np.float64]]] = []
        self._near: tuple[dict[int, list[int]], dict[int, list[int]]] = (defaultdict(list), defaultdict(list))

    def add(self, one: Passages) -> None:
        for near, span in zip(self._near, (one.a, one.b), strict=True):
            for stretch in _stretches(span):
                near[stretch].append(len(self.passages))
        self.passages.append(one)
        self._sums.append(_sums(one))

    def same_reuse(self, box: tuple[int, int, int, int]) -> bool:
        """Tell whether most of a side lies in an accepted passage that the other side meets too."""
        a, b = box[:2], box[2:]
        for k in {k for stretch in _stretches(a) for k in self._near[0].get(stretch, ())}:
            other = self.passages[k]
            cut_a, cut_b = _cut(a, other.a), _cut(b, other.b)
            if cut_a and cut_b:
                most = max((cut_a[1] - cut_a[0]) / (a[1] - a[0]), (cut_b[1] - cut_b[0]) / (b[1] - b[0]))
                if most > _MOSTLY:
                    return True
        return False

    def taken(self, one: Passages) -> tuple[Spans, Spans]:
        """Return the words of each side that serve an accepted passage and may not serve this one too.

        Where both sides meet the same accepted passage it is the same reuse. Where only one does, the words are
        reused again, and may be: unless the accepted passage explains them clearly better, or many did so before.
        """
        sums, spans = _sums(one), (one.a, one.b)
        taken: tuple[Spans, Spans] = ([], [])
        near = {k for side in (0, 1) for stretch in _stretches(spans[side]) for k in self._near[side][stretch]}
        served = [0, 0]
        for k in sorted(near):
            other = self.passages[k]
            cuts = [_cut(span, theirs) for span, theirs in zip(spans, (other.a, other.b), strict=True)]
            for side, cut in enumerate(cuts):
                served[side] += cut is not None
                often = served[side] > _OFTEN
                if cut and (often or cuts[1 - side] or self._better(k, side, cut, sums[side], spans[side][0])):
                    taken[side].append(cut)
        return taken

    def _better(self, k: int, side: int, cut: tuple[int, int], sums: NDArray[np.float64], start: int) -> bool:
        theirs = self.passages[k].a[0] if side == 0 else self.passages[k].b[0]
        ours = sums[cut[1] - start] - sums[cut[0] - start]
        other = self._sums[k][side]
        return bool(ours < self.again * (other[cut[1] - theirs] - other[cut[0] - theirs]))


def _sums(one: Passages) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b = (np.concatenate(((0.0,), np.cumsum(gains))) for gains in one.gains)
    return a, b


def _cut(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int] | None:
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def _stretches(span: tuple[int, int]) -> Iterator[int]:
    return iter(range(span[0] // _STRETCH, (span[1] - 1) // _STRETCH + 1))
