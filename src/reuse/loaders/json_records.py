"""JSON lines, JSON arrays, a single JSON object: each object is a record, read one by one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

import msgspec

from reuse.errors import UnreadableError
from reuse.loaders.limits import Limits
from reuse.loaders.passim import anchors
from reuse.loaders.read import MAX_BYTES, check_size
from reuse.loaders.records import TEXTS, Fields
from reuse.loaders.text import whole
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document, Skipped

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_AT_ONCE = 2**20  # bytes of an array that are looked at together
_DECODE = msgspec.json.Decoder().decode
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# whole strings, brackets, and a quotation mark whose string goes on behind what has been read
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|"', re.DOTALL)


@dataclass(frozen=True)
class Json:
    """Reads each object as a document: the first `text_field` that it has is its text, the first `id_field` its name.

    A single object without a text, and what holds no objects, is read as plain text.
    """

    text_field: tuple[str, ...] = ()
    id_field: tuple[str, ...] = ()
    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (*_LINES, ".json")
    streams: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell JSON lines by a first object that has a text."""
        return head.startswith(b"{") and any(b'"%b"' % name.encode() in head for name in TEXTS)

    def load(self, source: Source) -> Iterator[Document | Skipped]:
        """Yield a document for each record, or why it is none; raise UnreadableError where there is no record."""
        stream = source.open()
        head = stream.read(1024)
        if head[:2] in _WIDE or source.encoding not in {"", "utf-8", "utf-8-sig", "ascii"}:
            head, stream = _as_utf8(head, stream, source.encoding or "utf-16", self.file_size)
        head = head.removeprefix(b"\xef\xbb\xbf")
        start = head.lstrip()
        if not start:
            raise UnreadableError("empty")
        if start.startswith(b"[") and start[1:].lstrip()[:1] in {b"{", b""}:
            yield from self._array(source, head, stream)
        elif source.name.lower().endswith(_LINES):
            yield from self._lines(source, _lines(head, stream, self.file_size))
        else:
            yield from self._object(source, head, stream)

    def _lines(self, source: Source, lines: Iterator[bytes]) -> Iterator[Document | Skipped]:
        numbered = ((number, _decoded(line)) for number, line in enumerate(lines, 1) if line and not line.isspace())
        return Fields(self.text_field, self.id_field).documents(source, numbered, anchors)

    def _array(self, source: Source, head: bytes, stream: BinaryIO) -> Iterator[Document | Skipped]:
        numbered = enumerate(map(_decoded, _elements(head, stream, self.file_size)), 1)
        return Fields(self.text_field, self.id_field).documents(source, numbered, anchors)

    def _object(self, source: Source, head: bytes, stream: BinaryIO) -> Iterator[Document | Skipped]:
        """Read what begins with an object: more lines of them, one record, or no record at all."""
        fields, lines = Fields(self.text_field, self.id_field), _lines(head, stream, self.file_size)
        first = next(lines)
        record = _decoded(first)
        if isinstance(record, dict) and fields.text_of(record):
            yield from self._lines(source, chain([first], lines))
            return
        parts, size = [first], len(first)
        for line in lines:
            check_size(size := size + len(line), self.file_size)
            parts.append(line)
        yield self._whole(source, b"".join(parts))

    def _whole(self, source: Source, data: bytes) -> Document | Skipped:
        fields, found = Fields(self.text_field, self.id_field), _decoded(data)
        record = found if isinstance(found, dict) else {}
        if fields.text_of(record):
            return fields.document(source, 1, record, anchors)
        if self.text_field:
            raise fields.none(record)
        return whole(Source(source.name, data, source.encoding))


def _decoded(data: bytes) -> dict[str, Any] | str:
    """Return an object, or why that is none."""
    try:
        record = _DECODE(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        try:  # damaged bytes, half a surrogate or a control character do not cost a record
            record = json.loads(data.decode("utf-8", "replace"), strict=False)
        except (ValueError, RecursionError):
            return f"is no JSON: {error}"
    except RecursionError:
        return "is nested too deeply"
    return record if isinstance(record, dict) else "is no JSON object"


def _lines(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the lines of `head` and what follows in `stream`; raise UnreadableError for one above the limit."""
    *whole_lines, rest = head.split(b"\n")
    yield from (line + b"\n" for line in whole_lines)
    for line in iter(lambda: stream.readline(limit + 1), b""):
        check_size(len(line), limit)
        yield rest + line
        rest = b""
    if rest:
        yield rest


def _elements(head: bytes, stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the objects of a JSON array, as they stand there; raise UnreadableError where it ends too early."""
    buffer, at, start, depth = head, 0, 0, 0
    while True:
        for token in _TOKEN.finditer(buffer, at):
            sign = token[0]
            if sign == b'"':
                break
            at = token.end()
            if sign in b"{[":
                depth += 1
                start = token.start() if depth == 2 and sign == b"{" else start  # noqa: PLR2004 - within the array
            elif sign in b"}]":
                depth -= 1
                if depth == 1 and sign == b"}":
                    yield buffer[start:at]
                    start = at
                elif not depth:
                    return
        kept = start if depth > 1 else at
        buffer, at, start = buffer[kept:], at - kept, 0
        check_size(len(buffer), limit)
        more = stream.read(max(_AT_ONCE, len(buffer)))
        if not more:
            raise UnreadableError("ends within a JSON array")
        buffer += more


def _as_utf8(head: bytes, stream: BinaryIO, encoding: str, limit: int) -> tuple[bytes, BinaryIO]:
    """Return what follows in UTF-8: other encodings are read as a whole."""
    data = (head + Limits(limit).whole(stream)).decode(encoding, "replace").encode("utf-8", "replace")
    again = Source("", data).open()
    return again.read(1024), again
