"""A bar on standard error for whatever takes more than a second."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reuse.api.inputs import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from reuse.api.inputs import Progress as Tell
    from reuse.settings import Settings

PATIENCE = 1.0  # seconds


@contextmanager
def shown(settings: Settings) -> Iterator[Tell]:
    """Give what is called with step, done and total; silent with -q, --no-progress and off a terminal."""
    if settings.quiet or settings.no_progress or sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()


class Bar:
    """One bar, renamed from step to step; it (and rich) comes only when patience is at its end."""

    def __init__(self) -> None:
        """Start the clock."""
        self._due = time.monotonic() + PATIENCE
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` are done in this step."""
        if self._progress is None:
            if time.monotonic() < self._due:
                return
            self._progress = self._start()
        if step not in self._tasks:
            for task in self._tasks.values():
                self._progress.update(task, visible=False)
            self._tasks[step] = self._progress.add_task(step, total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    @staticmethod
    def _start() -> Progress:
        from rich.console import Console  # noqa: PLC0415 - short runs do not pay for rich
        from rich.progress import Progress  # noqa: PLC0415 - as above

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.start()
        return progress
