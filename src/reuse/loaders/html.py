"""HTML and XHTML (extra `web`): the main content of a page, or all of it, each part with its element."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.encoding import decode
from reuse.loaders.extras import needs
from reuse.loaders.metadata import metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SILENT = frozenset(["script", "style", "template", "noscript", "head"])
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
# private-use characters around the number of a part: they go through the extraction with the text that they mark
_MARK, _END = "\ue000", "\ue001"
_NUMBER = re.compile(f"{_MARK}([0-9]+){_END}")
_DEEPEST = 2000  # elements within one another; looking for the main content takes the square of that

_Element: TypeAlias = tuple[str, list[int]]  # its path and, once it has text, its number


@dataclass(frozen=True)
class Html:
    """Reads a page as one document; `content`: its main part without menus and footers, or `full`."""

    content: Literal["main", "full"] = "main"

    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml", ".xht")
    isolated: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell HTML by how it begins."""
        return bool(_BEGINNING.match(head))

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where there is no text."""
        if b"ocr_page" in source.data[: 2**16]:
            from reuse.loaders.hocr import hocr  # noqa: PLC0415 - another library, for few pages

            yield hocr(source)
            return
        needs("resiliparse", "web")
        text, encoding = decoded(source)
        builder, said = page(text, self.content)
        yield builder.document(source, said, encoding)


def decoded(source: Source) -> tuple[str, str]:
    """Return the text of a page, in the encoding that it names where it names one, and that encoding."""
    encoding = source.encoding
    named = None if encoding else _CHARSET.search(source.data[:4096])
    if named and not source.data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = named[1].decode("ascii")
        try:
            codec = codecs.lookup({"iso-8859-1": "cp1252", "ascii": "cp1252"}.get(name.lower(), name))
            if codec._is_text_encoding and not codec.name.startswith("utf-16"):  # noqa: SLF001 - as bytes.decode does
                return source.data.decode(codec.name, "replace"), codec.name
        except (LookupError, ValueError):
            pass  # there is none of that name: found out
    found = decode(source.data, encoding)
    return found.text, found.encoding


def page(text: str, content: str) -> tuple[Builder, dict[str, str]]:
    """Return the text of a page with its elements, and what its head says of it."""
    parse = needs("resiliparse.parse.html", "web")
    try:
        tree = parse.HTMLTree.parse(text)
        said = metadata(_head(tree))
        paths, deep = _mark(tree)
        marked = ""
        if content == "main" and not deep:
            marked = _extracted(tree, main=True)
        if not _NUMBER.sub("", marked).strip():  # a page without any part that looks like the main one
            marked = _extracted(tree, main=False)
    except (ValueError, RuntimeError, RecursionError, TypeError, parse.HTMLParserException) as error:
        raise UnreadableError(f"is no HTML that can be read: {error}") from error
    return _parts(marked, paths), said


def _extracted(tree: Any, *, main: bool) -> str:  # noqa: ANN401 - of an untyped library
    extract = needs("resiliparse.extract.html2text", "web").extract_plain_text
    options = {"list_bullets": False, "alt_texts": False}
    text: str = extract(tree, preserve_formatting=True, main_content=main, **options)
    return text


def _head(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    if tree.title:
        yield "title", tree.title
    document = tree.document
    for node in document.query_selector_all("meta"):
        name = node.getattr("name") or node.getattr("property") or node.getattr("itemprop")
        if name and not name.lower().startswith(("viewport", "theme-", "msapplication", "twitter:", "google")):
            yield name, node.getattr("content") or ""
    for node in document.query_selector_all("link[rel=license], link[rel=canonical]"):
        yield node.getattr("rel") or "", node.getattr("href") or ""


def _mark(tree: Any) -> tuple[list[str], bool]:  # noqa: ANN401 - as above
    """Put the number of its element before each text of the tree.

    Returns the paths of the elements, by number, and whether some are too deep to be looked at.
    """
    html = needs("resiliparse.parse.html", "web")
    paths: list[str] = []
    deep = False
    # what is to come on each floor that the walk is on: a node, its path and number, and the tags before it
    floors: list[tuple[Any, _Element, dict[str, int]]] = [(tree.document.first_child, ("", []), {})]
    while floors:
        node, element, counts = floors.pop()
        if node is None:
            continue
        floors.append((node.next_sibling, element, counts))
        if node.type == html.TEXT:
            _number(node, element, paths)
        elif node.type == html.ELEMENT:
            tag = node.tag
            counts[tag] = counts.get(tag, 0) + 1
            deep |= len(floors) > _DEEPEST
            if tag not in _SILENT and not deep:
                floors.append((node.first_child, _entered(node, tag, counts[tag], element), {}))
    return paths, deep


def _entered(node: Any, tag: str, count: int, above: _Element) -> _Element:  # noqa: ANN401
    """Return the path of an element: from the nearest one with an id, else from the root; inline ones have none."""
    if tag in _INLINE:
        return above
    own = node.getattr("id") or ""
    if own and not own.isspace():
        return f"#{own.strip()}", []
    return f"{above[0]}/{tag}" if tag in {"html", "body"} else f"{above[0]}/{tag}[{count}]", []


def _number(node: Any, element: _Element, paths: list[str]) -> None:  # noqa: ANN401 - as above
    text = (node.value or "").replace(_MARK, "\ufffd").replace(_END, "\ufffd")
    bare = text.lstrip()
    if bare:
        path, number = element
        if not number:
            number.append(len(paths))
            paths.append(path)
        blank = text[: len(text) - len(bare)]
        node.value = f"{blank}{_MARK}{number[0]}{_END}{bare}"


def _parts(marked: str, paths: list[str]) -> Builder:
    builder = Builder("element")
    before = -1
    pieces = _NUMBER.split(marked)
    builder.add(pieces[0].lstrip())
    for number, piece in zip(map(int, pieces[1::2]), pieces[2::2], strict=True):
        if number != before:
            builder.place(path=paths[number] if number < len(paths) else "")
            before = number
        builder.add(piece)
    return builder
