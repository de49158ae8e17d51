from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.loaders.html import Html
from reuse.stages import Source

if TYPE_CHECKING:
    from reuse.model import Document

LONG = "Nobody had ever counted the herons of the northern marsh, and nobody had missed them when they left."


def load(data: str | bytes, content: str = "full") -> Document:
    data = data.encode() if isinstance(data, str) else data
    (document,) = Html(content).load(Source("a.html", data))  # type: ignore[arg-type]  # of two texts
    return document


def places(document: Document) -> list[tuple[str, str]]:
    """Return the pieces of a document with their paths."""
    assert document.anchors
    bounds = [*document.anchors.starts, len(document.text)]
    parts = [document.text[start:end].strip() for start, end in pairwise(bounds)]
    return list(zip(parts, document.anchors.paths, strict=True))


def test_the_element_is_the_nearest_block_from_the_nearest_id_on() -> None:
    document = load(
        "<body><p>one</p><p>two <b>bold</b> more</p><div id=' d '><p>three</p><div><p>four</p></div></div>"
        "<ul><li>five</li><li><a id=x href=y>six</a></li></ul></body>"
    )
    assert places(document) == [
        ("one", "/html/body/p[1]"),
        ("two bold more", "/html/body/p[2]"),
        ("three", "#d/p[1]"),
        ("four", "#d/div[1]/p[1]"),
        ("five", "/html/body/ul[1]/li[1]"),
        ("six", "/html/body/ul[1]/li[2]"),
    ]


def test_menus_and_footers_are_no_main_content() -> None:
    page = f"<body><nav><a href=x>Home</a></nav><article><p>{LONG}</p></article><footer>Imprint</footer></body>"
    assert load(page, "main").text == LONG
    assert [text for text, _ in places(load(page))] == ["Home", LONG, "Imprint"]


def test_a_page_without_a_main_part_is_read_in_full() -> None:
    assert load("<nav>Only a menu here</nav>", "main").text == "Only a menu here"


def test_scripts_and_styles_are_no_text() -> None:
    assert load("<style>p {}</style><script>x = 1</script><template>t</template><p>one</p>").text == "one"


def test_what_the_head_says_is_metadata() -> None:
    document = load(
        "<head><title> A\n title </title><meta name=DC.creator content=Ada><meta name=viewport content=x>"
        "<meta property='article:published_time' content=2020-01-02><link rel=license href='https://l'></head><p>one"
    )
    assert document.metadata == {"title": "A title", "author": "Ada", "date": "2020-01-02", "license": "https://l"}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=iso-8859-2><p>žluťoučký".encode("iso-8859-2"), "iso8859-2"),
        ("<meta http-equiv=x content='text/html; charset=windows-1250'><p>žluťoučký".encode("cp1250"), "cp1250"),
        ("<p>žluťoučký".encode(), "utf-8"),
        ("<meta charset=nonsense><p>žluťoučký".encode(), "utf-8"),
        ("\ufeff<meta charset=cp1250><p>žluťoučký".encode(), "utf-8-sig"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_names(data: bytes, encoding: str) -> None:
    document = load(data)
    assert (document.text, document.encoding) == ("žluťoučký", encoding)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="<>&", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20),
        min_size=1,
        max_size=6,
    )
)
def test_marks_never_stay_in_the_text(texts: list[str]) -> None:
    page = "".join(f"<p>{text}</p>" for text in ["first", *texts, "&#xE000;7&#xE001;", "\ue0003\ue001", "last"])
    document = load(page.encode("utf-8", "replace"))
    assert "\ue000" not in document.text
    assert "\ue001" not in document.text
    assert document.text.startswith("first")
    assert document.text.endswith("last")


def test_html_is_recognised_by_how_it_begins() -> None:
    assert Html.recognises(b"\xef\xbb\xbf <!-- one --> <!-- two -->\n<!DOCTYPE HTML>")
    assert Html.recognises(b'<?xml version="1.0"?><html>')
    assert not Html.recognises(b"<htmlish>")
    began = time.monotonic()
    assert not Html.recognises(b"<!-- -->" * 1000)
    assert time.monotonic() - began < 1
