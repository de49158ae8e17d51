from __future__ import annotations

from typing import TYPE_CHECKING

from builds import hostile, knowing, written
from markdown_it import MarkdownIt

from reuse.reporters.markdown_report import Markdown, code, escaped

if TYPE_CHECKING:
    from reuse.model import Report


def test_the_new_copies_with_their_places(report: Report) -> None:
    text = written(Markdown(), knowing(report, f0=(0, 1), f1=(0, 1), f2=(0, 1)))
    assert text.startswith("### Text reuse: 1 new copy\n\n3 documents, 80% of the text reused; 3 copies are known.\n")
    assert (
        "line 1**: edited, also in `news/ferry.txt` line 2, `news/city desk.txt` line 3\n\n> reached the island" in text
    )


def test_what_is_too_long_is_cut_and_told(report: Report) -> None:
    text = written(Markdown(longest=600), report)
    assert text.endswith("more passages left out: there is no room for more.\n")
    assert len(text) < 700


def test_no_text_is_markup() -> None:
    for text in (
        "# x",
        "1. x",
        "- x",
        "<img src=x>",
        "[x](http://y)",
        "a `b` *c* __d__",
        "&lt;",
        "~~x~~",
        "http://x.y",
    ):
        shown = MarkdownIt("commonmark").render(f"> {escaped(text)}")
        assert [
            tag for tag in ("<h", "<ol", "<ul", "<img", "<a ", "<em", "<strong", "<code", "<del") if tag in shown
        ] == []


def test_nobody_is_called() -> None:
    assert "@" not in escaped("@everyone #12")
    assert "#1" not in escaped("#12")


def test_a_name_stays_in_its_code_span(report: Report) -> None:
    assert code("a`b``c") == "``` a`b``c ```"
    assert "<script>" not in MarkdownIt("commonmark").render(written(Markdown(), hostile(report, "x", "`<script>`")))
