"""Large columns: in memory, or in temporary files that are mapped where a run may not hold them all.

A mapped file is read and written as any array, so that nothing else knows the difference and every answer is the same.
The system keeps as much of it in memory as it likes; a watch lets go of it when the process holds too much.
"""

from __future__ import annotations

import mmap
import os
import time
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from tempfile import TemporaryFile, gettempdir
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import numpy as np

from reuse.memory.limit import limit, no_room

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

_NEED, _BASE = 10, 800 * 2**20  # bytes that a run takes for each character, and besides (benchmarks/speed.py)
_LEAST = 1 << 20  # bytes; smaller arrays stay in memory
_FULL, _GROWTH = 0.75, 0.1  # parts of the limit: pages are let go when more is held, and these are so much of it
_PAUSE = 0.005  # seconds
_KEYS, _SPREAD = 16, 4  # parts of the limit: for keys that are sorted at once, for columns written in no order


@dataclass(frozen=True)
class Room:
    """Room for columns; `limit` in bytes: 0 is no limit; `folder`: of temporary files, empty is the system's.

    Files have no name, or lose it as soon as they are made: whatever ends the process ends them too.
    """

    limit: int = 0
    folder: str = ""
    _maps: WeakSet[mmap.mmap] = field(default_factory=WeakSet, repr=False, compare=False)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def of(cls, characters: int, size: str, folder: str) -> Room:
        """Return room for a corpus of so many characters; without a limit where it needs no more than `size` allows."""
        most = limit(size)
        return cls(most if _NEED * characters + _BASE > most else 0, folder)

    @property
    def keys(self) -> int:
        """Bytes of keys to be sorted at once."""
        return self.limit // _KEYS or 1 << 62

    def ranges(self, rows: int, size: int) -> list[tuple[int, int]]:
        """Cut rows of so many bytes into ranges that may be written in any order: as few as keep the limit."""
        count = max(1, min(rows, -(-rows * size * _SPREAD // self.limit) if self.limit else 1))
        bounds = [rows * k // count for k in range(count + 1)]
        return list(pairwise(bounds))

    def empty(self, shape: int | tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """Return an array to be written. Raises UsageError where the disk has no room for it."""
        size = prod(shape if isinstance(shape, tuple) else (shape,)) * np.dtype(dtype).itemsize
        if not self.limit or size < _LEAST:
            return np.empty(shape, dtype)
        return np.frombuffer(self._mapped(size), dtype).reshape(shape)

    def zeros(self, shape: int | tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """Return an array of zeros, as `empty` does."""
        return np.zeros(shape, dtype) if not self.limit else self._filled(shape, dtype, 0)

    def full(self, shape: int | tuple[int, ...], value: float, dtype: DTypeLike) -> NDArray[Any]:
        """Return an array of one value, as `empty` does."""
        return np.full(shape, value, dtype) if not self.limit else self._filled(shape, dtype, value)

    def kept(self, array: NDArray[Any]) -> NDArray[Any]:
        """Return the array, or a copy of it that need not be held."""
        if not self.limit or array.nbytes < _LEAST:
            return array
        copy = self.empty(array.shape, array.dtype)
        copy[...] = array
        return copy

    def joined(self, arrays: list[NDArray[Any]]) -> NDArray[Any]:
        """Return arrays one behind the other, as np.concatenate does, and empty the list."""
        if not self.limit:
            return np.concatenate(arrays)
        found = self.empty((sum(map(len, arrays)), *arrays[0].shape[1:]), arrays[0].dtype)
        at = 0
        while arrays:
            part = arrays.pop(0)
            found[at : at + len(part)] = part
            at += len(part)
        return found

    def _filled(self, shape: int | tuple[int, ...], dtype: DTypeLike, value: float) -> NDArray[Any]:
        found = self.empty(shape, dtype)
        found[...] = value
        return found

    def _mapped(self, size: int) -> mmap.mmap:
        folder = self.folder or gettempdir()
        try:
            with TemporaryFile(prefix="textreuse-", dir=folder) as file:
                if hasattr(os, "posix_fallocate"):  # a full disk is to be found out here and not by a signal
                    os.posix_fallocate(file.fileno(), 0, size)
                else:
                    file.truncate(size)
                mapped = mmap.mmap(file.fileno(), size)
        except OSError as error:
            raise no_room(folder, size, error) from error
        with self._lock:
            watched = bool(self._maps)
            self._maps.add(mapped)
        if not watched and hasattr(mmap, "MADV_DONTNEED"):
            Thread(target=self._watch, name="reuse-memory", daemon=True).start()
        return mapped

    def _watch(self) -> None:
        """Let go of mapped pages whenever the process holds too much; ends when no file is mapped any more."""
        import psutil  # noqa: PLC0415 - only who has to keep a limit asks

        process = psutil.Process()
        while self._maps:
            held = process.memory_info()
            others = held.rss - getattr(held, "shared", 0)  # what cannot be let go
            if held.rss > max(_FULL * self.limit, others + _GROWTH * self.limit):
                with self._lock:  # nothing is added while they are looked through
                    maps = list(self._maps)
                while maps:
                    maps.pop().madvise(mmap.MADV_DONTNEED)  # what was written stays in the file
            time.sleep(_PAUSE)


MEMORY = Room()
