"""The catalogue of an index: which segments there are, and which document stands where, in one small SQLite file.

A catalogue is never changed: a copy of it is, and takes its place when the file CURRENT is swapped for one that names
the copy and its checksum. So a reader sees one state, whole, as long as it likes, and what a writer left behind when it
was stopped is in no catalogue.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from array import array
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from reuse.anchors import Anchors, Boxes
from reuse.errors import UsageError
from reuse.model import Document
from reuse.references.sealed import DamagedError, beside, checksum, reading, settle
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reuse.anchors import Kind

FORMAT = 1
CURRENT = "CURRENT"
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE segments (number INTEGER PRIMARY KEY, columns TEXT NOT NULL, texts TEXT NOT NULL);
CREATE TABLE documents (
    id TEXT PRIMARY KEY, segment INTEGER NOT NULL, number INTEGER NOT NULL,
    chars INTEGER NOT NULL, words INTEGER NOT NULL, sections INTEGER NOT NULL, base TEXT NOT NULL,
    first INTEGER NOT NULL, length INTEGER NOT NULL, crc INTEGER NOT NULL, record BLOB NOT NULL
) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A document of an index: its segment and number there, its size, and where its text is stored.

    base: what stands before its path, from the top of the file system on
    """

    id: str
    segment: int
    number: int
    chars: int
    words: int
    sections: int
    base: str
    first: int
    length: int
    crc: int
    record: bytes

    def document(self, text: str = "") -> Document:
        """Return the document, with or without its text."""
        told = {"id": self.id, "text": text, "path": self.id, **msgspec.json.decode(self.record)}
        anchors = told.pop("anchors", None)
        return Document(**told, anchors=_anchors(**anchors) if anchors else None)


class Stored(NamedTuple):
    """A segment: its number, and the checksums of its columns and of its texts."""

    number: int
    columns: str
    texts: str


def record(document: Document) -> bytes:
    """Return what a document says besides id and text, as far as it is not what it mostly is: most of a catalogue."""
    names = [one.name for one in fields(Document) if one.name not in {"id", "text", "anchors"}]
    usual = Document(document.id, "", document.id)
    told = {name: getattr(document, name) for name in names if getattr(document, name) != getattr(usual, name)}
    if document.anchors is not None:
        told["anchors"] = _told(document.anchors)
    return msgspec.json.encode(told)


def _told(anchors: Anchors) -> dict[str, object]:
    """Return anchors as JSON has them."""
    columns = {name: list(getattr(anchors, name)) for name in ("starts", "numbers", "labels", "paths", "lines")}
    told: dict[str, object] = {"kind": anchors.kind, **{name: column for name, column in columns.items() if column}}
    if anchors.boxes is not None:
        told["boxes"] = [anchors.boxes.starts.tolist(), anchors.boxes.sides.tolist()]
    return told


def _anchors(kind: Kind, boxes: Sequence[Sequence[float]] = (), **columns: Sequence[Any]) -> Anchors:
    """Return the anchors that were told."""
    found = Boxes(array("q", map(int, boxes[0])), array("d", boxes[1])) if boxes else None
    return Anchors(kind, **columns, boxes=found)


class OtherFormatError(UsageError):
    """An index is whole, and written by a version that writes another format."""

    def __init__(self, folder: Path, head: str) -> None:
        """Name the folder, and what it says to be."""
        said = f"{printable(str(folder))} is {head!r}, this program reads format {FORMAT}"
        super().__init__(said, "Build the index again.")


@dataclass(frozen=True)
class Catalogue:
    """One state of an index, read only."""

    path: Path
    connection: sqlite3.Connection

    @classmethod
    def current(cls, folder: Path) -> Catalogue:
        """Open the current state. Raises UsageError where there is none, DamagedError where it is not as written."""
        while True:
            name, expected = _named(folder)
            try:
                with reading(folder / name):
                    found_sum = checksum(folder / name)
                if found_sum != expected:
                    raise DamagedError(folder / name)
                found = cls(folder / name, _opened(folder / name))
                found.meta()  # opens the file, which may then go
            except (FileNotFoundError, sqlite3.OperationalError):
                if _named(folder)[0] != name:  # a writer was quicker
                    continue
                raise DamagedError(folder / name) from None
            return found

    def meta(self) -> Mapping[str, str]:
        """Return what the index was made with."""
        return dict(self.connection.execute("SELECT name, value FROM meta"))

    def segments(self) -> list[Stored]:
        """Return the segments, by number."""
        return [Stored(*row) for row in self.connection.execute("SELECT * FROM segments ORDER BY number")]

    def rows(self) -> list[Row]:
        """Return the documents, by id."""
        return sorted(map(Row._make, self.connection.execute("SELECT * FROM documents")))


def exists(folder: Path) -> bool:
    """Whether a folder holds an index."""
    return (folder / CURRENT).exists()


def ours(name: str) -> bool:
    """Whether a file of this name is one of those that an index consists of."""
    return name.startswith(("segment-", "catalogue-")) or name in {"lock", CURRENT, f"{CURRENT}.tmp"}


def claims(folder: Path) -> bool:
    """Whether a folder whose CURRENT cannot be read for an index of now was one: by its head, or what lies beside."""
    with (folder / CURRENT).open("rb") as stream:
        head = stream.read(16)
    return head == b"text-reuse index" or any(folder.glob("catalogue-*.sqlite"))


@contextmanager
def changing(folder: Path, number: int, *, fresh: bool) -> Iterator[sqlite3.Connection]:
    """Give a copy of the current catalogue, or a fresh one, to change; it becomes current when all is done."""
    path = folder / f"catalogue-{number:06}.sqlite"
    path.unlink(missing_ok=True)
    if not fresh:
        shutil.copyfile(folder / _named(folder)[0], path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # nobody sees the file before it is whole
        connection.execute("PRAGMA synchronous = OFF")
        if fresh:
            connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    settle(folder)
    text = f"text-reuse index {FORMAT}\n{path.name} {checksum(path)}\n"
    with beside(folder / CURRENT) as stream:
        stream.write(f"{text}{zlib.crc32(text.encode()):08x}\n".encode())


def insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Put documents into a catalogue, in place of those of the same ids."""
    places = ", ".join("?" * len(Row._fields))
    connection.executemany(f"INSERT OR REPLACE INTO documents VALUES ({places})", rows)  # noqa: S608 - only `?`


def _named(folder: Path) -> tuple[str, str]:
    """Return the name of the current catalogue, and its checksum."""
    path = folder / CURRENT
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        shown = printable(str(folder))
        raise UsageError(f"there is no index at {shown}", f"`reuse index build REF -o {shown}` makes one.") from None
    except OSError as error:
        raise UsageError(f"cannot read the index {printable(str(folder))}: {error.strerror}") from error
    text, _, crc = data.rstrip(b"\n").rpartition(b"\n")
    try:
        head, line = f"{text.decode()}\n".splitlines()
        if int(crc, 16) != zlib.crc32(text + b"\n"):
            raise DamagedError(path)
        name, expected = line.split(" ")
    except ValueError:
        raise DamagedError(path) from None
    if head != f"text-reuse index {FORMAT}":
        raise OtherFormatError(folder, head)
    return name, expected


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
