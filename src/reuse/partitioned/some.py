"""Some documents of a corpus as if they were all: those of a part, and those of others that it asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.linking.corpus import Corpus
from reuse.partitioned.letters import Letter
from reuse.partitioned.plan import owners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Received
    from reuse.partitioned.plan import Bounds

COLUMNS = ("starts", "ends", "words", "ids", "breaks", "worth")
_NEAR = 64  # rows; what is asked for that near is asked for as one stretch


@dataclass(frozen=True)
class Some:
    """Documents in the order of the corpus; rows are numbered anew, and `firsts` says where each began."""

    firsts: NDArray[np.int64]
    documents: NDArray[np.int64]
    columns: Mapping[str, NDArray[Any]]
    own: slice  # rows of the part's own documents

    @classmethod
    def of(
        cls,
        part: int,
        mine: Mapping[str, Any],
        lent: Sequence[Received] = (),
        wanted: Sequence[str] = COLUMNS,
    ) -> Some:
        """Lay documents one behind another. mine, lent: firsts, sizes and columns of documents."""
        before = [one.body for one in lent if one.sender < part]
        behind = [one.body for one in lent if one.sender > part]
        bodies = [*before, mine, *behind]
        sizes = np.concatenate([body["sizes"] for body in bodies])
        start = sum(int(body["sizes"].sum()) for body in before)
        return cls(
            np.concatenate([body["firsts"] for body in bodies]),
            np.concatenate(((0,), np.cumsum(sizes))).astype(np.int64),
            {name: np.concatenate([body[name] for body in bodies]) for name in wanted},
            slice(start, start + int(mine["sizes"].sum())),
        )

    def corpus(self, stems: NDArray[np.uint64]) -> Corpus:
        """Return them as a corpus; columns that are not there are empty."""
        starts, ends, words, ids, breaks = (self.columns.get(name, np.empty(0, np.int32)) for name in COLUMNS[:-1])
        return Corpus(starts, ends, words, ids, breaks, self.documents, stems)

    def here(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what number rows of the corpus have here; those below 0 stay."""
        which = owners(self.firsts, rows)
        found: NDArray[np.int64] = np.where(rows < 0, rows, self.documents[which] + rows - self.firsts[which])
        if ((found >= self.documents[which + 1]) | (which < 0))[rows >= 0].any():
            raise ValueError("a row of a document that was not asked for")
        return found

    def there(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what number rows that are here have in the corpus."""
        which = owners(self.documents, rows)
        found: NDArray[np.int64] = self.firsts[which] + rows - self.documents[which]
        return found

    def spans_here(self, spans: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return rows (start, end, start, end) of the corpus as they are here."""
        return _moved(spans, self.here)

    def spans_there(self, spans: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return rows (start, end, start, end) as they are in the corpus."""
        return _moved(spans, self.there)


def _moved(spans: NDArray[np.int64], move: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> NDArray[np.int64]:
    starts = move(spans[:, ::2])  # an end may be the start of another document
    moved = np.empty_like(spans)
    moved[:, ::2], moved[:, 1::2] = starts, starts + spans[:, 1::2] - spans[:, ::2]
    return moved


def wanted(part: int, rows: NDArray[np.int64], bounds: Bounds) -> Iterator[Letter]:
    """Yield letters that ask other parts for the documents of these rows, told as stretches (first, last)."""
    rows = np.unique(rows[rows >= 0])
    rows = rows[bounds.owners(rows) != part]
    if not len(rows):
        return
    of = bounds.owners(rows)
    opens = np.ones(len(rows), np.bool_)
    opens[1:] = (np.diff(rows) > _NEAR) | (of[1:] != of[:-1])
    starts = np.flatnonzero(opens)
    stops = np.append(starts[1:], len(rows)) - 1
    stretches = np.stack((rows[starts], rows[stops]), 1)
    for to in np.unique(of[starts]).tolist():
        yield Letter(to, "wanted", {"stretches": stretches[of[starts] == to]})


def lent(received: Sequence[Received], mine: Mapping[str, Any], columns: Sequence[str]) -> Iterator[Letter]:
    """Yield the documents that parts asked for, to each what it asked for."""
    firsts, sizes = mine["firsts"], mine["sizes"]
    filled = np.flatnonzero(sizes)
    documents = np.concatenate(((0,), np.cumsum(sizes))).astype(np.int64)
    for sender, body in received:
        low, high = owners(firsts[filled], body["stretches"].T)
        held = np.zeros(len(filled) + 1, np.int64)
        np.add.at(held, low, 1)
        np.add.at(held, high + 1, -1)
        chosen = filled[np.flatnonzero(np.cumsum(held[:-1]))]
        rows = np.concatenate([np.arange(documents[k], documents[k + 1]) for k in chosen.tolist()])
        found = {name: mine[name][rows] for name in columns}
        yield Letter(sender, "lent", {"firsts": firsts[chosen], "sizes": sizes[chosen], **found})
