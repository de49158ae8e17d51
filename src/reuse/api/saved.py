"""A saved report, and the texts that it speaks of: those whose files still hold what was read."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET

from reuse.api.inputs import walk
from reuse.api.summing import READ, Texts
from reuse.errors import ReuseError, UsageError
from reuse.findings import Findings
from reuse.memory.spool import Held
from reuse.model import Document
from reuse.reporters import folders, json_report
from reuse.settings import Settings, check, python

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from reuse.model import Report

_LINES = '{"type":'  # how JSON lines of ours begin
_HOW = (READ | {"encoding"}) - {"metadata"}  # a table of metadata is not needed again


def opened(path: str) -> Report:
    """Return the report in a file of JSON or JSON lines, or in a folder; - is standard input.

    Raises UsageError for what is none of ours.
    """
    if path == "-" and sys.stdin is None:
        raise UsageError("standard input is closed", "Name a file.")
    if path != "-" and os.path.isdir(path):  # noqa: PTH112 - as the loaders have paths
        report = folders.read(path)
        return arranged(report, str(report.run.settings.get("sort", "size")), 0)
    try:
        if path == "-":
            return _read_text(sys.stdin)
        with Path(path).open(encoding="utf-8") as stream:
            return _read_text(stream)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error.message}", error.hint) from error


def _read_text(stream: TextIO) -> Report:
    """Return a report of JSON, or of JSON lines where it begins so."""
    try:
        text = stream.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"This is no JSON report: {error}") from error
    if text.startswith(_LINES):
        return folders.gathered(folders.decoded(text.rstrip("\n").split("\n")))
    return json_report.read(StringIO(text))


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


def with_texts(report: Report, settings: Settings) -> Report:
    """Return `report` with the texts of those documents that are where they were, with the same SHA-256.

    They are read as the report says that they were read; relative paths start from the working folder.
    """
    if report.texts is not UNSET:
        return report  # it holds them itself
    wanted = {one.id: one.sha256 for one in report.documents if one.reused_chars}
    held = Held(settings.max_memory, settings.tmp_dir)
    paths = sorted(set(filter(None, map(_file, (one.path for one in report.documents if one.id in wanted)))))
    for row in _read(paths, _as_read(report, settings)):
        if isinstance(row, Document) and wanted.get(row.id) == row.sha256:
            held.add(row)
    return replace(report, texts=Texts(held.documents))


def _read(paths: list[str], settings: Settings) -> Iterable[object]:
    if not paths:
        return ()
    try:
        return walk(paths, settings)[2]
    except ReuseError:  # a path went away in between, or was never ours
        return ()


def _as_read(report: Report, settings: Settings) -> Settings:
    """Return settings that read as the run of the report did; as they are by default where it says nonsense."""
    said = {name: value for name, value in report.run.settings.items() if name in _HOW}
    try:
        chosen = check(python(said))
    except ReuseError:
        chosen = Settings()
    return replace(chosen, max_memory=settings.max_memory, tmp_dir=settings.tmp_dir)


def _file(path: str) -> str:
    """Return the file that a document came from: its path, or that of the archive that it is in; empty if none is."""
    while path:
        if os.path.isfile(path):  # noqa: PTH113 - as the loaders have paths
            return path
        path = path[: max(map(path.rfind, "/!#"), default=0)] if any(map(path.count, "/!#")) else ""
    return ""
