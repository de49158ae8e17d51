"""What passim's JSON lines say of the places of their text: pages with regions and boxes, or citations."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import msgspec

from reuse.anchors import Anchors, Boxes

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Box(msgspec.Struct):
    x: float
    y: float
    w: float
    h: float


class _Region(msgspec.Struct):
    start: int
    length: int = 0
    coords: _Box | None = None


class _Page(msgspec.Struct):
    id: str = ""
    seq: int | None = None
    regions: list[_Region] = []


class _Place(msgspec.Struct):
    start: int
    loc: str


def anchors(record: Mapping[str, object]) -> Anchors | None:
    """Return the anchors of a record's text from its `pages` or its `locs`; nothing where it has none that we know."""
    try:
        if record.get("pages"):
            return _paged(msgspec.convert(record["pages"], list[_Page]))
        if record.get("locs"):
            return _cited(msgspec.convert(record["locs"], list[_Place]))
    except (msgspec.ValidationError, OverflowError, ValueError):
        pass  # fields of that name, and of another meaning
    return None


def _paged(pages: list[_Page]) -> Anchors | None:
    starts, numbers, paths = [], [], []
    words: list[tuple[int, float, float, float, float]] = []
    for count, page in enumerate(pages, 1):
        if not page.regions:
            continue
        starts.append(min(region.start for region in page.regions))
        numbers.append(page.seq or count)
        paths.append(page.id)
        words += [
            (one.start, one.coords.x, one.coords.y, one.coords.x + one.coords.w, one.coords.y + one.coords.h)
            for one in page.regions
            if one.coords
        ]
    if not starts or starts != sorted(starts):
        return None
    words.sort()
    boxes = Boxes(array("I", [word[0] for word in words]), array("f", [side for word in words for side in word[1:]]))
    return Anchors("page", array("I", [0, *starts[1:]]), array("I", numbers), paths=tuple(paths), boxes=boxes)


def _cited(places: list[_Place]) -> Anchors | None:
    starts = [place.start for place in places]
    if starts != sorted(starts) or starts[0] < 0:
        return None
    labels = tuple(place.loc for place in places)
    return Anchors("element", array("I", [0, *starts[1:]]), labels=labels)
