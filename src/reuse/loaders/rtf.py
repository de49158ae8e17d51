"""RTF (extra `office`): the text of a file, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.extras import needs
from reuse.loaders.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_SAID = re.compile(r"\{\\(title|author|subject) ([^{}\\]{1,500})\}")


@dataclass(frozen=True)
class Rtf:
    """Reads a file as one document."""

    suffixes: ClassVar[tuple[str, ...]] = (".rtf",)
    isolated: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell RTF by its mark."""
        return head.startswith(b"{\\rtf")

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is no RTF, or without text."""
        strip = needs("striprtf.striprtf", "office")
        if not source.data.lstrip().startswith(b"{\\rtf"):
            raise UnreadableError("is no RTF")
        data = source.data.decode("latin-1")  # it is ASCII, and escapes what is not
        try:
            text = strip.rtf_to_text(data, errors="replace")
        except Exception as error:  # the library raises what Python does on what it did not expect
            raise UnreadableError(f"is damaged: {error}") from error
        builder = Builder("paragraph")
        paragraphs = (line.strip() for line in text.split("\n") if line and not line.isspace())
        for number, paragraph in enumerate(paragraphs, 1):
            builder.block(paragraph, number=number)
        yield builder.document(source, metadata((said[1], said[2]) for said in _SAID.finditer(data[:65536])))
