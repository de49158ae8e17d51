"""`reuse scan --engine spark`: one line a step, and results where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.cli import messages, output
from reuse.cli.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.api.recorded import Recorded
    from reuse.model import Report
    from reuse.settings import Settings

_KILO = 1000


def scan(paths: Sequence[str], settings: Settings) -> int:
    """Scan on Spark, write what was found, and return the exit code."""
    from reuse.api.distributed import scanned  # noqa: PLC0415 - `--help` loads none of this

    with scanned(paths, settings, _silent if settings.quiet or settings.no_progress else _tell) as found:
        report = found.sums
        for one in settings.outputs():
            if output.is_folder(one, settings):
                found.write(one.path, one.name)
            elif one.name == "jsonl":
                with output.opened(one.path, encoding="utf-8") as stream:
                    found.stream(stream)
            else:
                report = found.report
                output.write_one(one, report, settings)
        messages.tell(report, settings)
        return verdict(_judged(found, settings), settings)


def _judged(found: Recorded, settings: Settings) -> Report:
    """Return what the exit code depends on: all records only where it is asked for a share of each document."""
    return found.report if settings.fail_on.endswith("%") else found.sums


def _tell(step: str, seconds: float, size: int) -> None:
    """Say that a step is done, how long it took, and how much it wrote."""
    units = iter(("B", "kB", "MB", "GB", "TB"))
    value, unit = float(size), next(units)
    while value >= _KILO and unit != "TB":
        value, unit = value / _KILO, next(units)
    messages.say(f"{step}: {seconds:.1f} s, {value:.3g} {unit}")


def _silent(step: str, seconds: float, size: int) -> None:
    """Say nothing of the steps."""
