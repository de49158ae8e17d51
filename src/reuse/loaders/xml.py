"""XML (extra `xml`): TEI, ALTO and any other; no entity is resolved, and nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.extras import needs
from reuse.loaders.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_BLANKS = re.compile(r"[^\S\n]*\n[^\S\n]*|[^\S\n]+")
_SPACE = re.compile(r"\s+")
_DUBLIN_CORE = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
# TEI: of two readings the edited one; what stands beside the text comes behind its paragraph
_OTHER_READING = frozenset(["sic", "orig", "abbr", "teiHeader", "facsimile", "sourceDoc"])
_ASIDE = frozenset(["note"])


@dataclass(frozen=True)
class Xml:
    """Reads a file as one document: paragraphs are the elements that hold text themselves."""

    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".tei", ".alto")
    isolated: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell XML by its declaration."""
        return head.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml")

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is no XML, or holds no text."""
        root = parsed(source.data)
        match local(root):
            case "alto":
                from reuse.loaders.alto import alto  # noqa: PLC0415 - for few files

                yield alto(source, root)
            case "html":
                from reuse.loaders.html import Html  # noqa: PLC0415 - as above

                yield from Html().load(source)
            case _:
                builder = Builder("element")
                for text, path, line in blocks(root):
                    builder.block(text, path=path, line=line, label=f"{path}, line {line}")
                yield builder.document(
                    source, metadata(_said(root)), (root.getroottree().docinfo.encoding or "").lower()
                )


def parsed(data: bytes, extra: str = "xml") -> Any:  # noqa: ANN401 - an element
    """Return the root of a document; raise UnreadableError where that is no well-formed XML.

    extra: the one that lxml comes with, for whoever asks.
    """
    etree = needs("lxml.etree", extra)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError, RecursionError) as error:
        raise UnreadableError(f"is no well-formed XML: {str(error)[:200]}") from error
    if root is None:
        raise UnreadableError("is no well-formed XML: it has no root")
    return root


def local(element: Any) -> str:  # noqa: ANN401 - as above
    """Return the name of an element without its namespace; nothing for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def blocks(root: Any) -> Iterator[tuple[str, str, int]]:  # noqa: ANN401 - as above
    """Yield the text, the XPath (without namespaces) and the line of each element that holds text itself."""
    stack: list[tuple[Any, str]] = [(root, f"/{local(root)}")]
    while stack:
        element, path = stack.pop()
        if _holds_text(element):
            aside: list[Any] = []
            yield _clean("".join(_pieces(element, aside))), path, element.sourceline or 0
            for note in aside:  # each is a block, with all that is in it
                yield _clean("".join(_pieces(note, []))), f"{path}//{local(note)}", note.sourceline or 0
            continue
        counts: dict[str, int] = {}
        below = []
        for child in element:
            name = local(child)
            counts[name] = counts.get(name, 0) + 1
            if name and name not in _OTHER_READING:
                below.append((child, f"{path}/{name}[{counts[name]}]"))
        stack += reversed(below)


def _holds_text(element: Any) -> bool:  # noqa: ANN401 - as above
    return bool(element.text and not element.text.isspace()) or any(
        child.tail and not child.tail.isspace() for child in element
    )


def _pieces(element: Any, aside: list[Any]) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the text in an element, in order; line ends that mean something are form feeds."""
    if element.text:
        yield element.text
    for child in element:
        name = local(child)
        if name in _ASIDE:
            aside.append(child)
        elif name == "lb":
            yield "" if child.get("break") == "no" else "\f"
        elif name and name not in _OTHER_READING:
            yield from _pieces(child, aside)
        if child.tail:
            yield child.tail


def _clean(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\f"))
    return "\n".join(line for line in lines if line)


def _said(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    """Yield what a TEI header says, and what stands in elements of Dublin Core."""
    for header in root.iter("{*}teiHeader"):
        for name, path in _TEI.items():
            found = header.find(path)
            if found is not None:
                yield name, found.get("when") or found.get("target") or "".join(found.itertext())
        break
    for element in root.iter(*(f"{{{space}}}*" for space in _DUBLIN_CORE)):
        yield f"dc:{local(element)}", element.text or ""


_TEI = {
    "title": ".//{*}titleStmt/{*}title",
    "author": ".//{*}titleStmt/{*}author",
    "date": ".//{*}publicationStmt//{*}date",
    "source": ".//{*}publicationStmt/{*}publisher",
    "license": ".//{*}availability//{*}licence",
}
