"""hOCR (extra `xml`): HTML that says of each word where it was read on which page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.encoding import decode
from reuse.loaders.extras import needs
from reuse.loaders.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.anchors import Box
    from reuse.model import Document
    from reuse.stages import Source

_BOX = re.compile(r"\bbbox (-?\d{1,9}) (-?\d{1,9}) (-?\d{1,9}) (-?\d{1,9})")
_PAGE = re.compile(r"\bppageno (\d{1,9})")
_LINE = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


@dataclass(frozen=True)
class Hocr:
    """Reads a file as one document: a line a line, paragraphs apart."""

    suffixes: ClassVar[tuple[str, ...]] = (".hocr",)
    isolated: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it holds no words."""
        yield hocr(source)


def hocr(source: Source) -> Document:
    """Return hOCR as one document; raise UnreadableError where it holds no words."""
    html = needs("lxml.html", "xml")
    found = decode(source.data, source.encoding)
    text = re.sub(r"^\s*<\?xml[^>]*>", "", found.text)
    try:
        parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
        root = html.document_fromstring(text, parser)
    except (ValueError, html.etree.LxmlError) as error:
        raise UnreadableError(f"is no HTML that can be read: {error}") from error
    builder, count, apart = Builder("page"), 0, ""
    for element in root.iter():
        kinds = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        title = element.get("title") or "" if kinds else ""
        if "ocr_page" in kinds:
            count += 1
            number = _PAGE.search(title)
            at, apart = int(number[1]) + 1 if number else count, "\n\n"
            fresh = True
        elif "ocr_par" in kinds:
            apart = "\n\n"
        elif any(kind in _LINE for kind in kinds):
            apart = apart or "\n"
        elif "ocrx_word" in kinds and count:
            word = " ".join("".join(element.itertext()).split())
            if not word:
                continue
            builder.add((apart or " ") if builder.length else "")
            if fresh:
                builder.place(number=at)
                fresh = False
            builder.add(word, _box(title))
            apart = ""
    said = metadata((node.get("name") or "", node.get("content") or "") for node in root.iter("meta"))
    return builder.document(source, said, found.encoding)


def _box(title: str) -> Box | None:
    found: Any = _BOX.search(title)
    return tuple(map(float, found.groups())) if found else None  # type: ignore[return-value]  # four of them
