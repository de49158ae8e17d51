"""DOCX, PPTX, ODT and ODP (extra `office`): paragraphs of texts and slides, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.package import Package
from reuse.loaders.xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_BLANKS = re.compile(r"[ \t\r\n]+")
# marks that are text, and elements whose text is none of the paragraph: a box, a note, what was deleted
_MARKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "s": " ", "line-break": "\n"}
_APART = frozenset(
    ["txbxContent", "Fallback", "del", "moveFrom", "pPr", "rPr", "note", "annotation", "text-box", "instrText"]
)


def paragraphs(root: Any, names: frozenset[str]) -> Iterator[str]:  # noqa: ANN401 - an element
    """Yield the text of each element of one of these names, in order, but what is deleted or told twice."""
    for element in root.iter():
        if local(element) in names and not any(
            local(one) in {"Fallback", "tracked-changes"} for one in element.iterancestors()
        ):
            text = "".join(_pieces(element))
            if text and not text.isspace():
                yield text.strip()


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    word = element.tag.startswith("{http://schemas.openxmlformats.org/") or element.tag.startswith("{http://purl.oclc")
    for part in [element] if local(element) == "t" else ():
        yield part.text or ""
    if not word and element.text:
        yield _BLANKS.sub(" ", element.text)
    for child in element:
        name = local(child)
        if name in _MARKS:
            repeated = child.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c", "1")
            yield _MARKS[name] * min(int(repeated) if repeated.isdecimal() and len(repeated) < 4 else 1, 100)  # noqa: PLR2004 - blanks in a row
        elif name and name not in _APART:
            yield from _pieces(child)
        if not word and child.tail:
            yield _BLANKS.sub(" ", child.tail)


@dataclass(frozen=True)
class Docx:
    """Reads a file as one document: paragraphs, then notes; headers and footers are furniture."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".docx", ".docm", ".dotx")
    isolated: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is encrypted, damaged or without text."""
        package = Package(source.data, self.expansion)
        roots = [name for kind, name in package.related("").values() if kind == "officeDocument"]
        main = roots[0] if roots else "word/document.xml"
        builder = Builder("paragraph")
        for number, text in enumerate(paragraphs(package.xml(main), frozenset("p")), 1):
            builder.block(text, number=number)
        for kind, name in package.related(main).values():
            if kind in {"footnotes", "endnotes"} and name in package.names:
                for number, text in enumerate(paragraphs(package.xml(name), frozenset("p")), 1):
                    builder.block(text, number=number, label=f"{kind[:-1]} {number}")
        yield builder.document(source, package.said("docProps/core.xml"))


@dataclass(frozen=True)
class Pptx:
    """Reads a file as one document: slides, each with its notes."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".pptx", ".pptm", ".ppsx")
    isolated: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is encrypted, damaged or without text."""
        package = Package(source.data, self.expansion)
        main = "ppt/presentation.xml"
        related = package.related(main)
        order = [
            value
            for entry in package.xml(main).iter("{*}sldId")
            for key, value in entry.attrib.items()
            if key.endswith("}id")
        ]
        builder = Builder("slide")
        for number, slide in enumerate((related[one][1] for one in order if one in related), 1):
            for text in paragraphs(package.xml(slide), frozenset("p")):
                builder.block(text, number=number)
            notes = [name for kind, name in package.related(slide).values() if kind == "notesSlide"]
            for text in (
                paragraphs(package.xml(notes[0]), frozenset("p")) if notes and notes[0] in package.names else ()
            ):
                if not text.isdecimal():  # the number of the slide
                    builder.block(text, number=number, label=f"slide {number}, notes")
        yield builder.document(source, package.said("docProps/core.xml"))


@dataclass(frozen=True)
class OpenDocument:
    """Reads a text or a presentation as one document."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".odt", ".ott", ".odp")
    isolated: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is encrypted, damaged or without text."""
        package = Package(source.data, self.expansion)
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableError("encrypted")
        root, names = package.xml("content.xml"), frozenset(["p", "h"])
        slides = list(root.iter("{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"))
        builder = Builder("slide" if slides else "paragraph")
        for number, slide in enumerate(slides, 1):
            for text in paragraphs(slide, names):
                builder.block(text, number=number)
        if not slides:
            for number, text in enumerate(paragraphs(root, names), 1):
                builder.block(text, number=number)
        yield builder.document(source, package.said("meta.xml"))
