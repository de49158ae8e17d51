"""What a build format writes, and reports that tell what is known."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reuse.model import Report


def written(reporter: Any, report: Report) -> str:  # noqa: ANN401 - any reporter
    stream = io.StringIO()
    reporter.write(report, stream)
    return stream.getvalue()


def knowing(report: Report, **known: tuple[int, ...]) -> Report:
    """Return the report with these members known, by the id of their family."""
    families = tuple(replace(family, known=known.get(family.id, ())) for family in report.families)
    return replace(report, families=families)


def hostile(report: Report, text: str, path: str = "x/a.txt") -> Report:
    """Return the report with `text` in all passages, and `path` as the first document's."""
    families = tuple(
        replace(family, members=tuple(replace(member, text=text) for member in family.members))
        for family in report.families
    )
    matches = tuple(replace(m, a=replace(m.a, text=text), b=replace(m.b, text=text)) for m in report.matches)
    first, *rest = report.documents
    return replace(report, families=families, matches=matches, documents=(replace(first, path=path), *rest))
