"""gz, bz2, xz and, with the extra `zstd`, zst: the one file that is in them, as a stream."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, ClassVar, cast

from reuse.loaders.extras import needs
from reuse.loaders.limits import Counted, Expansion, bounded
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
_WINDOW = 2**27  # bytes of memory that a zst may ask for
_MARKS = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zst"}
_TARS = {"tgz": "gz", "tbz2": "bz2", "txz": "xz", "tzst": "zst"}


@dataclass(frozen=True)
class Compressed:
    """Gives the file in `name.gz`, called `name.gz!name`; `expansion` is how many times as large it may be."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".gz", ".bz2", ".xz", ".zst", ".tgz", ".tbz2", ".txz", ".tzst")
    streams: ClassVar[bool] = True
    opens: ClassVar[bool] = True
    wraps: ClassVar[bool] = True  # a tar in it is one archive with it

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell each by its mark."""
        return head.startswith(tuple(_MARKS))

    def load(self, source: Source) -> Iterator[Source]:
        """Yield the file; reading from it raises UnreadableError where it is damaged, or grows too large."""
        counted = Counted(source.open())
        packed = io.BufferedReader(counted, 2**16)
        stem, _, suffix = source.name.rpartition("/")[2].rpartition("!")[2].rpartition(".")
        mark = next((kind for sign, kind in _MARKS.items() if packed.peek(8).startswith(sign)), "")
        kind = mark or _TARS.get(suffix.lower(), suffix.lower())
        damaged: tuple[type[Exception], ...] = _DAMAGED
        if kind == "zst":
            damaged = (*damaged, needs("zstandard", "zstd").ZstdError)
        inner = f"{stem}.tar" if suffix.lower() in _TARS else stem or suffix
        stream = _OPEN.get(kind, _gz)(packed)
        yield Source(
            f"{source.name}!{inner}", stream=bounded(stream, Expansion(self.expansion, lambda: counted.count), damaged)
        )


def _gz(packed: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", gzip.GzipFile(fileobj=packed))


def _zst(packed: BinaryIO) -> BinaryIO:
    unpacker = needs("zstandard", "zstd").ZstdDecompressor(max_window_size=_WINDOW)
    return cast("BinaryIO", unpacker.stream_reader(packed, read_across_frames=True))


_OPEN: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "gz": _gz,
    "bz2": lambda packed: cast("BinaryIO", bz2.BZ2File(packed)),
    "xz": lambda packed: cast("BinaryIO", lzma.LZMAFile(packed)),  # noqa: SIM115 - whoever reads it closes it
    "zst": _zst,
}
