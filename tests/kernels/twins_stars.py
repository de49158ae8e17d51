"""Plain twins of `kernels.stars`, written from its docstrings."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

Side = tuple[int, int, int]  # document, start, end
Rows = list[list[int]]


def places(sides: list[Side], same: float) -> tuple[list[int], list[int]]:
    """The place of each side, and the first side of each place."""
    of: list[int] = []
    found: list[int] = []
    for k, (document, start, end) in enumerate(sides):
        alike = [
            place
            for place, first in enumerate(found)
            if sides[first][0] == document and _alike(sides[first][1:], (start, end), same)
        ]
        if not alike:
            found.append(k)
        of.append(alike[-1] if alike else len(found) - 1)
    return of, found


def _alike(one: tuple[int, ...], other: tuple[int, int], same: float) -> bool:
    both, all_ = set(range(*one)) & set(range(*other)), set(range(*one)) | set(range(*other))
    return len(both) > 0 and len(both) >= same * len(all_)


def stars(ends: list[tuple[int, int]], count: int) -> tuple[list[int], list[int]]:
    """The star of each match, and the place in the middle of each star: each time the one with most matches left."""
    star = [-1] * len(ends)
    centers: list[int] = []
    while -1 in star:
        left = [k for k, own in enumerate(star) if own < 0]
        degree = Counter(place for k in left for place in ends[k])
        center = max(range(count), key=lambda place: (degree[place], -place))
        members = {place for k in left if center in ends[k] for place in ends[k]}
        for k in left:
            if members.issuperset(ends[k]):
                star[k] = len(centers)
        centers.append(center)
    return star, centers


def overlaps(members: list[tuple[int, int, int, int]]) -> Rows:
    """Each place's family with that of the place before which reaches farthest, if it reaches into it."""
    links = []
    for k, (document, start, _, family) in enumerate(members):
        before = [row for row in members[:k] if row[0] == document]
        if before:
            _, _, reach, other = max(before, key=lambda row: row[2])
            if reach > start and other != family:
                links.append([family, other])
    return links


def common(a: list[int], b: list[int]) -> int:
    return (Counter(a) & Counter(b)).total()


def equals(words: list[int], path: Rows) -> Rows:
    """Runs of equal words along a path."""
    runs = []
    for p, s, length in path:
        for same, own in groupby(range(length), lambda i: words[p + i] == words[s + i]):  # noqa: B023 - used at once
            rows = list(own)
            if same:
                runs.append([p + rows[0], s + rows[0], len(rows)])
    return runs
