from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reuse.errors import UnreadableError
from reuse.loaders.hocr import Hocr
from reuse.loaders.xml import Xml
from reuse.stages import Source

if TYPE_CHECKING:
    from reuse.model import Document

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{}</teiHeader><text><body>{}</body></text></TEI>'


def load(data: str, loader: type[Xml | Hocr] = Xml) -> Document:
    (document,) = loader().load(Source("a.xml", data.encode()))
    return document


def test_paragraphs_are_the_elements_that_hold_text_themselves() -> None:
    document = load("<a>\n<b><c>one</c><c>two <i>more</i></c></b>\n<b>three <c>four</c></b></a>")
    assert document.text == "one\n\ntwo more\n\nthree four"
    assert document.anchors
    assert document.anchors.paths == ("/a/b[1]/c[1]", "/a/b[1]/c[2]", "/a/b[2]")
    assert list(document.anchors.lines) == [2, 2, 3]


def test_tei_reads_as_its_editors_mean_it() -> None:
    body = (
        "<p>A <choice><sic>wrnog</sic><corr>wrong</corr></choice> word<note>an aside</note>, part<lb break='no'/>ed and"
        "<lb/>broken.</p><lg><l>first verse</l><l>second verse</l></lg>"
    )
    document = load(TEI.format("", body))
    assert document.text == "A wrong word, parted and\nbroken.\n\nan aside\n\nfirst verse\n\nsecond verse"
    assert document.anchors
    assert [path.removeprefix("/TEI/text[1]/body[1]/") for path in document.anchors.paths] == [
        *("p[1]", "p[1]//note", "lg[1]/l[1]", "lg[1]/l[2]")
    ]


def test_the_header_is_metadata_and_no_text() -> None:
    header = (
        "<fileDesc><titleStmt><title>On  herons</title><author>Ada</author></titleStmt><publicationStmt>"
        "<publisher>The Mercury</publisher><date when='1912'>spring</date><availability><licence target='https://l'>free"
        "</licence></availability></publicationStmt></fileDesc>"
    )
    document = load(TEI.format(header, "<p>one</p>"))
    assert document.text == "one"
    assert document.metadata == {
        "title": "On herons", "author": "Ada", "date": "1912", "source": "The Mercury", "license": "https://l",
    }  # fmt: skip


def test_dublin_core_is_metadata() -> None:
    document = load('<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ada</dc:creator><p>one</p></r>')
    assert document.metadata == {"author": "Ada"}


def test_words_of_alto_have_their_boxes() -> None:
    words = '<String CONTENT="one" HPOS="1" VPOS="2" WIDTH="30" HEIGHT="4"/><SP/><String CONTENT="two"/>'
    hyphen = '<String CONTENT="par" HPOS="5" VPOS="6" WIDTH="7" HEIGHT="8"/><HYP CONTENT="-"/>'
    lines = f"<TextLine>{words}</TextLine><TextLine>{hyphen}</TextLine>"
    page = f'<Page PRINTED_IMG_NR="xii"><PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace></Page>'
    document = load(f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout>{page}</Layout></alto>')
    assert document.text == "one two\npar-"
    assert document.anchors
    assert (document.anchors.at(0).label, document.anchors.at(0).number) == ("p. xii", 1)
    assert [document.anchors.at(offset).box for offset in (0, 5, 8)] == [(1, 2, 31, 6), (1, 2, 31, 6), (5, 6, 12, 14)]


def test_words_of_hocr_have_their_boxes() -> None:
    word = "<span class='ocrx_word' title='bbox {} 2 3 4; x_wconf 90'>{}</span>"
    lines = "".join(
        f"<span class='ocr_line'>{word.format(k, text)} {word.format(k + 5, 'x')}</span>"
        for k, text in [(1, "one"), (2, "two")]
    )
    document = load(f"<div class='ocr_page' title='ppageno 4'><p class='ocr_par'>{lines}</p></div>", Hocr)
    assert document.text == "one x\ntwo x"
    assert document.anchors
    assert (document.anchors.at(0).label, document.anchors.at(6).box) == ("p. 5", (2, 2, 3, 4))


@pytest.mark.parametrize(
    ("data", "reason"), [("<a>", "is no well-formed XML"), ("<a/>", "holds no text"), ("", "is no well-formed XML")]
)
def test_what_cannot_be_read_says_why(data: str, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        load(data)
