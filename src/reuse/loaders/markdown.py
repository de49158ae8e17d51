"""Markdown: read as it stands, so that offsets hold in the file; front matter also becomes metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from reuse.loaders.text import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}  # YAML, TOML
_MAX_LINES = 200  # of front matter: a document may also begin with a rule
_ENTRY = re.compile(r"([A-Za-z_][\w.-]*)[ \t]*[:=][ \t]*(\S.*)")
_QUOTED = re.compile(r"""(["'])(.*)\1[ \t]*(?:#.*)?""")
_COMMENT = re.compile(r"[ \t]+#.*")
_NO_SCALAR = ("[", "{", "|", ">", "&", "*", "!", "#")  # lists, tables, blocks, anchors, tags


@dataclass(frozen=True)
class Markdown:
    """Reads a file as one document, marks and all; `key: value` lines of front matter are its metadata."""

    suffixes: ClassVar[tuple[str, ...]] = (".md", ".markdown", ".mdown", ".mkd")

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where there is no text."""
        document = whole(source)
        yield replace(document, metadata={**front_matter(document.text), **document.metadata})


def front_matter(text: str) -> dict[str, str]:
    """Return the flat scalars between the fences that `text` begins with: keys in lower case.

    Between `---` as YAML has them (`date: 2024-05-01`), between `+++` as TOML (`date = 2024-05-01`). What is
    nested, a list or a table is left out, and front matter of more than 200 lines is none.
    """
    lines = _first_lines(text)
    ends = _FENCES.get(lines[0].rstrip()) if lines else None
    end = next((at for at, line in enumerate(lines) if at and ends and line.rstrip() in ends), 0)
    entries = (_ENTRY.fullmatch(line.rstrip()) for line in lines[1:end])
    return {entry[1].lower(): _scalar(entry[2]) for entry in entries if entry and not entry[2].startswith(_NO_SCALAR)}


def _first_lines(text: str) -> list[str]:
    if not text.startswith(tuple(_FENCES)):
        return []
    head = text[: _MAX_LINES * 500]  # a line of 20 MB is no front matter
    return re.split(r"\r\n|\r|\n", head, maxsplit=_MAX_LINES)[:_MAX_LINES]


def _scalar(value: str) -> str:
    quoted = _QUOTED.fullmatch(value)
    return quoted[2] if quoted else _COMMENT.sub("", value)
