"""Texts of a segment: each by itself compressed, one after another in a file."""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, NamedTuple

from reuse.references.sealed import DamagedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LEVEL = 6


class Blob(NamedTuple):
    """Where a text is stored: first byte, bytes, CRC-32 of these."""

    first: int
    length: int
    crc: int


def packed(texts: Sequence[str], jobs: int) -> Iterator[bytes]:
    """Yield the texts compressed, in order."""
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        yield from pool.map(lambda text: zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL), texts)


def put(stream: IO[bytes], data: bytes) -> Blob:
    """Append bytes to a file of texts."""
    first = stream.tell()
    stream.write(data)
    return Blob(first, len(data), zlib.crc32(data))


def raw(stream: IO[bytes], blob: Blob, path: Path) -> bytes:
    """Return the bytes of a text. Raises DamagedError where they are not those that were written."""
    stream.seek(blob.first)
    data = stream.read(blob.length)
    if len(data) != blob.length or zlib.crc32(data) != blob.crc:
        raise DamagedError(path)
    return data


def text(stream: IO[bytes], blob: Blob, path: Path) -> str:
    """Return a text. Raises DamagedError as `raw`."""
    return zlib.decompress(raw(stream, blob, path)).decode("utf-8", "surrogatepass")
