"""What a build is told: every place where a passage stands once more, with all its other places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from reuse.reporters.lines import count
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import DocumentRecord, Family, Passage, Report


@dataclass(frozen=True, slots=True)
class Copy:
    """One place of a family, by its number there; `is_new` where the baseline does not know it."""

    family: Family
    number: int
    is_new: bool

    @property
    def place(self) -> Passage:
        """Where it stands."""
        return self.family.members[self.number]

    @property
    def others(self) -> int:
        """How many other places there are."""
        return len(self.family.members) - 1

    def first(self, most: int) -> list[Passage]:
        """Return the first `most` other places, the first appearance ahead."""
        numbers = [self.family.first, *(k for k in range(len(self.family.members)) if k != self.family.first)]
        wanted = (k for k in numbers[: most + 1] if k != self.number)
        return [self.family.members[k] for k in islice(wanted, most)]

    def sentence(self, names: Names) -> str:
        """Say in one sentence what is reused and from where; safe to print."""
        more = f", and in {count(self.others - 1, 'more place')}" if self.others > 1 else ""
        size = count(len(self.place.text), "character")
        (source,) = self.first(1)
        return f"{self.family.kind} reuse of {size}: also in {names.at(source)}{more}"


class Names:
    """What to call the documents of a report."""

    def __init__(self, report: Report) -> None:
        """Take the path of each document, or its id where it has none."""
        self._paths = {document.id: document.path or document.id for document in report.documents}

    def path(self, passage: Passage) -> str:
        """Return the path of the document of a passage, as it is."""
        return self._paths.get(passage.document) or passage.document

    def at(self, passage: Passage) -> str:
        """Return `path:line`, safe to print."""
        return f"{printable(self.path(passage))}:{passage.start_line}"


def judged(report: Report) -> Sequence[DocumentRecord]:
    """Return the documents that a run judges: all but the references, which come last."""
    references = int(str(report.run.settings.get("references", 0)))
    return report.documents[: len(report.documents) - references]


def copies(report: Report) -> Iterator[Copy]:
    """Yield the copies of a report, families in its order, places by document and start.

    A place in a document that is judged is a copy, unless it is the first appearance of the passage. With references,
    which are first whatever their dates, it always is one.
    """
    documents = {document.id for document in judged(report)}
    for family in report.families:
        known = set(family.known or ())
        numbers = [k for k, place in enumerate(family.members) if place.document in documents]
        alone = len(numbers) == len(family.members)
        original = _original(family, known) if alone else -1
        yield from (Copy(family, number, number not in known) for number in numbers if number != original)


def _original(family: Family, known: set[int]) -> int:
    """Return which member is no copy: the first appearance, or the first that is known where that is not."""
    return family.first if not known or family.first in known else min(known)


def uri(path: str) -> str:
    """Return a path as a relative URI, percent-encoded; an absolute one as a file URI."""
    encoded = quote(path.encode("utf-8", "surrogateescape") if _escaped(path) else path.encode("utf-8", "replace"))
    if PurePosixPath(path).is_absolute():
        return f"file://{encoded}"
    return f"./{encoded}" if ":" in encoded.partition("/")[0] else encoded


def _escaped(path: str) -> bool:
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True
