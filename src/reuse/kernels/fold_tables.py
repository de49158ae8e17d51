"""Shapes and folds as arrays over all code points, filled page by page where a text meets them.

The arrays are zeros that the system hands out untouched, so that a page never met costs neither time nor memory.
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
PAGE = 256


@dataclass(slots=True)
class FoldTables:
    """`shapes[code]` is 0 where the page of `code` is not filled yet.

    `folds[code]` is 0 where the code point adds nothing to its word, the folded code point, or, from CODES up,
    CODES + the place in `expansions` where its several code points stand, ended by 0. Threads may share the tables:
    a page is complete before its shapes show.
    """

    shapes: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(CODES, np.uint8))
    folds: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(CODES, np.uint32))
    expansions: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    _lock: Lock = field(default_factory=Lock)

    def fill(self, codes: NDArray[np.unsignedinteger]) -> None:
        """Fill the pages of `codes`, code points in any order."""
        with self._lock:
            met = np.zeros(CODES // PAGE, np.bool_)
            met[codes // np.uint32(PAGE)] = True
            for page in np.flatnonzero(met).tolist():
                if not self.shapes[page * PAGE]:
                    self._fill_page(page * PAGE)

    def _fill_page(self, start: int) -> None:
        characters = [chr(code) for code in range(start, start + PAGE)]
        longer: list[int] = []
        folds: list[int] = []
        for folded in map(fold_of, characters):
            if len(folded) > 1:
                folds.append(CODES + self.expansions.size + len(longer))
                longer += [*map(ord, folded), 0]
            else:
                folds.append(ord(folded) if folded else 0)
        self.expansions = np.concatenate((self.expansions, np.array(longer, np.uint32)))
        self.folds[start : start + PAGE] = folds
        self.shapes[start : start + PAGE] = [shape_of(character) for character in characters]


TABLES = FoldTables()
