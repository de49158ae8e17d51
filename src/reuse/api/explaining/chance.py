"""The chance that MinHash misses the likest sentences of two places."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from reuse.api.explaining.records import Chance
from reuse.finders.minhash import banding, shingles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.api.explaining.ground import Ground, Place
    from reuse.columns import Keys
    from reuse.finders.minhash import MinHash


def chance(ground: Ground, finder: MinHash, keys: Keys) -> Chance | None:
    """Return the chance for the likest units of both regions; nothing where no two share a shingle."""
    starts, lengths = finder.units(ground.block)
    units = list(zip(starts.tolist(), lengths.tolist(), strict=True))
    likest = _likest(ground, finder, *(list(filter(region.holds, units)) for region in (ground.a, ground.b)))
    if likest is None:
        return None
    jaccard, one, other = likest
    bands, rows = banding(finder.threshold, finder.permutations)
    own = [keys.keys[(keys.starts == start) & (keys.lengths == length)] for start, length in (one, other)]
    return Chance(
        a=ground.stands(ground.a, one),
        b=ground.stands(ground.b, other),
        jaccard=round(jaccard, 4),
        bands=bands,
        rows=rows,
        missed=float(f"{(1 - jaccard**rows) ** bands:.4g}"),
        met=len(np.intersect1d(*own)) > 0,
    )


def _likest(
    ground: Ground, finder: MinHash, left: Sequence[Place], right: Sequence[Place]
) -> tuple[float, Place, Place] | None:
    """Return the true Jaccard similarity of the two units that are most alike, and these."""
    stems, same = ground.block.stems, ground.a.number == ground.b.number
    sets = {unit: set(shingles(stems[unit[0] : sum(unit)], finder.shingle).tolist()) for unit in (*left, *right)}
    holders: dict[int, list[Place]] = defaultdict(list)
    for unit in right:
        for shingle in sets[unit]:
            holders[shingle].append(unit)
    best: tuple[float, Place, Place] | None = None
    for unit in left:
        for other, common in Counter(one for shingle in sets[unit] for one in holders[shingle]).items():
            jaccard = common / (len(sets[unit]) + len(sets[other]) - common)
            if (best is None or jaccard > best[0]) and (not same or sum(unit) <= other[0]):
                best = jaccard, unit, other
    return best
