"""Lines and columns of the places of many documents, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import runs
from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.model import Document

_AT_ONCE = 1 << 20  # characters that are looked at together


def positions(
    documents: Sequence[Document], owners: NDArray[np.int64], spans: NDArray[np.integer], jobs: int = 1
) -> NDArray[np.int32]:
    """Return a row (line, column, line, column) for each passage: where spans[k] of owners[k] begins and ends."""
    sizes = [document.size + 1 for document in documents]
    bases = np.concatenate(((0,), np.cumsum(sizes, dtype=np.int64)))  # one behind another, a blank between
    order = np.argsort(owners, kind="stable")
    firsts = np.searchsorted(owners[order], np.arange(len(documents) + 1))
    found = np.empty((len(owners), 4), np.int32)

    def work(some: tuple[int, int]) -> None:
        low, high = some
        mine = order[firsts[low] : firsts[high]]
        base = bases[owners[mine]] - bases[low]
        starts = _line_starts(documents[low:high])
        before = np.searchsorted(starts, base, side="right") - 1
        for end in (0, 1):
            places = base + spans[mine, end]
            reached = np.searchsorted(starts, places, side="right")
            found[mine, 2 * end] = reached - before
            found[mine, 2 * end + 1] = places - np.maximum(starts[reached - 1], base) + 1

    wanted = (some for some in runs(bases, _AT_ONCE) if firsts[some[0]] < firsts[some[1]])
    for _ in in_order(work, wanted, jobs):
        pass
    return found


def _line_starts(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Return 0, and where lines begin that are not the first of their document."""
    # a byte a code point: which one does not matter, as long as line ends stay what they are
    codes = b" ".join([document.lined.encode("latin-1", "replace") for document in documents])
    return np.append(0, np.flatnonzero(np.frombuffer(codes, np.uint8) == ord("\n")) + 1)
