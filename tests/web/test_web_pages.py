"""The report of the seeds, as somebody uses it who opens the file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Opened = Callable[..., Page]

ROOT = Path(__file__).parents[2]
VIEWS = ["#/", "#/document/0", "#/side/0/3", "#/passage/57acce51dadf", "#/search/letter", "#/nothing"]


def test_the_built_files_are_those_of_the_sources() -> None:
    assert not subprocess.run([sys.executable, ROOT / "web" / "build.py", "--check"], check=False).returncode


def test_overview_document_side_by_side_family(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    assert page.locator("h1").text_content() == "54% of this text stands in more than one place"
    page.locator("#documents").get_by_role("link", name="000_").click()
    assert "84% also stands elsewhere: 60% shared with 001" in (page.locator(".lead").text_content() or "")
    page.locator(".sources").get_by_role("link", name="003_").click()
    page.wait_for_selector(".panes mark.here")
    assert page.locator("output").text_content() == "1 of 6 shared passages"
    page.get_by_role("link", name=re.compile("all 2 places")).click()
    page.wait_for_selector(".collation")
    assert page.locator("h1").text_content() == "One passage in 2 places"


def test_what_000_and_003_share_is_two_clicks_away(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    row = (
        page.get_by_role("region", name="Pairs of documents, table")
        .get_by_role("row")
        .filter(has_text="000_")
        .filter(has_text="003_")
    )
    row.get_by_role("link").first.click()
    page.wait_for_selector(".panes mark.here")
    assert page.url.split("#")[1].startswith("/side/0/3/")


@pytest.mark.parametrize("document", [0, 1, 3])
def test_marked_text_is_that_of_the_spans_in_the_json(
    opened: Opened, seeds_page: Path, seeds_json: dict[str, Any], document: int
) -> None:
    name = seeds_json["documents"][document]["id"]
    text = (ROOT / name).read_bytes().decode()
    page = opened(seeds_page, f"#/document/{document}")
    marks = page.eval_on_selector_all(
        "mark.source", "m => m.map(e => [+e.dataset.start, +e.dataset.end, e.textContent])"
    )
    assert all(text[start:end] == shown for start, end, shown in marks)
    marked = {offset for start, end, _ in marks for offset in range(start, end)}
    members = [
        member for family in seeds_json["families"] for member in family["members"] if member["document"] == name
    ]
    assert marked == {offset for member in members for offset in range(member["start"], member["end"])}
    assert len(marked) == seeds_json["documents"][document]["reused_chars"]
    assert page.locator(".reading").text_content() == text


def test_marks_side_by_side_are_the_edits_in_the_json(
    opened: Opened, seeds_page: Path, seeds_json: dict[str, Any]
) -> None:
    match = next(one for one in seeds_json["matches"] if one["family"] == "a8735a9ad6a8")
    page = opened(seeds_page, "#/side/0/3/a8735a9ad6a8.0.1")
    for pane, side in enumerate("ab"):
        words = page.locator(".pane").nth(pane).locator("mark.here .d").all_text_contents()
        edits = [edit for edit in match["edits"] if edit[f"{side}_end"] > edit[f"{side}_start"]]
        start, text = match[side]["start"], match[side]["text"]
        said = [text[edit[f"{side}_start"] - start : edit[f"{side}_end"] - start] for edit in edits]
        assert re.sub(r"\W+", "", "".join(words)) == re.sub(r"\W+", "", "".join(said))
        kinds = page.locator(".pane").nth(pane).locator("mark.here .d")
        assert kinds.first.get_attribute("class") in {"d changed", "d added", "d left", "d moved"}


def test_keys(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page, "#/side/0/3")
    status = page.locator("output")
    page.keyboard.press("n")
    assert status.text_content() == "2 of 6 shared passages"
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert status.text_content() == "6 of 6 shared passages"
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("usurper")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Search for “usurper”")
    assert page.locator(".lead").text_content() == "0 documents by name, 2 passages by words"
    page.locator("main").focus()
    page.keyboard.press("o")
    page.wait_for_selector("#documents")


def test_filters_and_sorting(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    table = page.locator("#passages")
    page.get_by_label("Kind").select_option("boilerplate")
    assert table.locator("tbody tr").count() == 2
    page.get_by_label("Words, at least").fill("10")
    assert table.locator("tbody tr").count() == 1
    page.get_by_label("Kind").select_option("")
    page.get_by_label("Surprise, at least").fill("300")
    assert table.locator("tbody tr").count() == 2
    page.get_by_label("Words, at least").fill("")
    page.get_by_label("Surprise, at least").fill("")
    page.get_by_label("In document").select_option("2")
    assert table.locator("tbody tr").count() == 2
    page.get_by_label("In document").select_option("")
    table.get_by_role("button", name="Words").click()
    first = table.locator("tbody tr").first
    assert "273" in (first.text_content() or "")
    table.get_by_role("button", name="Words").click()
    assert table.get_by_role("columnheader", name="Words").get_attribute("aria-sort") == "ascending"
    assert "Back to top" in (first.text_content() or "")


def test_both_panes_scroll_together(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page, "#/side/0/3/a8735a9ad6a8.0.1", viewport={"width": 1200, "height": 700})
    left, right = page.locator(".pane").nth(0), page.locator(".pane").nth(1)
    before = right.evaluate("pane => pane.scrollTop")
    left.hover()
    page.wait_for_timeout(200)
    page.mouse.wheel(0, 500)
    page.wait_for_timeout(300)
    assert left.evaluate("pane => pane.scrollTop") > 0
    assert right.evaluate("pane => pane.scrollTop") > before


def test_names_are_hidden_everywhere(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    page.get_by_role("button", name="Hide names").click()
    for view in VIEWS[:4]:
        page.evaluate("view => { location.hash = view }", view)
        page.wait_for_function("view => document.querySelector('main').dataset.ready.startsWith(view)", arg=view)
        assert "cb778e5f92c0f27b" not in page.content().split("<noscript>")[0]
        assert "Document 1" in (page.locator("main").text_content() or "") or view == VIEWS[3]


def test_heat_map_by_keys(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    page.locator("canvas.map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert " share " in (page.locator("#map-told").text_content() or "")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panes")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_serious_fault_for_axe(opened: Opened, seeds_page: Path, view: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - not needed where there is no browser

    page = opened(seeds_page, view, color_scheme=scheme, bypass_csp=True)
    faults = Axe().run(page).response["violations"]
    serious = [fault for fault in faults if fault["impact"] in {"serious", "critical"}]
    assert not [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in serious]


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_a_phone(opened: Opened, seeds_page: Path, view: str) -> None:
    page = opened(seeds_page, view, viewport={"width": 375, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_the_policy_forbids_all_else(seeds_page: Path) -> None:
    text = seeds_page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert "unsafe" not in policy[1]
    assert not re.search(r"(?:src|href)=[\"']?https?:", text)
