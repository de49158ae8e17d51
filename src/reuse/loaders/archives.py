"""zip and tar: what is in them, one member after the other, as streams; nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, ClassVar, cast

from reuse.errors import UnreadableError
from reuse.loaders.limits import Counted, Expansion, Limits, bounded
from reuse.loaders.names import safe_name
from reuse.loaders.read import MAX_BYTES
from reuse.model import Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
           RuntimeError, OverflowError)  # fmt: skip
_ENCRYPTED = 1  # bit of a zip member's flags
# first members of what is a zip, but is read as a whole, if at all: office files, Java, Android
_NO_FOLDERS = (b"[Content_Types].xml", b"mimetype", b"META-INF", b"AndroidManifest")


@dataclass(frozen=True)
class Zip:
    """Gives each file in a zip, called `archive.zip!folder/file`; `expansion` and `file_size` as in Limits."""

    expansion: int = 100
    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (".zip",)
    streams: ClassVar[bool] = True
    opens: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell a zip of files by its mark and its first member."""
        return head.startswith(b"PK\x03\x04") and not head[30:].startswith(_NO_FOLDERS)

    def load(self, source: Source) -> Iterator[Source | Skipped]:
        """Yield the files; raise UnreadableError where it is damaged, or too much comes out of it."""
        stream = seekable(source.open(), self.file_size)
        size = stream.seek(0, io.SEEK_END)
        expansion = Expansion(self.expansion, lambda: size)
        try:
            with zipfile.ZipFile(stream) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                for member in members:
                    yield from _zipped(source, archive, member, expansion)
        except DAMAGED as error:
            raise UnreadableError(f"is a damaged zip: {error}") from error
        if not members:
            raise UnreadableError("holds no file")


def _zipped(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, expansion: Expansion
) -> Iterator[Source | Skipped]:
    name = f"{source.name}!{safe_name(member.filename)}"
    if member.flag_bits & _ENCRYPTED:
        yield Skipped(name, "encrypted")
        return
    try:
        stream = cast("BinaryIO", archive.open(member))
    except DAMAGED as error:
        yield Skipped(name, f"is damaged: {error}")
        return
    with stream:
        yield Source(name, stream=bounded(stream, expansion, DAMAGED))


@dataclass(frozen=True)
class Tar:
    """Gives each file in a tar, called `archive.tar!folder/file`; what is no file in it is passed over."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".tar",)
    streams: ClassVar[bool] = True
    opens: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell a tar by the mark in its first header."""
        return head[257:262] == b"ustar"

    def load(self, source: Source) -> Iterator[Source]:
        """Yield the files; raise UnreadableError where it is damaged, or too much comes out of it."""
        counted = Counted(source.open())
        expansion = Expansion(self.expansion, lambda: counted.count)
        outer, found = _outer(source.name), False
        try:
            # as a stream: that never goes back, which a header with a negative size would have it do
            with tarfile.open(fileobj=io.BufferedReader(counted, 2**16), mode="r|") as archive:
                for member in archive:
                    content = archive.extractfile(member) if member.isreg() else None
                    if content is not None:
                        found = True
                        packed = bounded(cast("BinaryIO", content), expansion, DAMAGED)
                        yield Source(f"{outer}!{safe_name(member.name)}", stream=packed)
        except UnreadableError:
            raise
        except DAMAGED as error:
            raise UnreadableError(f"is a damaged tar: {error}") from error
        if not found:
            raise UnreadableError("holds no file")


def _outer(name: str) -> str:
    """Return `a.tar.gz` for `a.tar.gz!a.tar`: to people that is one archive."""
    before, _, last = name.rpartition("!")
    stem = last.removesuffix(".tar")
    return before if before.rpartition("!")[2].rpartition("/")[2].startswith(stem) else name


def seekable(stream: BinaryIO, limit: int) -> BinaryIO:
    """Return a stream in which one can go back: all of it in memory, if need be."""
    return stream if stream.seekable() else io.BytesIO(Limits(limit).whole(stream))
