"""What a report means for the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.settings import Settings

DONE, TRIPPED, PARTLY = 0, 1, 3


def verdict(report: Report, settings: Settings) -> int:
    """Return 1 where --fail-on is met, else 3 where inputs were skipped, else 0.

    Raises UsageError for skipped inputs with --strict: a gate that has not seen all is no gate.
    """
    unread(report.summary.skipped, strict=settings.strict)
    if settings.fail_on and _trips(report, settings.fail_on):
        return TRIPPED
    return PARTLY if report.summary.skipped else DONE


def unread(skipped: int, *, strict: bool) -> int:
    """Return 3 where inputs were skipped, else 0; raise UsageError for them if strict."""
    if skipped and strict:
        raise UsageError(f"{skipped} of the inputs could not be read, and --strict forbids it")
    return PARTLY if skipped else DONE


def _trips(report: Report, fail_on: str) -> bool:
    """`any` match, N matches or more, or PCT% or more of one document reused; references are not judged."""
    if fail_on.endswith("%"):
        references = int(str(report.run.settings.get("references", 0)))
        judged = report.documents[: len(report.documents) - references]
        return any(document.reused_share * 100 >= float(fail_on[:-1]) and document.reused_chars for document in judged)
    return report.summary.matches >= (1 if fail_on == "any" else int(fail_on))
