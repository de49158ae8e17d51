from __future__ import annotations

import pytest
from write_formats import assembled

from reuse.loaders.furniture import Line, furniture
from reuse.loaders.pdf import Pdf, _joined
from reuse.stages import Source


def line(text: str, top: float) -> Line:
    words = text.split()
    return Line(words, [(10.0 * k, top, 10.0 * k + 9, top + 10) for k in range(len(words))], 800.0)


def page(head: str, body: list[str], foot: str) -> list[Line]:
    rows = [line(head, 20)] * bool(head)
    rows += [line(text, 60 + 14 * k) for k, text in enumerate(body)]
    return rows + [line(foot, 770)] * bool(foot)


def body(k: int) -> list[str]:
    """Return lines that no other page has."""
    return [f"{word}{'abcdefgh'[k]} of the marsh" for word in ("heron", "reed", "mist", "wind", "oar", "tide")]


def kept(pages: list[list[Line]]) -> list[list[str]]:
    left_out = furniture(pages)
    return [
        [row.text for at, row in enumerate(rows) if (number, at) not in left_out] for number, rows in enumerate(pages)
    ]


def test_heads_that_come_again_and_numbers_that_grow_are_furniture() -> None:
    pages = [page(f"Chapter {k} The Marsh", body(k), f"- {k + 11} -") for k in range(4)]
    assert kept(pages) == [body(k) for k in range(4)]


def test_heads_of_left_and_right_pages_alternate() -> None:
    pages = [page("The Marsh" if k % 2 else f"{k} Ada Merrow", body(k), "") for k in range(8)]
    assert kept(pages) == [body(k) for k in range(8)]


def test_roman_numbers_count_too() -> None:
    pages = [page("", body(k), number) for k, number in enumerate(["ix", "x", "xi"])]
    assert kept(pages) == [body(k) for k in range(3)]


def test_two_lines_of_a_head_are_furniture() -> None:
    head = [line("The Marsh", 10), line("by Ada Merrow", 25)]
    assert kept([[*head, *page("", body(k), "")] for k in range(3)]) == [body(k) for k in range(3)]


@pytest.mark.parametrize(
    "pages",
    [
        [page("", [first, *body(k)], "") for k, first in enumerate(["a list of it", "1912 was cold", "37 of them"])],
        [page("", [first, *body(k)], "") for k, first in enumerate(["1912", "1950", "37"])],
        [page("", ["alone on the only page"], "7")],
        [[line("the same words elsewhere", 20 + 100 * k), *page("", body(k), "")[5:]] for k in range(3)],
        [page("", ["Name Value Unit", *body(k)], "") for k in range(4)],
    ],
)
def test_other_lines_at_the_edge_are_text(pages: list[list[Line]]) -> None:
    assert kept(pages) == [[row.text for row in rows] for rows in pages]


def joined(*pages: list[str]) -> str:
    laid = [[line(text, 60 + 14 * k) for k, text in enumerate(rows)] for rows in pages]
    return "".join(_joined(laid, [""] * len(pages), set()).parts)


def test_words_are_joined_over_lines_and_pages() -> None:
    assert joined(["the lamp-", "lighters of"], ["Vell"]) == "the lamplighters of\nVell"
    assert joined(["the lamp-"], ["lighters of Vell"]) == "the lamplighters of Vell"
    assert joined(["a well-", "known man, well-known in Vell"]) == "a well-known man, well-known in Vell"
    assert joined(["North-", "South of it"]) == "North-\nSouth of it"
    assert joined(["1912-", "1914"]) == "1912-\n1914"
    assert joined(["it ends -"]) == "it ends -"
    assert joined(["it ends-"]) == "it ends-"


def test_a_page_that_ends_a_sentence_ends_a_paragraph() -> None:
    assert joined(["It was so."], ["Then"]) == "It was so.\n\nThen"
    assert joined(["It was"], ["so."]) == "It was\nso."


def test_a_page_without_text_is_an_image() -> None:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>", b"<< >>"]
    with pytest.raises(Exception, match="holds no text: its pages are images"):
        list(Pdf().load(Source("a.pdf", assembled(objects))))
