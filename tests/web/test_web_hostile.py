"""A document of things that run elsewhere is shown as it is, and runs nothing, in the page and in the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from written import written

from reuse import Document, scan
from reuse.reporters.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

TEXT = """</script><script>alert('one')</script><img src=x onerror="alert('two')"> <svg onload=alert(3)>
<iframe src="javascript:alert(4)"></iframe> {{7*7}} ${7*7} <%= 7*7 %> [bold red]loud[/] [/]
[link=http://example.com]here \x1b]8;;http://example.com\x1b\\link\x1b]8;;\x1b\\ \x1b[31mred\x1b[0m \x9b2J
\u202egnp.exe\u202c <style>*{display:none}</style>
&lt;b&gt; &amp; <a href="javascript:alert(5)" onclick="alert(6)">press</a> \U0001f4a9 na\u0308ive
"""
NAME = "<img src=x onerror=alert(7)>{{7*7}}[bold]\x1b[31m\u202e.txt"


def hostile() -> object:
    return scan([Document(NAME, f"{TEXT}and no more of it"), Document("b", f"Before it. {TEXT}", "b", {"date": TEXT})])


def test_the_page_shows_it_and_runs_nothing(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened(written(hostile(), tmp_path / "report.html"))  # its fixture fails for dialogs, requests and errors
    assert "<img src=x onerror=alert(7)>{{7*7}}[bold]\\x1b[31m\\u202e.txt" in (
        page.locator("#documents").text_content() or ""
    )
    for view in ("#/document/0", "#/document/1", "#/side/0/1", "#/search/alert"):
        page.evaluate("view => { location.hash = view }", view)
        page.wait_for_function("view => document.querySelector('main').dataset.ready.startsWith(view)", arg=view)
        page.wait_for_timeout(100)
        assert page.locator("main img, main script, main iframe, main style, main svg[onload]").count() == 0
    page.evaluate("location.hash = '#/document/1'")
    page.wait_for_selector('main[data-ready="#/document/1"] .reading')
    text = page.locator(".reading").text_content() or ""
    assert "<script>alert('one')</script>" in text
    assert "{{7*7}} ${7*7} <%= 7*7 %>" in text
    assert "U+001B]8;;http" in text
    assert "U+202Egnp.exe" in text
    back = page.locator(".reading").evaluate(
        "box => { box.querySelectorAll('.escape').forEach(e => e.replaceWith(e.dataset.character));"
        " return box.textContent }"
    )
    assert back == f"Before it. {TEXT}"
    marks = page.eval_on_selector_all(
        "mark.source", "m => m.map(e => [+e.dataset.start, +e.dataset.end, e.textContent])"
    )
    whole = f"Before it. {TEXT}"
    assert [whole[start:end] for start, end, _ in marks] == [shown for *_, shown in marks]


def test_the_terminal_shows_it_and_runs_nothing() -> None:
    stream = io.StringIO()
    Terminal(width=120, verbose=True).write(hostile(), stream)
    text = stream.getvalue()
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)
    assert "[bold red]loud[/]" in text
    assert "{{7*7}}" in text
