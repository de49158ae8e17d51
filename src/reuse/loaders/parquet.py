"""Parquet (extra `parquet`): each row is a record, read some at a time."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.extras import needs
from reuse.loaders.limits import Limits
from reuse.loaders.read import MAX_BYTES
from reuse.loaders.records import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document, Skipped
    from reuse.stages import Source

_ROWS = 256  # that are in memory at once, each with its text


@dataclass(frozen=True)
class Parquet:
    """Reads each row as a document: the first `text_field` that it has is its text, the first `id_field` its name."""

    text_field: tuple[str, ...] = ()
    id_field: tuple[str, ...] = ()
    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (".parquet",)
    streams: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell Parquet by its mark."""
        return head.startswith(b"PAR1")

    def load(self, source: Source) -> Iterator[Document | Skipped]:
        """Yield a document for each row, or why it is none; raise UnreadableError where no column is the text."""
        arrow = needs("pyarrow", "parquet")
        parquet = needs("pyarrow.parquet", "parquet")
        stream = source.open()
        if not stream.seekable():
            stream = io.BytesIO(Limits(self.file_size).whole(stream))
        fields, number = Fields(self.text_field, self.id_field), 0
        try:
            # a buffer, or whole row groups would be read at once
            table = parquet.ParquetFile(arrow.PythonFile(stream, mode="r"), buffer_size=2**20, pre_buffer=False)
            if not fields.text_of(table.schema_arrow.names):
                raise fields.none(table.schema_arrow.names)
            for batch in table.iter_batches(_ROWS, use_threads=False):
                for record in batch.to_pylist():
                    number += 1
                    yield fields.document(source, number, record)
        except (arrow.ArrowException, OSError, ValueError, TypeError, OverflowError) as error:
            raise UnreadableError(f"is no Parquet, or damaged: {str(error).partition(chr(10))[0]}") from error
        if not number:
            raise UnreadableError("has no rows")
