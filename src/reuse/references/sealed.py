"""Files that are whole or not there: written beside, sealed with a checksum, and renamed; and columns in such files."""

from __future__ import annotations

import json
import os
import zlib
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from reuse.errors import OutputError, UsageError
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_ALIGNED = 64  # bytes
_CHUNK = 1 << 22
_LENGTH = 8  # bytes of the number at the end of a file of columns


class DamagedError(UsageError):
    """A file does not hold what was written to it."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        said = f"{printable(str(path))} is damaged: it does not hold what was written to it"
        super().__init__(said, "Build the index again.")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise UsageError that names the file for what the system answers who reads it, unless that it is not there."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UsageError(f"cannot read {printable(str(path))}: {error.strerror or error}") from error


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Raise OutputError that names the file, or the folder, for what the system answers who writes there."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        at = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else str(folder)
        raise OutputError(f"cannot write {printable(at)}: {error.strerror or error}") from error


@contextmanager
def beside(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of `path` when it is whole and on the disk."""
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        settle(path.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def settle(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def checksum(path: Path) -> str:
    """Return the CRC-32 of a file, in hexadecimal digits, and its size."""
    crc = size = 0
    with path.open("rb") as stream:
        while part := stream.read(_CHUNK):
            crc, size = zlib.crc32(part, crc), size + len(part)
    return f"{crc:08x}-{size}"


def write_columns(path: Path, columns: Mapping[str, NDArray[Any]]) -> str:
    """Write arrays to a file; returns its checksum."""
    table: dict[str, tuple[str, tuple[int, ...], int]] = {}
    with beside(path) as stream:
        for name, column in columns.items():
            stream.write(bytes(-stream.tell() % _ALIGNED))
            table[name] = column.dtype.str, column.shape, stream.tell()
            stream.write(np.ascontiguousarray(column).data)
        head = json.dumps(table).encode()
        stream.write(head)
        stream.write(len(head).to_bytes(_LENGTH, "little"))
    return checksum(path)


def read_columns(path: Path, expected: str) -> dict[str, NDArray[Any]]:
    """Return the arrays in a file, mapped into memory. Raises DamagedError where its checksum is another."""
    with reading(path):
        if not path.stat().st_size:  # nothing that could be mapped
            raise DamagedError(path)
        data = np.memmap(path, np.uint8, "r")
    if f"{zlib.crc32(data.data):08x}-{len(data)}" != expected:
        raise DamagedError(path)
    size = int.from_bytes(data[-_LENGTH:].tobytes(), "little")
    table = json.loads(data[-_LENGTH - size : -_LENGTH].tobytes())
    found = {}
    for name, (kind, shape, first) in table.items():
        dtype = np.dtype(kind)
        count = int(np.prod(shape)) * dtype.itemsize
        found[name] = np.frombuffer(data[first : first + count], dtype).reshape(shape)
    return found
