"""A saved report, and the texts that it speaks of."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, TextIO

from msgspec import UNSET

from reuse.api.reread import Reread
from reuse.errors import UsageError
from reuse.findings import Findings
from reuse.reporters import folders, gathered, json_pieces, json_report

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.settings import Settings

_LINES = b'{"type":'  # how JSON lines of ours begin


def opened(path: str) -> Report:
    """Return the report in a file of JSON or JSON lines, or in a folder; - is standard input.

    Records of JSON stay in the file, or in a copy of standard input, and are read when somebody looks at them. Raises
    UsageError for what is none of ours.
    """
    if path == "-" and sys.stdin is None:
        raise UsageError("standard input is closed", "Name a file.")
    if path != "-" and os.path.isdir(path):  # noqa: PTH112 - as the loaders have paths
        report = folders.read(path)
        return arranged(report, str(report.run.settings.get("sort", "size")), 0)
    try:
        stream = _spooled(sys.stdin) if path == "-" else Path(path).open("rb")  # noqa: SIM115 - open as long as the report is
        if not stream.seekable():
            stream = _copied(stream)
        if stream.read(len(_LINES)) == _LINES:
            return _lines(stream)
        if (found := json_pieces.read(stream)) is not None:
            return found
        with stream:
            stream.seek(0)
            return json_report.read(io.TextIOWrapper(stream, encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error.message}", error.hint) from error


def _lines(stream: IO[bytes]) -> Report:
    """Return a report of JSON lines."""
    with stream:
        stream.seek(0)
        return gathered.gathered(gathered.decoded(stream.read().rstrip(b"\n").split(b"\n")))


def _spooled(stream: TextIO) -> IO[bytes]:
    """Return what is on standard input as a temporary file."""
    # some put a stream of text in its place that has no bytes below
    return _copied(stream.buffer if hasattr(stream, "buffer") else io.BytesIO(stream.read().encode()))


def _copied(stream: IO[bytes]) -> IO[bytes]:
    """Return what is left of a stream as a temporary file."""
    copy = TemporaryFile(prefix="textreuse-")  # noqa: SIM115 - as above
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def arranged(report: Report, sort: str, limit: int) -> Report:
    """Return `report` in another order (empty: its own), and with at most `limit` matches and families (0: all)."""
    matches, families = report.matches, report.families
    if sort:
        matches, families = Findings((), matches, families).ordered(sort)
    keep = limit or max(len(matches), len(families))
    left_out = dict(report.summary.left_out)
    for name, rows in (("matches", matches), ("families", families)):
        if len(rows) > keep:
            left_out[name] = left_out.get(name, 0) + len(rows) - keep
    summary = replace(report.summary, left_out=left_out)
    return replace(report, matches=matches[:keep], families=families[:keep], summary=summary)


def with_texts(report: Report, settings: Settings, *, later: bool = False) -> Report:
    """Return `report` with the texts of those documents that are where they were; later: each when it is wanted."""
    if report.texts is not UNSET:
        return report  # it holds them itself
    texts = Reread(report, settings)
    return replace(report, texts=texts if later else texts.all())
