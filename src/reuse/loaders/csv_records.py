"""CSV and TSV: each row is a record, read one by one; the first row names the fields."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.encoding import decode
from reuse.loaders.read import MAX_BYTES
from reuse.loaders.records import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document, Skipped
    from reuse.stages import Source

_HEAD = 2**16  # bytes by which the encoding is told
_BETWEEN = ",;\t|"


@dataclass(frozen=True)
class Csv:
    """Reads each row as a document: the first `text_field` that it has is its text, the first `id_field` its name.

    Fields are parted by what parts the first row: a comma, a semicolon, a tab or a bar. Where `text_field` is a number
    and no field is called so, the file has no row of names: it is that column, from 1.
    """

    text_field: tuple[str, ...] = ()
    id_field: tuple[str, ...] = ()
    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab")
    streams: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document | Skipped]:
        """Yield a document for each row, or why it is none; raise UnreadableError where no column is the text."""
        csv.field_size_limit(max(csv.field_size_limit(), self.file_size))
        text = _decoded(source)
        first = text.readline(_HEAD)
        if not first or first.isspace():
            raise UnreadableError("empty")
        rows = csv.reader(chain([first], text), delimiter=max(_BETWEEN, key=first.count))
        try:
            yield from self._rows(source, rows)
        except csv.Error as error:
            raise UnreadableError(f"is no CSV from line {rows.line_num} on: {error}") from error

    def _rows(self, source: Source, rows: Iterator[list[str]]) -> Iterator[Document | Skipped]:
        fields, names = Fields(self.text_field, self.id_field), next(rows, [])
        if self.text_field and all(name.isdecimal() and name not in names for name in self.text_field):
            rows = chain([names], rows)
            names = [str(column) for column in range(1, len(names) + 1)]
        if not fields.text_of(names):
            raise fields.none(names)
        number = 0
        for row in rows:
            if row:
                number += 1
                yield fields.document(source, number, dict(zip(names, row, strict=False)))
        if not number:
            raise UnreadableError("has no rows")


def _decoded(source: Source) -> io.TextIOWrapper:
    """Return the source as text, in its encoding as its beginning tells it."""
    stream = source.open()
    head = stream.read(_HEAD)
    if not head:
        raise UnreadableError("empty")
    codec = decode(head, source.encoding).encoding if len(head) < _HEAD else _codec(head, source.encoding)
    return io.TextIOWrapper(io.BufferedReader(_Again(head, stream)), codec, errors="replace", newline="")


def _codec(head: bytes, encoding: str) -> str:
    """Return the encoding of the lines that `head` has whole: it may end within a character."""
    return decode(head[: head.rfind(b"\n") + 1] or head, encoding).encoding


class _Again(io.RawIOBase):
    """A stream of which the beginning has been read already."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head, self._rest = io.BytesIO(head), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
