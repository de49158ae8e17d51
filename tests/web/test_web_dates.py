"""Documents with dates, and a report without the texts of its documents."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from msgspec import UNSET
from written import written

from reuse import Document, scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from reuse.model import Report

ONE = "The ferry left the harbour at dawn with two hundred passengers on board, the port authority said to us."


def dated() -> Report:
    edited = ONE.replace("dawn", "nine")
    texts = {"2019-03": ONE, "2020": f"Now. {ONE}", "2021-05-01": f"Then as now, they said. {edited}"}
    return scan([Document(f"{date}.txt", text, "", {"date": date}) for date, text in texts.items()])


def test_a_timeline_and_who_took_from_whom(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened(written(dated(), tmp_path / "report.html"), bypass_csp=True)
    timeline = page.locator("#timeline .timeline")
    assert timeline.locator("circle.first").count() == timeline.locator("a").count() >= 1
    faults = Axe().run(page).response["violations"]
    assert not [fault["id"] for fault in faults if fault["impact"] in {"serious", "critical"}]
    page.evaluate("location.hash = '#/document/2'")
    page.wait_for_selector('main[data-ready="#/document/2"]')
    assert "from 20" in (page.locator(".lead").text_content() or "")
    page.evaluate("location.hash = '#/'")
    page.wait_for_selector("#timeline")
    page.locator("#timeline a").filter(has_text="The ferry").first.click()
    page.wait_for_selector(".collation")
    assert "First in 2019-03.txt, 2019-03." in (page.locator(".lead").text_content() or "")
    assert page.locator(".badge").text_content() == "first appearance"


def test_what_is_quoted_is_shown_and_the_page_says_so(opened: Callable[..., Page], tmp_path: Path) -> None:
    quoted = dataclasses.replace(dated(), texts=UNSET)
    page = opened(written(quoted, tmp_path / "report.html"), "#/document/1")
    assert "Only the passages that the report quotes are here" in (page.locator(".notice").text_content() or "")
    marks = page.eval_on_selector_all("mark.source", "m => m.map(e => e.textContent)")
    assert "The ferry left the harbour" in " ".join(marks)
    assert "Now." not in (page.locator(".reading").text_content() or "")
    page.evaluate("location.hash = '#/side/1/2'")
    page.wait_for_selector(".panes mark.here .d")
    page.evaluate("location.hash = '#/'")
    page.wait_for_selector("#documents")
    assert "Of some documents only the passages" in (page.locator("main").text_content() or "")
