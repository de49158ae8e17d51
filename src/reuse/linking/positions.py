"""Lines and columns of the places of many documents, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.model import Document

_AT_ONCE = 1 << 20  # characters that are looked at together


def positions(
    documents: Sequence[Document], owners: NDArray[np.int64], offsets: NDArray[np.integer], jobs: int = 1
) -> NDArray[np.int32]:
    """Return a row (line, column) for each code point: `offsets[k]` of document `owners[k]`."""
    sizes = [document.size + 1 for document in documents]
    bases = np.concatenate(
        (np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64))
    )  # one behind another, a blank between
    at = bases[owners] + offsets
    order = np.argsort(at)
    cuts = np.flatnonzero(np.diff(bases[:-1] // _AT_ONCE, prepend=-1))
    bounds = np.append(cuts, len(documents))
    rows = np.searchsorted(at[order], bases[bounds]).tolist()
    found = np.empty((len(at), 2), np.int32)

    def work(k: int) -> None:
        first, mine = bounds[k], order[rows[k] : rows[k + 1]]
        places, base = at[mine] - bases[first], bases[owners[mine]] - bases[first]
        starts = _line_starts(documents[first : bounds[k + 1]])
        reached = np.searchsorted(starts, places, side="right")
        found[mine, 0] = reached - np.searchsorted(starts, base, side="right") + 1
        found[mine, 1] = places - np.maximum(starts[reached - 1], base) + 1

    for _ in in_order(work, np.flatnonzero(np.diff(rows)).tolist(), jobs):
        pass
    return found


def _line_starts(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Return 0, and where lines begin that are not the first of their document."""
    # a byte a code point: which one does not matter, as long as line ends stay what they are
    codes = b" ".join([document.lined.encode("latin-1", "replace") for document in documents])
    return np.append(0, np.flatnonzero(np.frombuffer(codes, np.uint8) == ord("\n")) + 1)
