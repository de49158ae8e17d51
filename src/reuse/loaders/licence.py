"""Licence and rule texts of ScanCode: what is said of the text stands before it, and is its metadata."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from reuse.anchors import Anchors
from reuse.errors import UnreadableError
from reuse.loaders.markdown import front_matter
from reuse.loaders.text import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_FENCE = "---\n"


@dataclass(frozen=True)
class Licence:
    """Reads what stands behind the front matter as one document, cited by the lines of the file."""

    suffixes: ClassVar[tuple[str, ...]] = (".license", ".rule")

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where there is no text."""
        document = whole(source)
        lines = document.lined.split("\n")
        end = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)
        if lines[0].rstrip() != "---" or not end:
            yield document
            return
        start = sum(map(len, lines[: end + 1])) + end + 1
        text = document.text[start:]
        if not text or text.isspace():
            raise UnreadableError("holds no text behind its front matter")
        starts, at = array("I"), 0
        for line in lines[end + 1 :]:
            if at < len(text):
                starts.append(at)
            at += len(line) + 1
        numbers = array("I", range(end + 2, end + 2 + len(starts)))
        said = {**front_matter(document.text), **document.metadata}
        yield replace(
            document, text=text, metadata=said, anchors=Anchors("line", starts, lines=numbers, numbers=numbers)
        )
