"""PDF (extra `pdf`): the running text of all pages, each word with its page and box."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.extras import needs
from reuse.loaders.furniture import Line, furniture
from reuse.loaders.metadata import metadata, pdf_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import Document
    from reuse.stages import Source

_PASSWORD = 4  # pdfium's number for a wrong password
_SAID = {"Title": "title", "Author": "author", "CreationDate": "date", "Subject": "subject", "Keywords": "keywords"}
# pdfium itself takes away the line end behind a hyphen that parts a word, and leaves one of these for both
_LINE = re.compile(r"[^\n\x02\ufffe]+[\x02\ufffe]?")
_WORD = re.compile(r"\S+")
_HYPHENS = "-\xad\u2010"
_COMPOUND = re.compile(r"\w+-\w+")
_NO_TEXT = str.maketrans(dict.fromkeys([*map(chr, range(32)), "\ufffe", "\uffff"], "") | {"\t": " "})
_FAR = 1.75  # line heights from one line to the next: a new paragraph
_ENDS = (".", "!", "?", ":", "”", '"', "»", "…")


@dataclass(frozen=True)
class Pdf:
    """Reads a file as one document, lines joined across hyphens and pages; `furniture`: keep heads and page numbers."""

    furniture: bool = False

    suffixes: ClassVar[tuple[str, ...]] = (".pdf",)
    isolated: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell PDF by its mark, which may have something before it."""
        return b"%PDF-" in head[:1024]

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError where it is encrypted, damaged or without text."""
        pdfium = needs("pypdfium2", "pdf")
        try:
            document = pdfium.PdfDocument(source.data)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", 0) == _PASSWORD or "assword" in str(error)
            raise UnreadableError("encrypted" if locked else f"is no PDF, or damaged: {error}") from error
        try:
            pages = [_lines(document, number) for number in range(len(document))]
            labels = [document.get_page_label(number) for number in range(len(document))]
            said = document.get_metadata_dict(skip_empty=True)
        except (pdfium.PdfiumError, UnicodeDecodeError, OSError, ValueError) as error:
            raise UnreadableError(f"is damaged: {error}") from error
        finally:
            document.close()
        if not any(pages):
            raise UnreadableError("holds no text: its pages are images" if pages else "has no pages")
        left_out = set() if self.furniture else furniture(pages)
        builder = _joined(pages, labels, left_out)
        told = metadata((_SAID[key], pdf_date(value)) for key, value in said.items() if key in _SAID)
        yield builder.document(source, told | ({"furniture": f"{len(left_out)} lines"} if left_out else {}))


def _lines(document: Any, number: int) -> list[Line]:  # noqa: ANN401 - of an untyped library
    """Return the lines of a page, in the order of reading, with the boxes of their words."""
    raw = needs("pypdfium2.raw", "pdf")
    page = document[number]
    textpage = page.get_textpage()
    height, text = page.get_height(), _characters(raw, textpage.raw)
    rectangle = raw.FS_RECTF()
    pointer, box = ctypes.byref(rectangle), raw.FPDFText_GetLooseCharBox
    lines = []
    for line in _LINE.finditer(text):
        words, sides = [], []
        for word in _WORD.finditer(text, *line.span()):
            left = top = float("inf")
            right = bottom = float("-inf")
            for at in (word.start(), word.end() - 1):
                if box(textpage.raw, at, pointer):
                    left, right = min(left, rectangle.left), max(right, rectangle.right)
                    top, bottom = min(top, height - rectangle.top), max(bottom, height - rectangle.bottom)
            if plain := word[0].translate(_NO_TEXT):
                words.append(f"{plain}-" if word[0][-1] in "\x02\ufffe" else plain)
                sides.append((left, top, right, bottom))
        if words:
            lines.append(Line(words, sides, height))
    textpage.close()
    page.close()
    return lines


def _characters(raw: Any, textpage: Any) -> str:  # noqa: ANN401 - as above
    """Return the characters of a page, one for each that pdfium has a box for; line ends are single line feeds."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(textpage, 0, count, buffer) == count + 1 and not any(0xD800 <= u < 0xE000 for u in buffer):  # noqa: PLR2004 - halves of characters
        text = bytes(buffer)[:-2].decode("utf-16-le", "replace")
    else:  # some have no text, or are two units long: one by one
        codes = (raw.FPDFText_GetUnicode(textpage, at) for at in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)  # noqa: PLR2004 - as above
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _joined(pages: Sequence[Sequence[Line]], labels: Sequence[str], left_out: set[tuple[int, int]]) -> Builder:
    """Put the lines of all pages together, without those that are left out."""
    builder = Builder("page")
    compounds = {
        found.lower() for lines in pages for line in lines for word in line.words for found in _COMPOUND.findall(word)
    }
    before: Line | None = None
    hyphen = ""
    for number, (lines, label) in enumerate(zip(pages, labels, strict=True), 1):
        fresh = True
        for at, line in enumerate(lines):
            if (number - 1, at) in left_out:
                continue
            parted = bool(hyphen) and line.words[0][0].islower()
            if hyphen and (not parted or f"{hyphen}-{line.words[0]}".lower().rstrip(".,;:!?)") in compounds):
                builder.add("-")
            if before is not None and not parted:
                builder.add(_apart(before, line, fresh=fresh))
            if fresh:
                builder.place(number=number, label=f"p. {label}" if label and label != str(number) else "")
                fresh = False
            hyphen = _add(builder, line)
            before = line
    if hyphen:
        builder.add("-")
    return builder


def _add(builder: Builder, line: Line) -> str:
    """Add the words of a line; return the last one, without its hyphen, if that may part it from the next line."""
    *words, last = zip(line.words, line.boxes, strict=True)
    for word, box in words:
        builder.add(word, box)
        builder.add(" ")
    stem = last[0][:-1]
    parts = last[0][-1] in _HYPHENS and stem[-1:].isalpha()
    builder.add(stem if parts else last[0], last[1])
    return re.split(r"\W", stem)[-1] if parts else ""


def _apart(before: Line, line: Line, *, fresh: bool) -> str:
    """Return what parts two lines: a blank line where a paragraph begins."""
    if fresh or line.top < before.top:  # a page or a column further
        return "\n\n" if before.words[-1].endswith(_ENDS) else "\n"
    tall = max(before.bottom - before.top, 1.0)
    return "\n\n" if line.top - before.top > _FAR * tall else "\n"
