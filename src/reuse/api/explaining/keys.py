"""Which keys of two places met, and whether what met was enough to align the two documents."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from reuse.aligners.nominate import CROWD, enough, weigh
from reuse.api.explaining.chance import chance
from reuse.api.explaining.records import Keys, Meeting, Nomination
from reuse.columns import Keys as Columns
from reuse.finders.minhash import MinHash
from reuse.pipeline import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.api.explaining.ground import Ground, Place, Region

_SHOWN = 3  # meetings of a finder
_WORDS = 8  # of a meeting


def nomination(ground: Ground, names: Sequence[str]) -> Nomination:
    """Return what the finders, by their names in the settings, make of the two documents."""
    finders, minhash = [], None
    for name, finder in zip(names, ground.pipeline.finders, strict=True):
        keys = finder.keys(ground.block)
        finders.append(_met(ground, name.partition(":")[0], keys))
        if isinstance(finder, MinHash):
            minhash = chance(ground, finder, keys)
    nominated = compared(ground) and ground.opened and any(one.nominates for one in finders)
    needed = round(enough(ground.pipeline.aligner, ground.places), 2)
    return Nomination(nominated, needed, tuple(finders), minhash, ground.opened)


def compared(ground: Ground) -> bool:
    """Whether the run compares these two documents at all."""
    both = np.array([ground.a.number]), np.array([ground.b.number])
    return bool(wanted(ground.pipeline, ground.known, ground.both)(*both)[0])


def _met(ground: Ground, name: str, keys: Columns) -> Keys:
    at_a, at_b = _inside(ground.a, keys), _inside(ground.b, keys)
    met = np.intersect1d(keys.keys[at_a], keys.keys[at_b])
    bits, nominates = _weighed(ground, keys)
    pairs, meeting, crowded = _pairs(ground, keys, met)
    return Keys(
        finder=name,
        keys_a=len(np.unique(keys.keys[at_a])),
        keys_b=len(np.unique(keys.keys[at_b])),
        met=meeting,
        crowded=crowded,
        nominates=nominates,
        bits=None if bits is None else round(bits, 2),
        meetings=tuple(_meetings(ground, pairs)),
    )


def _inside(region: Region, keys: Columns) -> NDArray[np.bool_]:
    """Tell the places that touch a region."""
    low, high = region.first + region.low, region.first + region.high
    inside: NDArray[np.bool_] = (keys.starts < high) & (keys.starts + keys.lengths > low)
    return inside


def _weighed(ground: Ground, keys: Columns) -> tuple[float | None, bool]:
    """Return the most bits of places within the regions, and whether some of the documents have enough."""
    bounds, a, b = ground.block.documents, ground.a.number, ground.b.number
    of_a, of_b = ((keys.starts >= bounds[n]) & (keys.starts < bounds[n + 1]) for n in (a, b))
    kept = np.isin(keys.keys, np.intersect1d(keys.keys[of_a], keys.keys[of_b]))
    buckets = ground.pipeline.index.group(Columns(keys.keys[kept], keys.starts[kept], keys.lengths[kept]))

    def these(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        both: NDArray[np.bool_] = (left == a) & (right == b)
        return both

    model = ground.pipeline.aligner
    seen = weigh(ground.block, ground.shares, buckets, model, these)
    low = np.array([region.first + region.low for region in (ground.a, ground.b)])
    high = np.array([region.first + region.high for region in (ground.a, ground.b)])
    here = ((seen.found.starts < high) & (seen.found.starts + seen.found.lengths > low)).all(1)
    best = float(seen.bits[here].max()) if here.any() else None
    return best, bool((seen.bits >= enough(model, ground.places)).any())


def _pairs(
    ground: Ground, keys: Columns, met: NDArray[np.uint64]
) -> tuple[dict[tuple[Place, Place], list[int]], int, int]:
    """Return the pairs of places of both regions, each with the sizes of the buckets in which they meet.

    Beside it stands in how many keys some meet, and how many of these are crowds that do not link the two regions.
    """
    places: dict[int, set[Place]] = defaultdict(set)
    at = np.isin(keys.keys, met)
    for key, start, length in zip(
        keys.keys[at].tolist(), keys.starts[at].tolist(), keys.lengths[at].tolist(), strict=True
    ):
        places[key].add((start, length))
    pairs: dict[tuple[Place, Place], list[int]] = defaultdict(list)
    meeting = crowded = 0
    for group in places.values():
        left, right = (sorted(filter(region.holds, group)) for region in (ground.a, ground.b))
        if len(group) > CROWD:
            head = min(group)
            crowded += head not in left and head not in right
            left, right = _with(head, left, right)
        linked = _apart(ground, left, right)
        meeting += bool(linked)
        for one in linked:
            pairs[one].append(len(group))
    return pairs, meeting, crowded


def _with(head: Place, left: list[Place], right: list[Place]) -> tuple[list[Place], list[Place]]:
    """Return the sides that a crowd links: those of its first place, or one of each to show that they are not."""
    if head in left:
        return [head], right
    return (left, [head]) if head in right else (left[:1], right[-1:])


def _apart(ground: Ground, left: Sequence[Place], right: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Return the pairs of places that may be aligned: within one document, a before b."""
    same = ground.a.number == ground.b.number
    return [(x, y) for x in left for y in right if not same or sum(x) <= y[0]]


def _meetings(ground: Ground, pairs: dict[tuple[Place, Place], list[int]]) -> Iterator[Meeting]:
    """Yield the meetings of most keys, those that go on in each other as one, none that overlaps a better one in a."""
    runs: list[tuple[Place, Place, list[int]]] = []
    for (x, y), sizes in sorted(pairs.items(), key=lambda one: (one[0][1][0] - one[0][0][0], one[0])):
        if runs:
            u, v, before = runs[-1]
            if y[0] - x[0] == v[0] - u[0] and x[0] <= u[0] + u[1] and x[1] == y[1]:
                length = max(u[1], x[0] + x[1] - u[0])
                runs[-1] = (u[0], length), (v[0], length), before + sizes
                continue
        runs.append((x, y, sizes))
    shown: list[Place] = []
    for x, y, sizes in sorted(runs, key=lambda one: (-len(one[2]), min(one[2]), one[0], one[1])):
        if len(shown) < _SHOWN and not any(x[0] < u + n and u < x[0] + x[1] for u, n in shown):
            shown.append(x)
            a, b = ground.stands(ground.a, x), ground.stands(ground.b, y)
            yield Meeting(len(sizes), min(sizes), min(sizes) > CROWD, a, b, _common(ground, x, y))


def _common(ground: Ground, x: Place, y: Place) -> tuple[str, ...]:
    """Words of place x that y has too, by stem, the rarest in the corpus first."""
    ids, text = ground.shares.ids, ground.documents[ground.a.number].text
    theirs = set(ids[y[0] : sum(y)].tolist())
    first = {stem: row for row, stem in reversed(list(enumerate(ids[x[0] : sum(x)].tolist(), x[0]))) if stem in theirs}
    shares, weight = ground.shares, ground.pipeline.aligner.background_weight
    rarest = sorted(first, key=lambda stem: (shares.counts[stem] + weight * shares.background[stem], first[stem]))
    rows = [first[stem] for stem in rarest[:_WORDS]]
    return tuple(text[ground.block.starts[row] : ground.block.ends[row]] for row in rows)
