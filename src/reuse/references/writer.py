"""A lasting index, written: new segments beside the old ones, then a new catalogue in one swap.

Whenever a writer is stopped, the index is what it was before or what it was to become, and the next writer takes away
what is in neither.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Self

import numpy as np

from reuse.references import catalogue, texts
from reuse.references.catalogue import Row, Stored
from reuse.references.collect import Collector, batches
from reuse.references.sealed import beside, checksum, write_columns
from reuse.references.segment import Segment
from reuse.references.sketch import MOST, Sketch
from reuse.references.store import columns_path, texts_path
from reuse.references.texts import Blob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from reuse.model import Document
    from reuse.references.collect import Sketched
    from reuse.references.store import Files, Store
    from reuse.stages import Segmenter

    Base = Callable[[Document], str]


@dataclass
class Change:
    """What is to become of an index; nothing is seen of it before `commit`.

    old: the state that is changed, or nothing for a new index; meta: what the index is made with.
    """

    folder: Path
    meta: Mapping[str, str]
    old: Store | None = None
    added: list[Row] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    segments: list[Stored] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take the next free number for files."""
        self.next = int(self.old.meta["next"]) if self.old else 1

    def add(self, documents: Iterable[Document], segmenter: Segmenter, jobs: int, base: Base) -> None:
        """Write segments of documents, of which none is in the index; base: what stands before the path of each."""
        collector = Collector(segmenter)
        waiting: list[tuple[Document, Blob]] = []
        with _Texts(self) as stream:
            for batch in batches(documents):
                own = [document.text for document in batch]
                for done in collector.add(own):
                    self._finish(done, waiting, stream.close(), base)
                    waiting = []
                blobs = [stream.put(data) for data in texts.packed(own, jobs)] if stream.wanted else [Blob(0, 0, 0)]
                waiting += zip(batch, blobs if stream.wanted else blobs * len(batch), strict=True)
            for done in collector.rest():
                self._finish(done, waiting, stream.close(), base)

    def merge(self, wanted: Iterable[int]) -> None:
        """Write what is left of some segments into as few as it needs, and drop them."""
        assert self.old  # noqa: S101 - nothing is merged in a new index
        group: list[_Left] = []
        for number in sorted(wanted):
            rows = sorted((row for row in self.old.rows if row.segment == number), key=lambda row: row.number)
            left = _Left.of(self.old.files[number], rows)
            if (
                sum(one.sections for one in (*group, left)) > MOST
                or sum(len(one.rows) for one in (*group, left)) > MOST
            ):
                self._merged(group)
                group = []
            group.append(left)
            self.dropped.add(number)
        self._merged(group)

    def commit(self) -> None:
        """Make it so, in one swap."""
        number = self.next
        with catalogue.changing(self.folder, number, fresh=self.old is None) as connection:
            meta = {**self.meta, "next": str(number + 1)}
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
            connection.executemany("DELETE FROM documents WHERE id = ?", ((one,) for one in self.removed))
            catalogue.insert(connection, self.added)
            connection.executemany("INSERT INTO segments VALUES (?, ?, ?)", self.segments)
            connection.executemany("DELETE FROM segments WHERE number = ?", ((one,) for one in self.dropped))
            connection.execute("DELETE FROM segments WHERE number NOT IN (SELECT segment FROM documents)")
        sweep(self.folder)

    def _finish(self, done: Sketched, waiting: Sequence[tuple[Document, Blob]], number: int, base: Base) -> None:
        self._write(number, done.segment)
        columns = zip(waiting, done.words.tolist(), done.sections.tolist(), strict=True)
        self.added += [
            Row(
                document.id, number, place, len(document.text), words, sections,
                base(document), *blob, catalogue.record(document),
            )
            for place, ((document, blob), words, sections) in enumerate(columns)
        ]  # fmt: skip

    def _merged(self, group: Sequence[_Left]) -> None:
        if not any(one.rows for one in group):
            return
        rows: list[Row] = []
        with _Texts(self) as stream:
            for one in group:
                for row in one.rows:
                    blob = Blob(row.first, row.length, row.crc)
                    if one.files.texts is not None:
                        blob = stream.put(texts.raw(one.files.texts, blob, one.files.path))
                    rows.append(row._replace(number=len(rows), first=blob.first, length=blob.length, crc=blob.crc))
            number = stream.close()
        self._write(number, Segment.of(Sketch.joined([one.sketch for one in group])))
        self.added += [row._replace(segment=number) for row in rows]

    def _write(self, number: int, segment: Segment) -> None:
        columns = {name: getattr(segment, name) for name in Segment.names()}
        sums = write_columns(columns_path(self.folder, number), columns)
        path = texts_path(self.folder, number)
        self.segments.append(Stored(number, sums, checksum(path) if path.exists() else ""))


@dataclass(frozen=True)
class _Left:
    """What is left of a segment: its documents by number, and their sketch."""

    files: Files
    rows: Sequence[Row]
    sketch: Sketch

    @classmethod
    def of(cls, files: Files, rows: Sequence[Row]) -> _Left:
        words = np.zeros(max([files.segment.documents, *(row.number + 1 for row in rows)]), np.int64)
        dropped = np.ones(len(words), np.bool_)
        for row in rows:
            words[row.number], dropped[row.number] = row.words, False
        return cls(files, rows, files.segment.without(words, dropped))

    @property
    def sections(self) -> int:
        return int(self.sketch.sections.sum())


class _Texts:
    """Files of texts, one a segment, each begun with its first text; its segment takes its number."""

    def __init__(self, change: Change) -> None:
        self.wanted = change.meta["texts"] != "no"
        self._change, self._stack = change, ExitStack()
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]  # as they came

    def put(self, data: bytes) -> Blob:
        """Append a text."""
        if self._stream is None:
            self._stream = self._stack.enter_context(beside(texts_path(self._change.folder, self._change.next)))
        return texts.put(self._stream, data)

    def close(self) -> int:
        """Have the file whole, and return its number."""
        self._stack.close()
        self._stream = None
        self._change.next += 1
        return self._change.next - 1


def sweep(folder: Path) -> None:
    """Take away files that a stopped writer left, and those that are in the current state no more."""
    kept = {"lock"}
    if catalogue.exists(folder):
        current = catalogue.Catalogue.current(folder)
        kept |= {catalogue.CURRENT, current.path.name}
        for one in current.segments():
            kept |= {columns_path(folder, one.number).name, texts_path(folder, one.number).name}
    for path in folder.iterdir():
        if path.name not in kept and path.name.startswith(("segment-", "catalogue-", catalogue.CURRENT)):
            path.unlink(missing_ok=True)
