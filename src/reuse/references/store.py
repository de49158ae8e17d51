"""A lasting index, read: references of which only those that are nominated are opened.

A reader holds one state, whole: the files of it stay open, whatever a writer does meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING

import numpy as np

from reuse.errors import UnreadableError
from reuse.model import Skipped
from reuse.references import texts
from reuse.references.catalogue import Catalogue, Row, Stored
from reuse.references.lookup import Held
from reuse.references.nominate import Nominated, nominate
from reuse.references.sealed import DamagedError, read_columns, reading
from reuse.references.segment import Segment
from reuse.references.texts import Blob

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.columns import Block
    from reuse.model import Document

    Reopen = Callable[[Row], Document]

ATTEMPTS = 20  # to open all files of a state while writers replace it


@dataclass(frozen=True)
class Files:
    """The open files of a segment: its columns, and its texts where there are any."""

    stored: Stored
    segment: Segment
    texts: IO[bytes] | None
    path: Path
    lock: Lock = field(default_factory=Lock)  # texts are read by one thread at a time


@dataclass(frozen=True, eq=False)
class Store:
    """References in a lasting index, by id.

    reopen: gives a document whose text is not stored, or raises UnreadableError; then it is one of the `lost`.
    """

    folder: Path
    meta: Mapping[str, str]
    files: Mapping[int, Files]
    rows: tuple[Row, ...]
    reopen: Reopen | None = None
    lost: list[Skipped] = field(default_factory=list)

    @classmethod
    def open(cls, folder: Path, reopen: Reopen | None = None) -> Store:
        """Open the current state. Raises UsageError where there is no index, DamagedError where a file is damaged."""
        for attempt in range(ATTEMPTS):
            catalogue = Catalogue.current(folder)
            meta = catalogue.meta()
            try:
                files = {one.number: _files(folder, one, meta) for one in catalogue.segments()}
            except FileNotFoundError as error:
                if attempt == ATTEMPTS - 1:
                    raise DamagedError(Path(error.filename)) from None
                continue  # a writer has replaced the state, and its files are gone
            return cls(folder, meta, files, tuple(catalogue.rows()), reopen)
        raise AssertionError

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def chars(self) -> int:
        """Code points of all documents."""
        return sum(row.chars for row in self.rows)

    @property
    def words(self) -> tuple[int, ...]:
        """Words of each document."""
        return tuple(row.words for row in self.rows)

    def without(self, ids: Collection[str]) -> Store:
        """Return the same, less some documents."""
        return replace(self, rows=tuple(row for row in self.rows if row.id not in ids), lost=[])

    def nominate(self, block: Block) -> Nominated:
        """Return the numbers of the documents that new ones may share passages with."""
        number_of = self._numbers
        held = [Held(self.files[segment].segment, numbers >= 0) for segment, numbers in number_of.items()]
        numbers = np.concatenate(list(number_of.values())) if held else np.empty(0, np.int64)
        return nominate(block, held, numbers).renumbered(numbers)

    def documents(self, numbers: Sequence[int]) -> list[Document | None]:
        """Return the documents of these numbers; nothing for those that are lost.

        Raises DamagedError for a text that is not as it was written.
        """
        found: list[Document | None] = []
        for number in numbers:
            try:
                found.append(self.document(self.rows[number]))
            except UnreadableError as error:
                self.lost.append(Skipped(self.rows[number].id, error.message))
                found.append(None)
        return found

    def document(self, row: Row) -> Document:
        """Return one document."""
        files = self.files[row.segment]
        if files.texts is not None:
            with files.lock:
                return row.document(texts.text(files.texts, Blob(row.first, row.length, row.crc), files.path))
        if self.reopen is None:
            raise ValueError("the texts are not stored, and there is nothing to read them with")
        return self.reopen(row)

    @cached_property
    def _numbers(self) -> Mapping[int, NDArray[np.int64]]:
        """By segment the number here of each of its documents; -1 for those that are not here."""
        found = {number: np.full(files.segment.documents, -1, np.int64) for number, files in self.files.items()}
        for number, row in enumerate(self.rows):
            if row.sections:
                found[row.segment][row.number] = number
        return found


def columns_path(folder: Path, number: int) -> Path:
    """Return where the columns of a segment are."""
    return folder / f"segment-{number:06}.columns"


def texts_path(folder: Path, number: int) -> Path:
    """Return where the texts of a segment are."""
    return folder / f"segment-{number:06}.texts"


def _files(folder: Path, stored: Stored, meta: Mapping[str, str]) -> Files:
    columns = read_columns(columns_path(folder, stored.number), stored.columns)
    path = texts_path(folder, stored.number)
    with reading(path):
        stream = None if meta["texts"] == "no" else path.open("rb")
    return Files(stored, Segment.from_columns(columns), stream, path)
