"""Columns -> JSON lines: what encoding every drawn Match or Family gives, in a fraction of the time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from reuse.kernels import json_lines as kernel
from reuse.linking.fingerprints import fingerprints
from reuse.linking.told import KINDS, OPERATIONS
from reuse.model import match_id
from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.linking.findings import Found

_AT_ONCE = 1 << 20  # bytes that are written together, and of one record more
_ENCODER = msgspec.json.Encoder()
_PIECES = [_ENCODER.encode(text) for text in ("", *KINDS)]  # the first ones of all
_KIND = 1  # the piece of the first kind


class _Pieces(NamedTuple):
    """Stretches of bytes by number: piece k is codes[bounds[k]:bounds[k + 1]]."""

    codes: NDArray[np.uint8]
    bounds: NDArray[np.int64]

    @classmethod
    def of(cls, written: Sequence[bytes]) -> _Pieces:
        """Lay pieces one behind another."""
        bounds = np.fromiter(accumulate(map(len, written), initial=0), np.int64, len(written) + 1)
        return cls(np.frombuffer(b"".join(written), np.uint8), bounds)

    def size(self, numbers: NDArray[np.int64]) -> int:
        """Return how many bytes these pieces have."""
        return int((self.bounds[numbers + 1] - self.bounds[numbers]).sum())


@dataclass(frozen=True)
class Lines:
    """Writes records of a run.

    encode: any value -> its JSON; opening, ending: what stands before the first field of a record and behind the last;
    texts: whether all passages have theirs.
    """

    found: Found
    encode: Callable[[object], str]
    opening: bytes
    ending: bytes
    texts: bool

    def matches(self, rows: NDArray[np.int64]) -> Iterator[bytes]:
        """Yield matches, about a megabyte at a time."""
        told = self.found.told
        sizes = kernel.MATCH_ROOM + kernel.EDIT_ROOM * (told.firsts[rows + 1] - told.firsts[rows])
        for side in (0, 1):
            sizes += self._sizes(told.owners[rows, side], told.spans[rows, 2 * side + 1] - told.spans[rows, 2 * side])
        return self._blocks(self._matches, rows, sizes)

    def families(self, rows: NDArray[np.int64]) -> Iterator[bytes]:
        """Yield families, about a megabyte at a time."""
        gathered = self.found.gathered
        lengths = gathered.members[:, 2] - gathered.members[:, 1]
        steps = np.append(0, np.cumsum(kernel.PASSAGE_ROOM + self._sizes(gathered.members[:, 0], lengths)))
        sizes = kernel.FAMILY_ROOM + steps[gathered.firsts[rows + 1]] - steps[gathered.firsts[rows]]
        sizes += lengths[gathered.firsts[rows] + gathered.representatives[rows]]
        sizes += kernel.LINK_ROOM * np.diff(self.found.links[0])[rows]
        return self._blocks(self._families, rows, sizes)

    def _sizes(self, owners: NDArray[np.int64], lengths: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return how many bytes of names passages have, and of texts, if these are to be written and plain."""
        names: NDArray[np.int64] = np.diff(self._names.bounds)[owners]
        return names + lengths if self.texts else names

    def _blocks(
        self, write: Callable[[NDArray[np.int64], int], bytes], rows: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> Iterator[bytes]:
        """Yield rows as they are written, as many together as fit a block."""
        cuts = np.flatnonzero(np.diff(np.cumsum(sizes + self._framing) // _AT_ONCE, prepend=-1))
        parts = np.split(rows, cuts[1:]) if len(rows) else []
        room = np.add.reduceat(sizes + self._framing, cuts).tolist() if len(rows) else []
        return in_order(lambda part: write(*part), zip(parts, room, strict=True), self.found.jobs)

    def _matches(self, rows: NDArray[np.int64], room: int) -> bytes:
        """Return matches; room: bytes that they have at most without pieces."""
        found, told = self.found, self.found.told
        places = np.empty((2 * len(rows), 7), np.int64)
        places[:, 0] = told.owners[rows].ravel()
        places[:, 1:3] = told.spans[rows].reshape(-1, 2)
        places[:, 3:] = found.positions[0][rows].reshape(-1, 4)
        bits, numbers = np.unique(told.scores[rows, :4].view(np.int64), return_inverse=True)  # of bits: -0.0 is no 0.0
        scores = [_ENCODER.encode(score) for score in bits.view(np.float64).tolist()]
        written, of_texts = self._written(places, np.arange(len(places) if self.texts else 0))
        pieces = _Pieces.of([*_PIECES, *scores, *written])
        of_texts += len(scores) * (of_texts > 0)
        fields = np.empty((len(rows), 9), np.int64)
        fields[:, 0] = _KIND + found.kinds(rows)
        fields[:, 1:5] = len(_PIECES) + numbers.reshape(-1, 4)[:, [2, 1, 3, 0]]
        fields[:, 5] = told.scores[rows, 4]
        fields[:, 6], fields[:, 7], fields[:, 8] = told.firsts[rows], told.firsts[rows + 1], found.gathered.of[rows]
        out = np.empty(room + pieces.size(of_texts) + pieces.size(fields[:, :5]), np.uint8)
        size = kernel.write_matches(
            out, self._frame, tuple(self._names), len(found.documents), tuple(pieces), self._ids(places), fields,
            told.edits, places, of_texts, self._family_ids,
        )  # fmt: skip
        return out[:size].tobytes()

    def _families(self, rows: NDArray[np.int64], room: int) -> bytes:
        """Return families, as `_matches` does."""
        found, gathered = self.found, self.found.gathered
        sizes = np.diff(gathered.firsts)[rows]
        own, ends = ranges(gathered.firsts[rows], sizes), np.cumsum(sizes)
        places = np.empty((len(own), 7), np.int64)
        places[:, :3], places[:, 3:] = gathered.members[own], found.positions[1][own]
        firsts, links = found.links
        fields = np.stack(
            (
                _KIND + gathered.kinds[rows], ends - sizes, ends, found.first_appearances(rows),
                gathered.representatives[rows], firsts[rows], firsts[rows + 1],
            ),
            1,
        )  # fmt: skip
        centers = fields[:, 1] + fields[:, 4]
        texts = self._texts(places[centers])
        prints = _as_bytes(fingerprints(texts), kernel.PRINT)
        written, of_texts = self._written(places, np.arange(len(own)) if self.texts else centers)
        pieces = _Pieces.of([*_PIECES, *written])
        out = np.empty(room + pieces.size(of_texts) + pieces.size(fields[:, 0]), np.uint8)
        size = kernel.write_families(
            out, self._frame, tuple(self._names), tuple(pieces), self._family_ids[rows], prints, fields, places,
            of_texts, links, self._family_ids,
        )  # fmt: skip
        return out[:size].tobytes()

    @cached_property
    def _frame(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        return np.frombuffer(self.opening, np.uint8), np.frombuffer(self.ending, np.uint8)

    @property
    def _framing(self) -> int:
        return len(self.opening) + len(self.ending)

    @cached_property
    def _names(self) -> _Pieces:
        """The ids of documents by number, and behind them the operations of edits."""
        return _Pieces.of([self._encoded(name) for name in (*(one.id for one in self.found.documents), *OPERATIONS)])

    @cached_property
    def _family_ids(self) -> NDArray[np.uint8]:
        return _as_bytes(self.found.family_ids, kernel.ID)

    def _written(self, places: NDArray[np.int64], shown: NDArray[np.int64]) -> tuple[list[bytes], NDArray[np.int64]]:
        """Return what stands for the texts of passages, and which piece that is for each: an empty one, or so many on.

        shown: numbers of the places whose text is told. Behind the texts stand the anchors, where there are some.
        """
        of_texts = np.zeros(len(places), np.int64)
        of_texts[shown] = len(_PIECES) + np.arange(len(shown))
        written = list(map(self._encoded, self._texts(places[shown])))
        if not self._anchored:
            return written, of_texts
        texts = dict(zip(shown.tolist(), written, strict=True))
        anchors = (self._cited(*place) for place in places[:, :3].tolist())
        both = [texts.get(k, b'""') + cited for k, cited in enumerate(anchors)]
        return both, len(_PIECES) + np.arange(len(both))

    def _cited(self, owner: int, start: int, end: int) -> bytes:
        """Return the fields of the anchors of a passage; nothing where it has none."""
        anchors = self.found.documents[owner].anchors
        if not anchors:
            return b""
        first, last = map(self._encoded, anchors.span(start, end))
        return b',"start_anchor":%b,"end_anchor":%b' % (first, last)

    @cached_property
    def _anchored(self) -> bool:
        return any(document.anchors for document in self.found.documents)

    def _encoded(self, text: object) -> bytes:
        try:
            return _ENCODER.encode(text)
        except UnicodeEncodeError:  # it was never decoded; whoever made `encode` knows what to do with it
            return self.encode(text).encode()

    def _texts(self, places: NDArray[np.int64]) -> list[str]:
        documents = self.found.documents
        return [documents[owner].part(start, end) for owner, start, end in places[:, :3].tolist()]

    def _ids(self, places: NDArray[np.int64]) -> NDArray[np.uint8]:
        owners, starts, ends = places[:, :3].T.tolist()
        where = list(zip([self.found.documents[owner].id for owner in owners], starts, ends, strict=True))
        return _as_bytes(list(map(match_id, where[::2], where[1::2])), kernel.ID)


def ranges(firsts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of `sizes[k]` rows from `firsts[k]` on, one k after the other."""
    before = np.cumsum(sizes) - sizes
    rows: NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(firsts - before, sizes)
    return rows


def _as_bytes(texts: Sequence[str], length: int) -> NDArray[np.uint8]:
    """Return ASCII texts of one length as rows of bytes."""
    return np.frombuffer("".join(texts).encode(), np.uint8).reshape(-1, length)
