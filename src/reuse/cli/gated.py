"""What `check` and `baseline` share: a scan held against what is known."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.api import scan
from reuse.cli.messages import say
from reuse.cli.verdict import DONE, PARTLY, TRIPPED, unread
from reuse.errors import UsageError
from reuse.gate import baseline, git
from reuse.gate.judge import Known, marked, recognised
from reuse.gate.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.api.inputs import Progress
    from reuse.gate.baseline import Entry
    from reuse.model import Report
    from reuse.settings import Settings


def judged(paths: Sequence[str], settings: Settings, tell: Progress) -> tuple[Report, Known]:
    """Return the report of a scan with what is known marked, and what is known."""
    if settings.baseline and settings.baseline_from_ref:
        raise UsageError("--baseline and --baseline-from-ref both say what is known", "Name one of them.")
    rows: list[Entry] = []
    if settings.baseline:
        rows = read(settings.baseline)
    elif settings.baseline_from_ref:
        rows = at_ref(paths, settings, tell)
    report = scan(paths, settings=replace(settings, limit=0), progress=tell)
    known = recognised(report, rows, today()) if rows else Known()
    return marked(report, known), known


def news(report: Report) -> Report:
    """Return the report with nothing but the families that have a new place, and their matches."""
    families = tuple(family for family in report.families if len(family.known or ()) < len(family.members))
    if len(families) == len(report.families):
        return report
    fresh = {family.id for family in families}
    matches = tuple(match for match in report.matches if match.family in fresh)
    summary = replace(report.summary, matches=len(matches), families=len(families))
    return replace(report, families=families, matches=matches, summary=summary)


def ending(report: Report, known: Known, settings: Settings) -> int:
    """Say why the gate trips or not, and return the exit code."""
    fail_on = settings.fail_on or ("" if settings.forbid else "new")
    found = verdict(report, fail_on, settings.forbid, known)
    exempt = sum(number for name, number in report.summary.passed_over.items() if name.startswith("exempt"))
    if not settings.quiet:
        say(found.line + (f", {exempt} exempt" if exempt else ""))
    unread(report.summary.skipped, strict=settings.strict)
    if found.trips and not settings.exit_zero:
        return TRIPPED
    return PARTLY if report.summary.skipped else DONE


def read(path: str) -> list[Entry]:
    """Return the entries of a baseline. Raises UsageError where it cannot be read."""
    try:
        return baseline.read(Path(path).read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        raise UsageError(f"no such baseline: {path}", "`reuse baseline write` makes one.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the baseline {path}: {error}") from error


def at_ref(paths: Sequence[str], settings: Settings, tell: Progress) -> list[Entry]:
    """Return what was reused in a commit, as entries."""
    top, here = Path(git.top()).resolve(), Path.cwd().resolve()
    new = [_below(path, top, here) for path in paths]
    old = [_below(path, top, here, outside=True) for path in settings.against]
    with git.at(settings.baseline_from_ref):
        inputs, references = git.there(new), git.there(old)
        if not inputs or (old and not references):
            return []
        try:
            report = scan(inputs, settings=replace(settings, limit=0, against=tuple(references)), progress=tell)
        except UsageError as error:
            if "nothing readable" in str(error) or "no reference" in str(error):
                return []
            raise
        return baseline.entries(report)


def _below(path: str, top: Path, here: Path, *, outside: bool = False) -> str:
    """Return a path relative to the working folder, as it also leads somewhere in a copy of the repository."""
    whole = here / path
    if (path != "-" and whole.resolve().is_relative_to(top)) or any(mark in path for mark in "*?["):
        return path if not Path(path).is_absolute() else os.path.relpath(path, here)
    if outside:
        return str(whole)
    raise UsageError(f"{path} is not in the repository of which --baseline-from-ref names a commit")


def today() -> date:
    """Return the day by which entries of a baseline are over."""
    return datetime.now(tz=UTC).date()
