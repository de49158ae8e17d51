"""A saved report, and the texts that it speaks of."""

from __future__ import annotations

import io
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
from reuse.reporters import json_pieces, json_report

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.settings import Settings


def opened(path: str) -> Report:
    """Return the JSON report in a file; - is standard input. Raises UsageError for what is none of ours.

    Its records stay in the file, or in a copy of standard input, and are read when somebody looks at them.
    """
    if path == "-" and sys.stdin is None:
        raise UsageError("standard input is closed", "Name a file.")
    try:
        stream = _spooled(sys.stdin) if path == "-" else Path(path).open("rb")  # noqa: SIM115 - open as long as the report is
        if (found := json_pieces.read(stream) if stream.seekable() else None) is not None:
            return found
        with stream:
            if stream.seekable():
                stream.seek(0)
            return json_report.read(io.TextIOWrapper(stream, encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error.message}", error.hint) from error


def _spooled(stream: TextIO) -> IO[bytes]:
    """Return what is on standard input as a temporary file."""
    copy = TemporaryFile(prefix="textreuse-")  # noqa: SIM115 - as above
    if hasattr(stream, "buffer"):
        shutil.copyfileobj(stream.buffer, copy)
    else:  # one that somebody has put in its place
        copy.write(stream.read().encode())
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
