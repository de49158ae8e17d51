"""The pages of an index: documents, one of them checked, a text that is pasted."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from reuse.api.serving import Checks, server
from reuse.cli import run
from reuse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
EVIL = "</script><img src=x onerror=alert(1)>{{7*7}} and some words that follow it, so that there is a text to check."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("index")
    (folder / "evil.txt").write_text(f"Before it. {EVIL}\n")
    (folder / "table.csv").write_text('id,date,author\nseeds/003_37e121fc5e81cec1.txt,2023-05-14,"<b>Brown</b>"\n')
    given = [
        "seeds",
        str(folder / "evil.txt"),
        "-o",
        str(folder / "ref.index"),
        "--metadata",
        str(folder / "table.csv"),
    ]
    with contextlib.chdir(ROOT):
        assert run(["index", "build", *given, "-q"]) == 0
        with server(Checks(str(folder / "ref.index"), Settings()), 0) as running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{running.server_port}/"
            running.shutdown()


@pytest.fixture
def visited(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Return `visit(**context)`; the test fails if a page errs, opens a dialog, or asks for anything elsewhere."""
    faults: list[str] = []
    pages: list[Page] = []

    def visit(**context: object) -> Page:
        page = browser.new_context(**context).new_page()  # type: ignore[arg-type]  # as the browser takes them
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith(site) else None)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.goto(site)
        page.wait_for_selector("#documents")
        return page

    yield visit
    for page in pages:
        page.context.close()
    assert not faults


def test_documents_are_listed_searched_sorted(visited: Callable[..., Page]) -> None:
    page = visited()
    rows = page.locator("#documents tbody tr")
    assert rows.count() == 6
    page.get_by_label("Name or metadata").fill("BROWN")
    assert rows.count() == 1
    assert "author: <b>Brown</b>" in (rows.text_content() or "")
    page.get_by_label("Name or metadata").fill("")
    page.locator("#documents").get_by_role("button", name="Words").click()
    assert "000_cb778" in (rows.first.text_content() or "")
    page.get_by_label("Search passages and documents").fill("004_")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('#documents tbody tr').length === 1")
    assert "heat map of that, is for a report" in (page.locator(".notice").first.text_content() or "")


def test_a_document_is_checked_and_leads_on(visited: Callable[..., Page]) -> None:
    page = visited()
    page.locator("#documents").get_by_role("link", name="000_").click()
    page.wait_for_selector("mark.source")
    assert "84% also stands elsewhere: 60% shared with" in (page.locator(".lead").text_content() or "")
    assert page.locator(".reading").text_content() == next(ROOT.glob("seeds/000_*")).read_bytes().decode()
    page.locator(".sources").get_by_role("link", name="003_").click()
    page.wait_for_selector(".panes mark.here")
    page.get_by_role("link", name="all 2 places").click()
    page.wait_for_selector(".collation")
    page.locator("#places").get_by_role("link", name="003_").click()
    page.wait_for_selector(".notice")
    page.get_by_role("link", name="Check this document against the whole index").click()
    page.wait_for_selector('main[data-ready="#/document/0"] h1 >> text=003_')
    page.get_by_role("link", name="Index ref.index").click()
    page.wait_for_selector("#check")


def test_a_text_is_pasted(visited: Callable[..., Page]) -> None:
    page = visited()
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("text=there is no text to check")
    page.get_by_label("Paste a text").fill(f"Somebody wrote this. {EVIL}")
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("mark.source")
    assert page.locator("h1").text_content() == "pasted text"
    assert EVIL in (page.locator(".reading").text_content() or "")
    page.locator(".sources").get_by_role("link", name="evil.txt").click()
    page.wait_for_selector(".panes mark.here")
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_and_nothing_wider_than_a_phone(visited: Callable[..., Page], scheme: str) -> None:
    page = visited(color_scheme=scheme, bypass_csp=True, viewport={"width": 375, "height": 700})
    for follow in (False, True):
        if follow:
            page.locator("#documents").get_by_role("link", name="000_").click()
            page.wait_for_selector("mark.source")
            page.wait_for_selector('main[data-ready="#/document/0"]')
        faults = Axe().run(page).response["violations"]
        assert not [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}]
        assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_an_end_of_the_server_is_told(visited: Callable[..., Page]) -> None:
    page = visited()
    page.route("**/pasted", lambda route: route.abort())
    page.get_by_label("Paste a text").fill("Is anybody there?")
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector("text=The server does not answer: is it still running?")
