"""Arrays that the kernels use again and again: one workspace a thread."""

from __future__ import annotations

import numpy as np


class Workspace:
    """Scratch for texts of up to `length` words out of `stems` different ones; all zero between calls."""

    def __init__(self, stems: int, length: int) -> None:
        """Lay out the arrays: 32 bytes a stem, some 150 a word of the longest text."""
        rows = 16
        while rows < 4 * length + 64:  # two passages, each pair once, half empty
            rows *= 2
        self.stems, self.length = stems, length
        self.here = np.zeros(stems)
        self.bits = np.zeros(stems, np.float32)
        self.chain = (np.zeros(stems, np.int32), np.zeros(stems, np.int32))
        self.marks = tuple(np.zeros(stems, np.int32) for _ in range(3))
        self.tallies = tuple(np.zeros((stems, 8), np.int32).T[:5])  # those of one stem side by side, in the cache
        self.pairs = (np.zeros(rows, np.uint64), np.zeros(rows, np.int32), np.zeros(rows, np.int32))
        self.window = tuple(np.zeros(length + 1, dtype) for dtype in (np.int32, np.int32, np.bool_, np.float64))
        self.owner = np.zeros(length + 1, np.int32)
        self.seen = np.zeros((64, 4), np.int64)
        self.gains = np.zeros((2, length + 1))
        self.closed = (np.zeros(length + 1, np.bool_), np.zeros(length + 1, np.bool_))
        self.table, self.then = np.zeros(rows // 2, np.int32), np.zeros(length + 1, np.int32)

    @property
    def scratch(self) -> tuple[np.ndarray, ...]:
        """What `kernels.refine` asks for."""
        return (*self.tallies, *self.pairs, *self.window, self.seen)

    def fits(self, stems: int, length: int) -> bool:
        """Whether texts of that size may use this workspace."""
        return stems <= self.stems and length <= self.length
