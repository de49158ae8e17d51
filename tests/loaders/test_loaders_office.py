from __future__ import annotations

from write_formats import WORD, book, packed, relations, slides

from reuse.loaders.epub import Epub
from reuse.loaders.office import Docx, OpenDocument, Pptx
from reuse.loaders.rtf import Rtf
from reuse.model import Document
from reuse.stages import Loader, Source


def load(loader: Loader, data: bytes) -> Document:
    (document,) = loader.load(Source("a", data))
    assert isinstance(document, Document)
    return document


def labels(document: Document) -> list[str]:
    assert document.anchors
    return [document.anchors.at(start).label for start in document.anchors.starts]


def docx(body: str, **notes: str) -> bytes:
    parts: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    }
    if notes:
        parts["word/_rels/document.xml.rels"] = relations(**{kind: f"{kind}.xml" for kind in notes})
    for kind, text in notes.items():
        parts[f"word/{kind}.xml"] = f'<w:{kind} xmlns:w="{WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    return packed(parts)


def test_word_reads_what_stands_and_not_what_was_deleted() -> None:
    body = (
        "<w:p><w:pPr/><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t xml:space='preserve'> three</w:t></w:r></w:p><w:p/>"
        "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    document = load(Docx(), docx(body, footnotes="a note", endnotes="the end"))
    assert document.text == "one two\n three\n\nnew\n\ncell\n\na note\n\nthe end"
    assert labels(document) == ["paragraph 1", "paragraph 2", "paragraph 3", "footnote 1", "endnote 1"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    both = f"<mc:AlternateContent xmlns:mc='m'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert load(Docx(), docx(f"<w:p><w:r><w:t>one</w:t></w:r><w:r>{both}</w:r></w:p>")).text == "one\n\nin a box"


def test_opendocument_keeps_blanks_and_drops_notes() -> None:
    spaces = 'xmlns:office="o" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "<text:h>Head</text:h><text:p>one<text:s text:c='3'/>two<text:line-break/>three <text:span>four</text:span> five</text:p>"
    deleted = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    data = packed({"content.xml": f"<office:document-content {spaces}>{deleted}{body}</office:document-content>"})
    assert load(OpenDocument(), data).text == "Head\n\none   two\nthree four five"


def test_slides_stand_in_the_order_of_the_talk_with_their_notes() -> None:
    parts = slides()
    parts["ppt/slides/_rels/slide2.xml.rels"] = relations(notesSlide="../notesSlides/n.xml")
    parts["ppt/notesSlides/n.xml"] = (
        '<p:notes xmlns:p="p" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>say this</a:t></a:r></a:p><a:p><a:r><a:t>2</a:t></a:r></a:p></p:notes>'
    )
    presentation = str(parts["ppt/presentation.xml"])
    parts["ppt/presentation.xml"] = (
        presentation.replace('r:id="slide1"', 'r:id="x"')
        .replace('r:id="slide5"', 'r:id="slide1"')
        .replace('r:id="x"', 'r:id="slide5"')
    )
    document = load(Pptx(), packed(parts))
    assert labels(document) == ["slide 1", "slide 2", "slide 2, notes", "slide 3", "slide 4", "slide 5"]
    assert document.text.startswith("In the end")
    assert "\n\nsay this\n\n" in document.text


def test_chapters_are_those_of_the_spine() -> None:
    parts = book()
    parts["OEBPS/c1.xhtml"] = (
        "<html><head><title>t</title><style>p {}</style></head><body><script>x</script><p>one&nbsp;two</p></body></html>"
    )
    document = load(Epub(), packed(parts))
    assert "\n\none two\n\n" in document.text
    assert labels(document)[:2] == ["chapter 1, paragraph 1", "chapter 2, paragraph 1"]
    assert document.anchors
    assert document.anchors.paths[1] == "OEBPS/c1.xhtml#/body/p[1]"


def test_rtf_reads_letters_beyond_ascii() -> None:
    document = load(
        Rtf(), b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}na\\'efve \\u8220?quoted\\u8221?\\par second}"
    )
    assert document.text == "naïve “quoted”\n\nsecond"
