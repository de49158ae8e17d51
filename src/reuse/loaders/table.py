"""Metadata of documents from a table of the user's: CSV, keyed by their id or path in the first column."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UnreadableError, UsageError
from reuse.loaders.encoding import decode
from reuse.loaders.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.model import Document


class Table:
    """Adds to documents what a table says of them, and knows which of its names were those of none."""

    def __init__(self, rows: Mapping[str, Mapping[str, str]]) -> None:
        """Keep the rows: id or path -> metadata."""
        self._rows = rows
        self.unused = frozenset(rows)

    def document(self, document: Document) -> Document:
        """Return a document with what is said of its path and, before that, of its id; it counts before its own."""
        if not self._rows:
            return document
        path, own = (self._rows.get(name, {}) for name in (document.path, document.id))
        self.unused -= {document.path, document.id}
        return replace(document, metadata={**document.metadata, **path, **own})


def read_table(path: str) -> dict[str, Mapping[str, str]]:
    """Return id or path -> metadata; empty fields say nothing. Raises UsageError for a file that is no such table."""
    try:
        text = decode(Path(path).read_bytes()).text
    except OSError as error:
        raise UsageError(f"cannot read the metadata {path}: {error.strerror}") from error
    except UnreadableError as error:
        raise UsageError(f"cannot read the metadata {path}: {error.message}") from error
    try:
        names, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) or [[]]
    except csv.Error as error:
        raise UsageError(f"the metadata {path} is no CSV: {error}") from error
    if len(names) < 2:  # noqa: PLR2004 - the key, and what it is for
        hint = "Its first line names the columns: id,date,author"
        raise UsageError(f"the metadata {path} has no columns behind the first", hint)
    table: dict[str, Mapping[str, str]] = {}
    for row in rows:
        if row and row[0] in table:
            raise UsageError(f"the metadata {path} has two rows for {row[0]!a}", "Leave one of them out")
        if row:
            table[row[0]] = metadata(zip(names[1:], row[1:], strict=False))
    return table
