"""What a run over a large corpus found, as columns: a Match or a Family is made where somebody looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reuse.drawn import Drawn
from reuse.families import family_id, fingerprint, first_appearance, match_id
from reuse.linking.told import KINDS, OPERATIONS
from reuse.model import Edit, Family, Match, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.linking.families import Gathered
    from reuse.linking.told import Told
    from reuse.model import Document

_NAMES = ("surprise", "shared", "order", "similarity", "words")


@dataclass(frozen=True, eq=False)
class Found:
    """The columns of a run, and the documents that they speak of, sorted by id."""

    words: tuple[int, ...]
    documents: Sequence[Document]
    told: Told
    gathered: Gathered

    @property
    def matches(self) -> Matches:
        """All matches, in the order of their later places."""
        return Matches(self, np.arange(len(self.told.kinds)))

    @property
    def families(self) -> Families:
        """All families, those of most places first."""
        return Families(self, np.arange(len(self.gathered.kinds)))

    def ordered(self, sort: str) -> tuple[Matches, Families]:
        """Return matches and families as `reuse.findings` orders them."""
        told, gathered = self.told, self.gathered
        spans = told.spans.astype(np.int64)
        path = (spans[:, 3], spans[:, 2], told.owners[:, 1], spans[:, 1], spans[:, 0], told.owners[:, 0])
        first = gathered.members[gathered.firsts[:-1]]
        lengths = np.concatenate(((0,), np.cumsum(gathered.members[:, 2] - gathered.members[:, 1])))
        best = np.zeros(len(first))
        np.maximum.at(best, gathered.of, told.scores[:, 0])
        ids = np.argsort(np.argsort(np.array(self.family_ids, "U12"), kind="stable"))
        family_path = (ids, first[:, 2], first[:, 1], first[:, 0])
        by = {
            "size": (spans[:, 0] + spans[:, 2] - spans[:, 1] - spans[:, 3], -np.diff(lengths[gathered.firsts])),
            "score": (-told.scores[:, 0], -best),
            "path": (np.zeros(len(spans)), np.zeros(len(first))),
        }[sort]
        return Matches(self, np.lexsort((*path, by[0]))), Families(self, np.lexsort((*family_path, by[1])))

    def reused(self) -> Mapping[str, int]:
        """Document id -> characters that stand in some match, every character counted once."""
        sizes = np.array([0, *(len(document.text) for document in self.documents)])
        offsets = np.cumsum(sizes)[:-1]
        rows = self.told.spans.reshape(-1, 2) + offsets[self.told.owners.ravel()][:, None]
        rows = rows[np.argsort(rows[:, 0])]
        reached = np.concatenate(((0,), np.maximum.accumulate(rows[:, 1])[:-1])) if len(rows) else rows[:, 0]
        fresh = np.maximum(rows[:, 1] - np.maximum(rows[:, 0], reached), 0)
        owner = np.searchsorted(offsets, rows[:, 0], side="right") - 1
        covered = np.bincount(owner, fresh, len(self.documents)).astype(np.int64)
        return {one.id: count for one, count in zip(self.documents, covered.tolist(), strict=True) if count}

    @cached_property
    def family_ids(self) -> list[str]:
        """The id of each family."""
        gathered = self.gathered
        centers = gathered.members[gathered.firsts[:-1] + gathered.representatives].tolist()
        sizes = np.diff(gathered.firsts).tolist()
        return [
            family_id(self.documents[document].id, start, end, size)
            for (document, start, end), size in zip(centers, sizes, strict=True)
        ]

    def passage(self, document: int, start: int, end: int, *, text: bool) -> Passage:
        """Return a passage, with or without its text."""
        own = self.documents[document]
        return Passage(
            own.id, start, end, *own.position(start), *own.position(end), own.text[start:end] if text else ""
        )


class Matches(Drawn[Match]):
    """The matches of a run."""

    def __init__(self, found: Found, order: NDArray[np.int64], *, texts: bool = True) -> None:
        """Look at some rows of `found`."""
        super().__init__(order, texts=texts)  # type: ignore[arg-type]  # an array is sequence enough
        self._found = found

    def others(self, order: Sequence[int], *, texts: bool) -> Matches:
        """Return the matches of other rows."""
        return Matches(self._found, np.asarray(order), texts=texts)

    def draw(self, numbers: Sequence[int]) -> Iterator[Match]:
        """Make matches."""
        found, told, rows = self._found, self._found.told, np.asarray(numbers)
        families = found.gathered.of[rows]
        formula = found.gathered.kinds[families] == KINDS.index("boilerplate")
        kinds = np.where(formula, KINDS.index("boilerplate"), told.kinds[rows])
        columns = (
            told.owners[rows],
            told.spans[rows],
            kinds,
            told.scores[rows],
            told.firsts[rows],
            told.firsts[rows + 1],
        )
        for family, (a, b), span, kind, scores, first, last in zip(
            families.tolist(), *(column.tolist() for column in columns), strict=True
        ):
            sides = (
                found.passage(a, span[0], span[1], text=self.texts),
                found.passage(b, span[2], span[3], text=self.texts),
            )
            edits = tuple(Edit(OPERATIONS[row[0]], *row[1:]) for row in told.edits[first:last].tolist())
            named = dict(zip(_NAMES, (*scores[:-1], int(scores[-1])), strict=True))
            yield Match(match_id(*sides), KINDS[kind], named, *sides, edits, found.family_ids[family])


class Families(Drawn[Family]):
    """The families of a run."""

    def __init__(self, found: Found, order: NDArray[np.int64], *, texts: bool = True) -> None:
        """Look at some rows of `found`."""
        super().__init__(order, texts=texts)  # type: ignore[arg-type]  # an array is sequence enough
        self._found = found

    def others(self, order: Sequence[int], *, texts: bool) -> Families:
        """Return the families of other rows."""
        return Families(self._found, np.asarray(order), texts=texts)

    def draw(self, numbers: Sequence[int]) -> Iterator[Family]:
        """Make families; the text of the passage stands with the representative in any case."""
        found, gathered, rows = self._found, self._found.gathered, np.asarray(numbers)
        ids = found.family_ids
        links = np.searchsorted(gathered.links[:, 0], np.stack((rows, rows + 1)))
        columns = (
            gathered.firsts[rows],
            gathered.firsts[rows + 1],
            gathered.representatives[rows],
            gathered.kinds[rows],
        )
        for row, first, last, center, kind, start, end in zip(
            rows.tolist(), *(column.tolist() for column in columns), *links.tolist(), strict=True
        ):
            members = [
                found.passage(*member, text=self.texts or k == center)
                for k, member in enumerate(gathered.members[first:last].tolist())
            ]
            dates = [found.documents[k].metadata.get("date", "") for k in gathered.members[first:last, 0].tolist()]
            linked = sorted({ids[k] for k in gathered.links[start:end, 1].tolist()})
            yield Family(
                ids[row],
                fingerprint(members[center].text),
                KINDS[kind],
                tuple(members),
                first_appearance(members, dates),
                center,
                tuple(linked),
            )
