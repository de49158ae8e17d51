"""What is told on standard error: one line each, safe for a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.settings import Settings

LISTED = 10  # skipped inputs that are named without -v


def say(message: str) -> None:
    """Write `message`, a line for each of its lines; a standard error that is lost is no reason to fail."""
    from reuse.reporters.safe import printable  # noqa: PLC0415 - not needed where all goes well

    with suppress(OSError, AttributeError):  # AttributeError: the stream is closed, and None
        sys.stderr.writelines(f"reuse: {printable(line)}\n" for line in message.split("\n"))
        sys.stderr.flush()


def tell(report: Report, settings: Settings, *, total: bool = True) -> None:
    """Say what was skipped, and sum up where the result does not stand on the screen; nothing with -q.

    total: unless something else is told in place of the sum.
    """
    from reuse.reporters.lines import count  # noqa: PLC0415 - not needed where there is no report

    if settings.quiet:
        return
    shown = report.skipped if settings.verbose else report.skipped[:LISTED]
    for row in shown:
        say(f"skipped {row.path}: {row.reason}")
    if len(shown) < len(report.skipped):
        say(f"skipped {len(report.skipped) - len(shown)} more; -v names them")
    whole = report.summary
    if settings.verbose and whole.passed_over:
        say("passed over: " + ", ".join(f"{count} {kind}" for kind, count in whole.passed_over.items()))
    if total and ("terminal", "-") not in {(output.name, output.path) for output in settings.outputs()}:
        found = f"{count(whole.matches, 'match', 'matches')} in {count(whole.families, 'family', 'families')}"
        say(f"{count(whole.documents, 'document')}, {count(whole.words, 'word')}: {found}")
