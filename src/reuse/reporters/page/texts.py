"""What a page knows of the texts of documents: the whole, or the passages that the report quotes."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import UNSET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reuse.model import Passage, Report
    from reuse.reporters.page.passages import Told

Chunks = list[tuple[int, str]]
_WORTH = 40  # characters that are not written again


class Texts:
    """The texts of a report: whole ones where they are at hand, else the passages in it."""

    def __init__(self, report: Report, families: Sequence[Told]) -> None:
        """Gather what is quoted of each document, and where."""
        self._whole: Mapping[str, str] = {} if report.texts is UNSET else report.texts
        self._quoted: dict[str, list[Passage]] = defaultdict(list)
        self._heads = [one.head.text for one in families]
        self._places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, one in enumerate(families):
            for member in one.family.members:
                self._places[member.document].append((member.start, member.end, number))
        for places in self._places.values():
            places.sort(key=lambda place: (place[0], -place[1]))
        for one in families:
            for passage in chain(one.family.members, *((match.a, match.b) for match in one.matches)):
                self._quoted[passage.document].append(passage)

    def is_whole(self, document: str) -> bool:
        """Tell whether the whole text is at hand."""
        return document in self._whole

    def laid_out(self, document: str, chunks: Chunks, shown: int) -> list[list[int | str]]:
        """Return stretches with what also stands in a passage as its number, and from where to where; others as text.

        A text that stands in a hundred documents is in the page once. shown: families that are in the page.
        """
        return [[start, *self._parts(document, start, text, shown)] for start, text in chunks]

    def _parts(self, document: str, start: int, text: str, shown: int) -> Iterator[int | str]:
        at = 0
        for begin, end, number in self._places[document]:
            low, high = begin - start, end - start
            if number >= shown or low < at or high > len(text):
                continue
            head, own = self._heads[number], text[low:high]
            same = common(own, head)
            last = common(own[same:][::-1], head[same:][::-1])
            for first, to, where in ((0, same, low), (len(head) - last, len(head), high - last)):
                if to - first >= _WORTH:
                    if where > at:
                        yield text[at:where]
                    yield from (number, first, to)
                    at = where + to - first
        if at < len(text):
            yield text[at:]

    def whole(self, document: str) -> Chunks:
        """Return the whole text, as one stretch from 0."""
        return [(0, self._whole[document])]

    def quoted(self, document: str) -> Chunks:
        """Return stretches of a document, by where they start: all that is quoted, what overlaps as one."""
        return stretches(self._quoted[document], self._whole.get(document, "") if self.is_whole(document) else "")


def stretches(passages: Iterable[Passage], text: str = "") -> Chunks:
    """Return what passages of a document quote, by where it starts, what overlaps as one; text: of the document."""
    chunks: Chunks = []
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        said = passage.text or text[passage.start : passage.end]
        if not said:
            continue
        start, before = chunks[-1] if chunks else (-1, "")
        reached = start + len(before)
        if not chunks or passage.start > reached:
            chunks.append((passage.start, said))
        elif passage.end > reached:
            chunks[-1] = (start, before + said[reached - passage.start :])
    return chunks


def common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
