"""What a user asks about: a document, or a part of it as `:START-END` in code points or `:L12-L20` in lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from reuse.model import Document, Passage

_PART = re.compile(r"(?P<path>.+):(?:(?P<start>\d+)-(?P<end>\d+)|L(?P<first>\d+)(?:-L?(?P<last>\d+))?)", re.DOTALL)
_HINT = "Write PATH:START-END in code points, or PATH:L12-L20 in lines"


@dataclass(frozen=True, slots=True)
class Target:
    """A document as given, and which part of it; `lines` are counted from 1, and both are meant."""

    given: str
    span: tuple[int, int] | None = None
    lines: tuple[int, int] | None = None

    @classmethod
    def parse(cls, text: str) -> Target:
        """Return what `text` names; a file that has all of it as its name is that file."""
        found = _PART.fullmatch(text)
        if found is None or Path(text).exists():
            return cls(text)
        if found["start"]:
            return cls(found["path"], span=(int(found["start"]), int(found["end"])))
        first = int(found["first"])
        return cls(found["path"], lines=(first, int(found["last"] or first)))

    def passage(self, document: Document) -> Passage:
        """Return the part of `document` that is meant. Raises UsageError where there is none."""
        end = len(document.text)
        if self.lines:
            first, last = self.lines
            starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", document.text)), end]
            if not 1 <= first <= last < len(starts):
                raise UsageError(f"{document.id} has no lines {first} to {last}: it has {len(starts) - 1}", _HINT)
            return document.passage(starts[first - 1], starts[last])
        start, end = self.span or (0, end)
        if not 0 <= start < end <= len(document.text):
            raise UsageError(f"{document.id} has no part {start}-{end}: it has {len(document.text)} characters", _HINT)
        return document.passage(start, end)
