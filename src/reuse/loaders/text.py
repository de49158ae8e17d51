"""Plain text: the file is the document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.encoding import decode
from reuse.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.stages import Source


@dataclass(frozen=True)
class Text:
    """Reads a file as one document, every character as it stands."""

    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where there is no text."""
        yield whole(source)


def whole(source: Source) -> Document:
    """Return all of `source` as one document, named by its path; `sha256` is that of the bytes.

    `metadata["replaced"]` says how many characters are U+FFFD because their bytes did not fit the encoding.
    Raises UnreadableError where the source is binary or holds nothing but white space.
    """
    decoded = decode(source.data, source.encoding)
    if not decoded.text or decoded.text.isspace():
        raise UnreadableError("empty")
    return Document(
        id=source.name,
        text=decoded.text,
        path=source.name,
        metadata={"replaced": str(decoded.replaced)} if decoded.replaced else {},
        encoding=decoded.encoding,
        sha256=hashlib.sha256(source.data).hexdigest(),
    )
