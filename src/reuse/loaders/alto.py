"""ALTO: the words that were read on scanned pages, each with its box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reuse.loaders.builder import Builder
from reuse.loaders.xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.anchors import Box
    from reuse.model import Document
    from reuse.stages import Source


def alto(source: Source, root: Any) -> Document:  # noqa: ANN401 - an element
    """Return a file of ALTO as one document: a line a line, text blocks apart."""
    builder = Builder("page")
    for count, page in enumerate(root.iter("{*}Page"), 1):
        number = _int(page.get("PHYSICAL_IMG_NR")) or count
        printed = page.get("PRINTED_IMG_NR")
        label = f"p. {printed}" if printed else ""
        begun = False
        for block in page.iter("{*}TextBlock"):
            apart = "\n\n"
            for line in block.iter("{*}TextLine"):
                words = list(_words(line))
                if not words:
                    continue
                builder.add(apart if builder.length else "")
                if not begun:
                    builder.place(number=number, label=label)
                    begun = True
                apart = "\n"
                for text, box in words:
                    builder.add(text, box)
    return builder.document(source, {}, (root.getroottree().docinfo.encoding or "").lower())


def _words(line: Any) -> Iterator[tuple[str, Box | None]]:  # noqa: ANN401 - as above
    """Yield words with their boxes, and what is between them without; a word that was parted has its hyphen."""
    blank = ""
    for part in line:
        match local(part):
            case "String" if part.get("CONTENT"):
                if blank:
                    yield blank, None
                yield part.get("CONTENT"), _box(part)
                blank = " "
            case "HYP":
                yield part.get("CONTENT") or "-", None


def _box(part: Any) -> Box | None:  # noqa: ANN401 - as above
    try:
        left, top, width, height = (float(part.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    except (TypeError, ValueError):
        return None
    return left, top, left + width, top + height


def _int(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else 0  # noqa: PLR2004 - 32 bits
