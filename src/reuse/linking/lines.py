"""Columns -> JSON lines: what encoding every drawn Match or Family gives, in a fraction of the time.

The records here are those of `reuse.model` field by field, of the kind that msgspec makes and writes fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np
from msgspec import Raw

from reuse.families import match_id
from reuse.linking.fingerprints import fingerprints
from reuse.linking.told import KINDS, OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from reuse.drawn import Drawn
    from reuse.linking.findings import Found

T = TypeVar("T")
_AT_ONCE = 1 << 20  # characters that are written together, and of one record more
_MATCH, _FAMILY, _PASSAGE, _EDIT = 250, 150, 200, 85  # characters of one, or thereabouts, without its parts
_ENCODER = msgspec.json.Encoder()


class _Passage(msgspec.Struct, gc=False):
    document: Raw  # its id is the same in thousands of passages
    start: int
    end: int
    start_line: int
    start_column: int
    end_line: int
    end_column: int
    text: str


class _Edit(msgspec.Struct, gc=False):
    operation: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int


class _Scores(msgspec.Struct, gc=False):
    """The scores in the order of their names, as keys of a mapping are written."""

    order: float
    shared: float
    similarity: float
    surprise: float
    words: int


class _Match(msgspec.Struct, gc=False):
    id: str
    kind: str
    scores: _Scores
    a: _Passage
    b: _Passage
    edits: list[_Edit]
    family: str
    is_new: bool = True


class _Family(msgspec.Struct, gc=False):
    id: str
    fingerprint: str
    kind: str
    members: list[_Passage]
    first: int
    representative: int
    linked: list[str]
    known: list[int] = []  # what a run finds is not known yet


@dataclass(frozen=True)
class Lines:
    """Writes records of a run; encode: any value -> its JSON; texts: whether all passages have theirs."""

    found: Found
    encode: Callable[[object], str]
    texts: bool

    def matches(self, rows: NDArray[np.int64]) -> str:
        """Return matches, each as JSON on one line; UnicodeEncodeError where a text holds a lone surrogate."""
        return _ENCODER.encode_lines(self._matches(rows)).decode()

    def families(self, rows: NDArray[np.int64]) -> str:
        """Return families, as `matches` does."""
        return _ENCODER.encode_lines(self._families(rows)).decode()

    def match_sizes(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return about how many characters the line of each match has."""
        told = self.found.told
        edits = told.firsts[rows + 1] - told.firsts[rows]
        spans = told.spans[rows].astype(np.int64)
        lengths = (spans[:, 1::2] - spans[:, ::2]).sum(1) if self.texts else 0
        sizes: NDArray[np.int64] = _MATCH + 2 * _PASSAGE + _EDIT * edits + lengths
        return sizes

    def family_sizes(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return about how many characters the line of each family has."""
        gathered = self.found.gathered
        lengths = gathered.members[:, 2] - gathered.members[:, 1]
        steps = np.concatenate(((0,), np.cumsum(_PASSAGE + (lengths if self.texts else 0 * lengths))))
        own = lengths[gathered.firsts[rows] + gathered.representatives[rows]]
        sizes: NDArray[np.int64] = _FAMILY + own + steps[gathered.firsts[rows + 1]] - steps[gathered.firsts[rows]]
        return sizes

    def _matches(self, rows: NDArray[np.int64]) -> list[_Match]:
        found, told = self.found, self.found.told
        owners, spans = told.owners[rows].reshape(-1, 1), told.spans[rows].reshape(-1, 2)
        places: NDArray[np.int64] = np.concatenate((owners, spans), 1)
        texts = [self._text(*place) for place in places.tolist()] if self.texts else [""] * len(places)
        sides = self._passages(places, found.positions[0][rows].reshape(-1, 4), texts)
        surprise, shared, order, similarity = told.scores[rows, :4].T.tolist()
        words = told.scores[rows, 4].astype(np.int64).tolist()
        return list(
            map(
                _Match,
                self._ids(places),
                [KINDS[kind] for kind in found.kinds(rows).tolist()],
                map(_Scores, order, shared, similarity, surprise, words),
                sides[::2],
                sides[1::2],
                _edits(told.edits, told.firsts[rows], told.firsts[rows + 1]),
                [found.family_ids[family] for family in found.gathered.of[rows].tolist()],
            )
        )

    def _families(self, rows: NDArray[np.int64]) -> list[_Family]:
        found, gathered = self.found, self.found.gathered
        firsts, sizes = gathered.firsts[rows], np.diff(gathered.firsts)[rows]
        own = ranges(firsts, sizes)
        places = gathered.members[own]
        texts = [self._text(*place) for place in places.tolist()] if self.texts else [""] * len(places)
        bounds = [0, *accumulate(sizes.tolist())]
        centers = (gathered.representatives[rows] + bounds[:-1]).tolist()
        for at in centers:
            texts[at] = self._text(*places[at].tolist())
        members = self._passages(places, found.positions[1][own], texts)
        return list(
            map(
                _Family,
                [found.family_ids[row] for row in rows.tolist()],
                fingerprints([texts[at] for at in centers]),
                [KINDS[kind] for kind in gathered.kinds[rows].tolist()],
                [members[first:last] for first, last in pairwise(bounds)],
                found.first_appearances(rows).tolist(),
                gathered.representatives[rows].tolist(),
                found.linked(rows),
            )
        )

    @cached_property
    def _names(self) -> list[Raw]:
        return [Raw(self.encode(document.id).encode()) for document in self.found.documents]

    def _passages(self, places: NDArray[np.int64], positions: NDArray[np.int32], texts: list[str]) -> list[_Passage]:
        owners, starts, ends = places.T.tolist()
        names = [self._names[owner] for owner in owners]
        return list(map(_Passage, names, starts, ends, *positions.T.tolist(), texts))

    def _text(self, owner: int, start: int, end: int) -> str:
        return self.found.documents[owner].text[start:end]

    def _ids(self, places: NDArray[np.int64]) -> list[str]:
        owners, starts, ends = places.T.tolist()
        where = list(zip([self.found.documents[owner].id for owner in owners], starts, ends, strict=True))
        return list(map(match_id, where[::2], where[1::2]))


def ranges(firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of `sizes[k]` rows from `firsts[k]` on, one k after the other."""
    before = np.cumsum(sizes) - sizes
    rows: NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(firsts - before, sizes)
    return rows


def _edits(edits: NDArray[np.int32], firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> list[list[_Edit]]:
    sizes = lasts - firsts
    operations, *columns = edits[ranges(firsts, sizes)].T.tolist()
    all_of_them = list(map(_Edit, [OPERATIONS[operation] for operation in operations], *columns))
    return [all_of_them[first:last] for first, last in pairwise([0, *accumulate(sizes.tolist())])]


def encoded(
    records: Drawn[T],
    sizes: NDArray[np.int64],
    write: Callable[[NDArray[np.int64]], str],
    encode: Callable[[object], str],
) -> Iterator[str]:
    """Yield what `write` makes of the rows of records, of about these many characters, as many as go together."""
    order = np.asarray(records.order)
    cuts = np.flatnonzero(np.diff(np.cumsum(sizes) // _AT_ONCE, prepend=-1))
    for rows in np.split(order, cuts[1:]) if len(order) else ():
        try:
            lines = write(rows)
        except UnicodeEncodeError:  # a text that was never decoded; whoever made `encode` knows what to do with it
            lines = "".join(f"{encode(record)}\n" for record in records.draw(rows))  # type: ignore[arg-type]
        yield lines
