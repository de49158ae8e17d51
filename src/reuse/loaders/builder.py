"""Texts put together from the parts of a structured original, each with what leads back to it."""

from __future__ import annotations

import hashlib
from array import array
from typing import TYPE_CHECKING

from reuse.anchors import Anchors, Boxes
from reuse.errors import UnreadableError
from reuse.model import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.anchors import Box, Kind
    from reuse.stages import Source


class Builder:
    """Takes parts in order: where one of another place begins, a stretch of its own begins."""

    def __init__(self, kind: Kind) -> None:
        """Begin with nothing; all anchors are of one kind."""
        self._kind: Kind = kind
        self.parts: list[str] = []
        self._starts = array("I")
        self._numbers, self._lines = array("I"), array("I")
        self._labels: list[str] = []
        self._paths: list[str] = []
        self._words, self._sides = array("I"), array("f")
        self.length = 0

    def place(self, *, number: int = 0, label: str = "", path: str = "", line: int = 0) -> None:
        """Say that what follows stands there."""
        if self._starts and self._starts[-1] == self.length:
            self._drop()
        self._starts.append(self.length)
        self._numbers.append(number)
        self._labels.append(label)
        self._paths.append(path)
        self._lines.append(line)

    def _drop(self) -> None:
        for column in (self._starts, self._numbers, self._labels, self._paths, self._lines):
            column.pop()

    def add(self, text: str, box: Box | None = None) -> None:
        """Add text; box: where it stands on its page, if it is a word of which that is known."""
        if box:
            self._words.append(self.length)
            self._sides.extend(box)
        self.parts.append(text)
        self.length += len(text)

    def block(self, text: str, apart: str = "\n\n", **place: int | str) -> None:
        """Add a paragraph of its own place, `apart` from what is before it; nothing where it is blank."""
        if text and not text.isspace():
            if self.length:
                self.add(apart)
            self.place(**place)  # type: ignore[arg-type]  # as `place` has them
            self.add(text)

    def document(self, source: Source, metadata: Mapping[str, str], encoding: str = "", name: str = "") -> Document:
        """Return the document; raise UnreadableError where it holds nothing but white space."""
        text = "".join(self.parts)
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode() if _has_surrogates(text) else text
        if not text or text.isspace():
            raise UnreadableError("holds no text")
        if self._starts and self._starts[0]:
            self._starts[0] = 0
        lines: tuple[int, ...] | array[int] = self._lines if any(self._lines) else ()
        anchors = Anchors(
            self._kind,
            self._starts or array("I", [0]),
            self._numbers if any(self._numbers) else (),
            tuple(self._labels) if any(self._labels) else (),
            tuple(self._paths) if any(self._paths) else (),
            lines,
            Boxes(self._words, self._sides) if self._words else None,
        )
        digest = hashlib.sha256(source.data or text.encode()).hexdigest()
        return Document(name or source.name, text, source.name, metadata, encoding, digest, anchors)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
