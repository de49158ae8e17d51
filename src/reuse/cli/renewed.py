"""What `reuse baseline` does to its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.api import scan
from reuse.cli import gated, messages, output, progress
from reuse.cli.verdict import unread
from reuse.errors import UsageError
from reuse.gate import baseline
from reuse.gate.judge import Known, recognised
from reuse.gate.sketch import agreeing
from reuse.reporters.lines import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.gate.baseline import Entry
    from reuse.model import Report
    from reuse.settings import Settings

_KEPT = 24  # bytes of a fingerprint that still agree: then its line keeps it, and stays where it is


def written(paths: Sequence[str], settings: Settings, reason: str, expires: date | None, *, force: bool) -> int:
    """Write a new baseline; return the exit code."""
    path = _file(settings)
    if Path(path).exists() and not force:
        raise UsageError(f"{path} is there already", "`reuse baseline update` keeps its reasons; --force replaces it.")
    report = _scanned(paths, settings)
    rows = baseline.entries(report, reason, expires)
    return _put(rows, report, settings, f"{len(rows)} new")


def updated(paths: Sequence[str], settings: Settings, reason: str, expires: date | None) -> int:
    """Bring a baseline to what is reused now; return the exit code."""
    old = gated.read(_file(settings))
    report = _scanned(paths, settings)
    known = _known(report, old)
    rows, counts = [], {"new": 0, "kept": 0, "changed": 0}
    for family, fresh in zip(report.families, baseline.entries(report, reason, expires), strict=True):
        row = known.paired.get(family.id)
        now = _renewed(row, fresh) if row else fresh
        counts["new" if row is None else "kept" if row == now else "changed"] += 1
        rows.append(now)
    return _put(rows, report, settings, _said(counts, known))


def pruned(paths: Sequence[str], settings: Settings) -> int:
    """Take out of a baseline what is gone, and lower its counts; return the exit code."""
    old = gated.read(_file(settings))
    report = _scanned(paths, settings)
    known = _known(report, old)
    rows, counts = [], {"kept": 0, "lowered": 0}
    for family, fresh in zip(report.families, baseline.entries(report), strict=True):
        if row := known.paired.get(family.id):
            lower = fresh.places < row.places
            counts["lowered" if lower else "kept"] += 1
            rows.append(_renewed(row, fresh) if lower else row)
    return _put(rows, report, settings, _said(counts, known))


def _known(report: Report, old: list[Entry]) -> Known:
    """Return what the report has of a baseline, be it expired or not: lines keep their dates."""
    return recognised(report, old, date.min)


def _renewed(row: Entry, fresh: Entry) -> Entry:
    """Return a line with what is so now, and its reason and date; its fingerprint while it is much the same."""
    same = agreeing(row.fingerprint, fresh.fingerprint) >= _KEPT
    mark = row.fingerprint if same else fresh.fingerprint
    quote = row.quote if same else fresh.quote
    return replace(fresh, fingerprint=mark, quote=quote, reason=row.reason, expires=row.expires)


def _file(settings: Settings) -> str:
    if not settings.baseline:
        raise UsageError("no baseline is named", "Name its file with --baseline, or as `baseline` in textreuse.toml.")
    return settings.baseline


def _scanned(paths: Sequence[str], settings: Settings) -> Report:
    output.check(settings.baseline)
    with progress.shown(settings) as tell:
        return scan(paths, settings=replace(settings, limit=0), progress=tell)


def _put(rows: Sequence[Entry], report: Report, settings: Settings, said: str) -> int:
    code = unread(report.summary.skipped, strict=settings.strict)
    with output.opened(settings.baseline, "utf-8") as stream:
        stream.write(baseline.written(rows))
    if not settings.quiet:
        for row in report.skipped[: messages.LISTED]:
            messages.say(f"skipped {row.path}: {row.reason}")
        messages.say(f"{settings.baseline}: {count(len(rows), 'passage')} known ({said})")
    return code


def _said(counts: dict[str, int], known: Known) -> str:
    return ", ".join(f"{number} {name}" for name, number in {**counts, "gone": len(known.gone)}.items())
