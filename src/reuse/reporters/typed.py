"""Records as typed columns, for Parquet (extra `parquet`), and back to what JSON has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FOLDERS = {"document": "documents", "match": "matches", "family": "families"}
SCORES = {"surprise": "double", "shared": "double", "order": "double", "similarity": "double", "words": "int64"}
ROWS = 4096  # records that become columns at a time

_DECODE = msgspec.json.Decoder().decode


def arrow() -> Any:  # noqa: ANN401 - a module
    """Return pyarrow; raise UsageError that says how to install it."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - of an extra
        import pyarrow.parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError("-f parquet needs pyarrow", "Run: pip install 'text-reuse[parquet]'") from error
    return pa


@cache
def schema(kind: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the columns of the records of a kind, as docs/scale.md lists them."""
    pa = arrow()
    text, number = pa.string(), pa.int64()
    anchor = pa.struct({"kind": text, "label": text, "number": number, "path": text, "line": number,
                        "box": pa.list_(pa.float64())})  # fmt: skip
    lines = ("start", "end", "start_line", "start_column", "end_line", "end_column")
    passage = pa.struct({"document": text, **dict.fromkeys(lines, number), "text": text,
                         "start_anchor": anchor, "end_anchor": anchor})  # fmt: skip
    edit = pa.struct({"operation": text, **dict.fromkeys(("a_start", "a_end", "b_start", "b_end"), number)})
    scores = {name: pa.type_for_alias(kind) for name, kind in SCORES.items()}
    columns = {
        "document": {
            "id": text, "path": text, "sha256": text, "encoding": text, "chars": number, "words": number,
            "metadata": pa.map_(text, text), "reused_chars": number, "reused_share": pa.float64(),
        },
        "match": {
            "id": text, "kind": text, "scores": pa.struct({**scores, "more": pa.map_(text, pa.float64())}),
            "a": passage, "b": passage, "edits": pa.list_(edit), "family": text, "is_new": pa.bool_(),
        },
        "family": {
            "id": text, "fingerprint": text, "kind": text, "members": pa.list_(passage), "first": number,
            "representative": number, "linked": pa.list_(text), "known": pa.list_(number),
        },
    }  # fmt: skip
    return pa.schema(columns[kind])


def batches(kind: str, bodies: Iterable[bytes | memoryview]) -> Iterator[Any]:
    """Yield the records in lines of JSON as batches of columns."""
    pa, rows = arrow(), []
    for body in bodies:
        for line in bytes(body).splitlines():  # JSON escapes other ends of lines than \n
            rows.append(_row(_DECODE(line)))
            if len(rows) == ROWS:
                yield pa.RecordBatch.from_pylist(rows, schema(kind))
                rows = []
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema(kind))


def rows(part: Path) -> Iterator[Any]:
    """Yield the rows of a file of Parquet, whose pages are what was written as far as they have checksums.

    Raises UsageError for what cannot be read.
    """
    pa = arrow()
    try:
        # by path, and in this thread: see the loader of Parquet
        with pa.parquet.ParquetFile(str(part), page_checksum_verification=True) as file:
            for batch in file.iter_batches(ROWS, use_threads=False):
                yield from batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError) as error:  # ValueError: text that is no UTF-8
        why = getattr(error, "strerror", "") or str(error).partition("\n")[0].rstrip(".")
        raise UsageError(f"cannot read {part}: {why}", "Copy all of the report again, or scan again.") from error


def record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON has it: what is null there is left out here."""
    found = {key: _plain(value) for key, value in row.items() if value is not None}
    if "metadata" in found:
        found["metadata"] = dict(row["metadata"])
    if "scores" in found:
        found["scores"] |= dict(found["scores"].pop("more", []))
    return found


def _row(found: dict[str, Any]) -> dict[str, Any]:
    if "metadata" in found:
        found["metadata"] = list(found["metadata"].items())
    if "scores" in found:
        more = [(name, score) for name, score in found["scores"].items() if name not in SCORES]
        found["scores"] = {name: found["scores"].get(name) for name in SCORES} | {"more": more or None}
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value
