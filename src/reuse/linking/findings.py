"""What a run over a large corpus found, as columns: a Match or a Family is made where somebody looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reuse.drawn import Drawn
from reuse.families import family_id, fingerprint, first_appearance
from reuse.linking.lines import Lines, ranges
from reuse.linking.positions import positions
from reuse.linking.told import KINDS, OPERATIONS
from reuse.model import Edit, Family, Match, Passage, match_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.linking.families import Gathered
    from reuse.linking.told import Told
    from reuse.model import Document

MANY_PLACES = 20  # of a family of more, matches word for word say nothing that its members do not say
NAMES = ("surprise", "shared", "order", "similarity", "words")


@dataclass(frozen=True, eq=False)
class Found:
    """The columns of a run, and the documents that they speak of, sorted by id."""

    words: tuple[int, ...]
    documents: Sequence[Document]
    told: Told
    gathered: Gathered
    jobs: int = 1  # threads that write

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
        family_path = (self._ranks, first[:, 2], first[:, 1], first[:, 0])
        by = {
            "size": (spans[:, 0] + spans[:, 2] - spans[:, 1] - spans[:, 3], -np.diff(lengths[gathered.firsts])),
            "score": (-told.scores[:, 0], -best),
            "path": (np.zeros(len(spans)), np.zeros(len(first))),
        }[sort]
        return Matches(self, np.lexsort((*path, by[0]))), Families(self, np.lexsort((*family_path, by[1])))

    def reused(self) -> Mapping[str, int]:
        """Document id -> characters that stand in some match, every character counted once."""
        sizes = np.array([0, *(document.size for document in self.documents)])
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

    @cached_property
    def positions(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Line and column where each passage starts, then where it ends: of both sides of matches, of members."""
        rows = positions(self.documents, self.told.owners.ravel(), self.told.spans.reshape(-1, 2), self.jobs)
        return rows.reshape(-1, 2, 4), rows[self.gathered.sides]

    def kinds(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the kinds of matches: boilerplate where their family is."""
        formula = KINDS.index("boilerplate")
        return np.where(self.gathered.kinds[self.gathered.of[rows]] == formula, formula, self.told.kinds[rows])

    def linked(self, rows: NDArray[np.int64]) -> list[list[str]]:
        """Return the ids of the families that each of these families is linked with, sorted."""
        firsts, others = self.links
        return [
            [self.family_ids[other] for other in others[first:last].tolist()]
            for first, last in zip(firsts[rows].tolist(), firsts[rows + 1].tolist(), strict=True)
        ]

    @cached_property
    def links(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the linked families of each begin, one row more, and these, in the order of their ids."""
        links = self.gathered.links
        others = links[np.lexsort((self._ranks[links[:, 1]], links[:, 0])), 1]
        return np.searchsorted(links[:, 0], np.arange(len(self.gathered.kinds) + 1)), others

    @cached_property
    def _ranks(self) -> NDArray[np.int64]:
        """Families, numbered in the order of their ids."""
        return np.argsort(np.argsort(np.array(self.family_ids, "U12"), kind="stable"))

    def first_appearances(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which member of each of these families is the first, as `reuse.families.first_appearance` has it."""
        firsts, sizes = self.gathered.firsts[rows], np.diff(self.gathered.firsts)[rows]
        members = self.gathered.members[ranges(firsts, sizes)]
        begins = np.cumsum(sizes) - sizes
        dates = self._dates[members[:, 0]]
        dated = np.repeat(np.minimum.reduceat(dates, begins) > 0, sizes)
        family = np.repeat(np.arange(len(rows)), sizes)
        order = np.lexsort((members[:, 1], members[:, 0], np.where(dated, dates, 0), family))
        oldest: NDArray[np.int64] = order[begins] - begins
        return oldest

    @cached_property
    def _dates(self) -> NDArray[np.int64]:
        """The place of each document's date among all dates; 0: it has none."""
        dates = [document.metadata.get("date", "") for document in self.documents]
        places = {date: place for place, date in enumerate(sorted({"", *dates}))}
        return np.array([places[date] for date in dates], np.int64)

    def passage(self, document: int, start: int, end: int, *, text: bool) -> Passage:
        """Return a passage, with or without its text."""
        own = self.documents[document]
        where, said = (*own.position(start), *own.position(end)), own.part(start, end) if text else ""
        return Passage(own.id, start, end, *where, said, *own.cited(start, end))


class Matches(Drawn[Match]):
    """The matches of a run."""

    def __init__(self, found: Found, order: NDArray[np.int64], *, texts: bool = True) -> None:
        """Look at some rows of `found`."""
        super().__init__(order, texts=texts)  # type: ignore[arg-type]  # an array is sequence enough
        self._found = found

    def others(self, order: Sequence[int], *, texts: bool) -> Matches:
        """Return the matches of other rows."""
        return Matches(self._found, np.asarray(order), texts=texts)

    def beyond_families(self) -> Matches:
        """Return the matches that have edits, or whose family has no more than MANY_PLACES."""
        told, gathered, rows = self._found.told, self._found.gathered, np.asarray(self.order)
        many = np.diff(gathered.firsts)[gathered.of[rows]] > MANY_PLACES
        same = np.isin(self._found.kinds(rows), [KINDS.index("verbatim"), KINDS.index("boilerplate")])
        same &= told.firsts[rows] == told.firsts[rows + 1]
        return self.others(rows[~(many & same)], texts=self.texts)

    def encoded(self, encode: Callable[[object], str], opening: bytes, ending: bytes) -> Iterator[bytes]:
        """Yield the matches as JSON, about a megabyte at a time."""
        return Lines(self._found, encode, opening, ending, self.texts).matches(np.asarray(self.order))

    def draw(self, numbers: Sequence[int]) -> Iterator[Match]:
        """Make matches."""
        found, told, rows = self._found, self._found.told, np.asarray(numbers)
        columns = (
            found.gathered.of[rows],
            told.owners[rows],
            told.spans[rows],
            found.kinds(rows),
            told.scores[rows],
            told.firsts[rows],
            told.firsts[rows + 1],
        )
        for family, (a, b), span, kind, scores, first, last in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            sides = (
                found.passage(a, span[0], span[1], text=self.texts),
                found.passage(b, span[2], span[3], text=self.texts),
            )
            edits = tuple(Edit(OPERATIONS[row[0]], *row[1:]) for row in told.edits[first:last].tolist())
            named = dict(zip(NAMES, (*scores[:-1], int(scores[-1])), strict=True))
            own = match_id((sides[0].document, *span[:2]), (sides[1].document, *span[2:]))
            yield Match(own, KINDS[kind], named, *sides, edits, found.family_ids[family])


class Families(Drawn[Family]):
    """The families of a run."""

    def __init__(self, found: Found, order: NDArray[np.int64], *, texts: bool = True) -> None:
        """Look at some rows of `found`."""
        super().__init__(order, texts=texts)  # type: ignore[arg-type]  # an array is sequence enough
        self._found = found

    def others(self, order: Sequence[int], *, texts: bool) -> Families:
        """Return the families of other rows."""
        return Families(self._found, np.asarray(order), texts=texts)

    def encoded(self, encode: Callable[[object], str], opening: bytes, ending: bytes) -> Iterator[bytes]:
        """Yield the families as JSON, about a megabyte at a time."""
        return Lines(self._found, encode, opening, ending, self.texts).families(np.asarray(self.order))

    def draw(self, numbers: Sequence[int]) -> Iterator[Family]:
        """Make families; the text of the passage stands with the representative in any case."""
        found, gathered, rows = self._found, self._found.gathered, np.asarray(numbers)
        columns = (
            gathered.firsts[rows],
            gathered.firsts[rows + 1],
            gathered.representatives[rows],
            gathered.kinds[rows],
        )
        for row, first, last, center, kind, linked in zip(
            rows.tolist(), *(column.tolist() for column in columns), found.linked(rows), strict=True
        ):
            members = [
                found.passage(*member, text=self.texts or k == center)
                for k, member in enumerate(gathered.members[first:last].tolist())
            ]
            dates = [found.documents[k].metadata.get("date", "") for k in gathered.members[first:last, 0].tolist()]
            yield Family(
                found.family_ids[row],
                fingerprint(members[center].text),
                KINDS[kind],
                tuple(members),
                first_appearance(members, dates),
                center,
                tuple(linked),
            )
