"""Shapes and folds as arrays over all code points, filled in where a text meets them.

The arrays are zeros that the system hands out untouched, so that scripts never met cost neither time nor memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from reuse.kernels.fold import fold_of, shape_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODES = 0x110000


@dataclass(slots=True)
class FoldTables:
    """`shapes[code]` is 0 where `code` is not filled in yet.

    `folds[code]` is 0 where the code point adds nothing to its word, the folded code point, or, from CODES up,
    CODES + the place in `expansions` where its several code points stand, ended by 0. Threads may share the tables:
    the fold of a code point is complete before its shape shows.
    """

    shapes: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(CODES, np.uint8))
    folds: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(CODES, np.uint32))
    expansions: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    _lock: Lock = field(default_factory=Lock)

    def fill(self, codes: NDArray[np.unsignedinteger]) -> None:
        """Fill in `codes`, code points in any order."""
        met = np.zeros(CODES, np.bool_)
        met[codes] = True
        with self._lock:
            for code in np.flatnonzero(met).tolist():
                if not self.shapes[code]:
                    self._fill(code)

    def _fill(self, code: int) -> None:
        folded = fold_of(chr(code))
        if len(folded) > 1:
            self.folds[code] = CODES + self.expansions.size
            self.expansions = np.append(self.expansions, np.array([*map(ord, folded), 0], np.uint32))
        else:
            self.folds[code] = ord(folded) if folded else 0
        self.shapes[code] = shape_of(chr(code))


TABLES = FoldTables()
