"""What a page knows of the texts of documents: the whole, or the passages that the report quotes."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import UNSET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reuse.model import Passage, Report
    from reuse.reporters.page.passages import Told

Chunks = list[tuple[int, str]]


class Texts:
    """The texts of a report: whole ones where they are at hand, else the passages in it."""

    def __init__(self, report: Report, families: Sequence[Told]) -> None:
        """Gather what is quoted of each document, and where."""
        self._whole: Mapping[str, str] = {} if report.texts is UNSET else report.texts
        self._quoted: dict[str, list[Passage]] = defaultdict(list)
        for one in families:
            for passage in chain(one.family.members, *((match.a, match.b) for match in one.matches)):
                self._quoted[passage.document].append(passage)

    def is_whole(self, document: str) -> bool:
        """Tell whether the whole text is at hand."""
        return document in self._whole

    def whole(self, document: str) -> Chunks:
        """Return the whole text, as one stretch from 0."""
        return [(0, self._whole[document])]

    def quoted(self, document: str) -> Chunks:
        """Return stretches of a document, by where they start: all that is quoted, what overlaps as one."""
        chunks: Chunks = []
        text = self._whole.get(document, "") if self.is_whole(document) else ""
        for passage in sorted(self._quoted[document], key=lambda one: (one.start, -one.end)):
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
