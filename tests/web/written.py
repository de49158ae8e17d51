"""Pages as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.reporters.html import Html

if TYPE_CHECKING:
    from pathlib import Path

    from reuse.model import Report


def written(report: Report, path: Path, **options: object) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        Html(**options).write(report, stream)
    return path
