"""What is told on standard error: one line each, safe for a terminal."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    for line in _same(report):
        say(line)
    whole = report.summary
    if settings.verbose and whole.passed_over:
        say("passed over: " + ", ".join(f"{count} {kind}" for kind, count in whole.passed_over.items()))
    if total and ("terminal", "-") not in {(output.name, output.path) for output in settings.outputs()}:
        found = f"{count(whole.matches, 'match', 'matches')} in {count(whole.families, 'family', 'families')}"
        say(f"{count(whole.documents, 'document')}, {count(whole.words, 'word')}: {found}")


def _same(report: Report) -> Iterator[str]:
    """Yield a line where new documents are the same as references of other names: they may be the same files."""
    from reuse.reporters.copies import judged  # noqa: PLC0415 - not needed where there is no report
    from reuse.reporters.safe import printable  # noqa: PLC0415 - as above

    new = judged(report)
    held = {one.sha256: one.id for one in reversed(report.documents[len(new) :]) if one.words}
    twins = [(one.id, held[one.sha256]) for one in new if one.sha256 in held]
    if twins:
        name, other = map(printable, twins[0])
        more = f" (and {len(twins) - 1} more like it)" if len(twins) > 1 else ""
        yield (
            f"{name} is the same as the reference {other}{more}; if it is the same file, name it as the reference is "
            "named: names are compared as typed"
        )
