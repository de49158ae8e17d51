"""How much one input may cost: bytes, bytes out of an archive for each byte in it, seconds."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from reuse.errors import UnreadableError
from reuse.loaders.read import MAX_BYTES, check_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

NESTED = 2  # archives within one another: a tar within a gz, or a zip within a zip, and no more
_FREE = 2**20  # bytes that may come out of anything: a few lines of text pack very well


@dataclass(frozen=True, slots=True)
class Limits:
    """file_size in bytes, of what is read as a whole; expansion as a ratio; seconds for one document."""

    file_size: int = MAX_BYTES
    expansion: int = 100
    seconds: float = 60

    def check_size(self, size: int) -> None:
        """Raise UnreadableError for an input of so many bytes, if that is too large."""
        check_size(size, self.file_size)

    def whole(self, stream: BinaryIO) -> bytes:
        """Return all that is left in `stream`; raise UnreadableError where that is too much."""
        data = stream.read(self.file_size + 1)
        self.check_size(len(data))
        return data


class Expansion:
    """What came out of one archive so far, held against what went in."""

    def __init__(self, ratio: int, packed: Callable[[], int]) -> None:
        """Allow `ratio` times what `packed` says went in; 0: as much as there is."""
        self._ratio, self._packed, self._out = ratio, packed, 0

    def add(self, count: int) -> None:
        """Count bytes that came out; raise UnreadableError where they are too many."""
        self._out += count
        if self._ratio and self._out > _FREE and self._out > self._ratio * self._packed():
            raise UnreadableError(f"expands to more than {self._ratio} times its size (--max-expansion)")


class Bounded(io.RawIOBase):
    """A stream that unpacks, as long as `expansion` allows; what `damaged` names is UnreadableError."""

    def __init__(self, stream: BinaryIO, expansion: Expansion, damaged: tuple[type[Exception], ...]) -> None:
        """Read from `stream`."""
        super().__init__()
        self._from, self._expansion, self._damaged = stream, expansion, damaged

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` with the next bytes."""
        view = memoryview(buffer)
        try:
            data = self._from.read(len(view))
        except self._damaged as error:
            raise UnreadableError(f"is damaged: {error}") from error
        self._expansion.add(len(data))
        view[: len(data)] = data
        return len(data)


class Counted(io.RawIOBase):
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read from `stream`."""
        super().__init__()
        self._from, self.count = stream, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill `buffer` with the next bytes."""
        view = memoryview(buffer)
        data = self._from.read(len(view))
        self.count += len(data)
        view[: len(data)] = data
        return len(data)


def bounded(stream: BinaryIO, expansion: Expansion, damaged: tuple[type[Exception], ...] = ()) -> BinaryIO:
    """Return `stream`, held to `expansion`, with a buffer."""
    return io.BufferedReader(Bounded(stream, expansion, damaged), 2**16)
