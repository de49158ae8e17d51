"""EPUB (extra `office`): the chapters of a book, in the order of reading."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.extras import needs
from reuse.loaders.package import Package, within
from reuse.loaders.xml import blocks, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_PAGES = ("application/xhtml+xml", "text/html")


@dataclass(frozen=True)
class Epub:
    """Reads a book as one document."""

    expansion: int = 100

    suffixes: ClassVar[tuple[str, ...]] = (".epub",)
    isolated: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell EPUB by its first member."""
        return head.startswith(b"PK\x03\x04") and b"mimetypeapplication/epub+zip" in head[:100]

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is encrypted, damaged or without text."""
        package = Package(source.data, self.expansion)
        roots = [one.get("full-path", "") for one in package.xml("META-INF/container.xml").iter("{*}rootfile")]
        if not roots:
            raise UnreadableError("is damaged: its container names no book")
        locked = b""
        if "META-INF/encryption.xml" in package.names:
            locked = package.read("META-INF/encryption.xml")
        builder, number = Builder("chapter"), 0
        for name in _spine(package, roots[0]):
            if posixpath.basename(name).encode() in locked:
                raise UnreadableError("encrypted")
            if name not in package.names:
                continue
            texts = list(blocks(_body(package.read(name))))
            number += bool(texts)
            for at, (text, path, _) in enumerate(texts, 1):
                builder.block(text, number=number, label=f"chapter {number}, paragraph {at}", path=f"{name}#{path}")
        yield builder.document(source, package.said(roots[0]))


def _spine(package: Package, root: str) -> Iterator[str]:
    """Yield the names of the pages, in order."""
    book, folder = package.xml(root), posixpath.dirname(root)
    manifest = {
        item.get("id"): within(folder, unquote(item.get("href", "")))
        for item in book.iter("{*}item")
        if item.get("media-type") in _PAGES and "nav" not in (item.get("properties") or "").split()
    }
    for item in book.iter("{*}itemref"):
        if item.get("idref") in manifest and item.get("linear") != "no":
            yield manifest[item.get("idref")]


def _body(data: bytes) -> Any:  # noqa: ANN401 - an element
    html = needs("lxml.html", "office")
    encoding = re.search(rb"""^\s*<\?xml[^>]*encoding=["']([\w-]+)""", data)
    try:
        parser = html.HTMLParser(
            encoding=encoding[1].decode() if encoding else "utf-8", no_network=True, remove_comments=True
        )
        root = html.document_fromstring(data, parser)
    except (ValueError, LookupError, html.etree.LxmlError) as error:
        raise UnreadableError(f"is damaged: {error}") from error
    for element in list(root.iter("script", "style")):
        element.drop_tree()
    body = next((child for child in root if local(child) == "body"), None)
    return root if body is None else body
