"""Rows that mostly go on one by one, written as runs: where copies stand before, they stand one word behind another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


def squeezed(rows: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Write rows as where a run begins and with what: in a run each row is one more, or all are -1."""
    opens = np.diff(rows, prepend=-3) != 1
    opens[1:] &= (rows[1:] >= 0) | (rows[:-1] >= 0)
    opens[1:] |= (rows[1:] == 0) & (rows[:-1] < 0)
    at = np.flatnonzero(opens)
    return {"at": at, "rows": rows[at], "size": np.array(len(rows))}


def spread_out(runs: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the rows."""
    at, size = runs["at"], int(runs["size"])
    lengths = np.diff(np.append(at, size))
    first, begin = np.repeat(runs["rows"], lengths), np.repeat(at, lengths)
    found: NDArray[np.int64] = np.where(first < 0, first, first + np.arange(size) - begin)
    return found
