"""What becomes of a document when it is read: it gets its metadata, and loses what is exempt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reuse.loaders.exempt import without_exempt
from reuse.loaders.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.model import Document


class Taken:
    """Takes documents in, and counts what is exempt, by kind."""

    def __init__(self, rows: Mapping[str, Mapping[str, str]], *, exempts: bool) -> None:
        """Keep the table of metadata: id or path -> what it says; exempts: whether comments may exempt text."""
        self._described, self._exempts = Table(rows), exempts
        self.exempt: Counter[str] = Counter()

    def document(self, document: Document) -> Document:
        """Return the document as it takes part."""
        document = self._described.document(document)
        if self._exempts:
            document, counts = without_exempt(document)
            self.exempt.update(counts)
        return document

    @property
    def unused(self) -> frozenset[str]:
        """Names in the table of metadata that are those of no document."""
        return self._described.unused
