"""Ids of passages and matches, what a baseline knows, pictures as files, print, and texts as long as books."""

from __future__ import annotations

import dataclasses
import io
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from written import written

from reuse import Document, scan
from reuse.gate.baseline import Entry, entry
from reuse.gate.judge import marked, recognised
from reuse.reporters.copies import Names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from reuse.model import Report

    Opened = Callable[..., Page]

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TWO = "Nobody had told the baker that the mill would close, so he ordered flour for another eleven weeks."


def goto(page: Page, view: str) -> None:
    page.evaluate("view => { location.hash = view }", view)
    page.wait_for_selector(f'main[data-ready="{view}"]')


def test_a_match_is_found_by_its_id(opened: Opened, seeds_page: Path, seeds_json: dict[str, Any]) -> None:
    page = opened(seeds_page)
    for match in seeds_json["matches"]:
        for view in (f"#/match/{match['id']}", f"#/match/{match['id']}/{match['family']}"):
            goto(page, view)
            assert match["id"] in (page.locator(".scores .address").text_content() or "")
            assert f"#/side/{page.url.split('/side/')[1].partition('/')[0]}/" in page.url
            assert page.url.endswith(f"/{match['id']}")
        start = page.locator(".pane").nth(0).locator("mark.here").first.get_attribute("data-start")
        assert int(start or -1) in {match["a"]["start"], match["b"]["start"]}
        goto(page, f"#/search/{match['id']}")
        assert page.locator(f'main a[href="#/passage/{match["family"]}"]').count() == 1
    assert goto(page, "#/match/0123456789ab") is None
    assert page.locator("h1").text_content() == "There is nothing at this address"


def test_an_id_of_a_match_or_a_passage_can_be_copied_as_a_link(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page, "#/passage/57acce51dadf", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="copy link").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("#/passage/57acce51dadf")
    assert page.locator(".address code").text_content() == "57acce51dadf"
    goto(page, "#/side/0/3")
    page.get_by_role("link", name="copy link").click()
    assert re.search(r"#/match/[0-9a-f]{12}/[0-9a-f]{12}$", page.evaluate("navigator.clipboard.readText()"))


def test_names_that_are_left_out_leave_no_ids_of_matches(opened: Opened, seeds: Report, tmp_path: Path) -> None:
    page = opened(written(seeds, tmp_path / "report.html", anonymise=True), "#/side/0/3")
    assert page.locator(".scores .address").count() == 0
    assert page.get_by_role("link", name="link to these places").count() == 1


def judged() -> Report:
    """Three copies of one passage, of which two are known, and one passage that is known with a reason."""
    texts = {name: f"{ONE} {name * 9}. {TWO if name != 'c' else ''}" for name in "abc"}
    found = scan([Document(name, text, name) for name, text in texts.items()])
    names = Names(found)
    rows: list[Entry] = []
    for family in found.families:
        own = entry(family, names, "a licence <b>")
        if len(family.members) == 3:
            own = dataclasses.replace(own, reason="", places=2, files={"a": 1, "b": 1})
        rows.append(own)
    assert sorted(len(family.members) for family in found.families) == [2, 3]
    from datetime import date  # noqa: PLC0415 - here only

    return marked(found, recognised(found, rows, date(2026, 1, 1)))


def test_what_a_baseline_knows_is_marked_and_can_be_filtered(opened: Opened, tmp_path: Path) -> None:
    page = opened(written(judged(), tmp_path / "report.html"))
    rows = page.locator("#passages tbody tr")
    assert sorted(rows.locator(".badge").all_text_contents()) == ["known", "new in 1 of 3 places"]
    assert "known (a licence <b>)" in " ".join(rows.all_text_contents())
    page.get_by_label("Known").select_option("known")
    assert rows.count() == 1
    page.get_by_label("Known").select_option("new")
    assert rows.locator(".badge").all_text_contents() == ["new in 1 of 3 places"]
    rows.get_by_role("link").click()
    page.wait_for_selector("#places")
    assert page.locator("#places .badge").all_text_contents() == ["known", "known", "new"]
    goto(page, "#/side/0/1")
    seen = set()
    for _ in range(2):
        seen.add(" ".join(page.locator(".scores li").last.text_content().split()))  # type: ignore[union-attr]
        page.keyboard.press("n")
    assert "known" in " ".join(seen)
    goto(page, "#/side/0/2")
    assert page.locator(".scores .badge").text_content() == "new"


def test_without_a_baseline_nothing_is_marked(opened: Opened, seeds_page: Path) -> None:
    page = opened(seeds_page)
    assert page.get_by_label("Known").count() == 0
    assert page.locator("#passages .badge").count() == 0


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [("Save as PNG", "heat-map.png", b"\x89PNG"), ("Save as SVG", "network.svg", b"<svg")],
)
def test_pictures_are_saved(opened: Opened, seeds_page: Path, button: str, name: str, begins: bytes) -> None:
    page = opened(seeds_page)
    with page.expect_download() as waiting:
        page.locator("#shared").get_by_role("button", name=button).click()
    assert waiting.value.suggested_filename == name
    data = waiting.value.path().read_bytes()
    assert data.startswith(begins)
    if name.endswith("svg"):
        assert data.count(b"<circle") == 5
        assert b"href" not in data


def printed(page: Page) -> str:
    """The text of the page as it is printed."""
    import pypdfium2  # noqa: PLC0415 - here only

    sheets = pypdfium2.PdfDocument(io.BytesIO(page.pdf()))
    return " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in sheets).split())


def test_all_is_printed_and_no_control(opened: Opened, tmp_path: Path) -> None:
    rng = random.Random(1)  # noqa: S311 - no secrets
    words = ["".join(rng.choices("aeilnorst", k=rng.randint(3, 9))) for _ in range(20_000)]
    passages = [" ".join(rng.choices(words, k=14)) for _ in range(70)]
    between = [" ".join(rng.choices(words, k=120)) for _ in range(140)]
    both = [passages, passages[::-1]]  # in another order, or all would be one long passage
    texts = [
        ". ".join(f"{passage}. {own}" for passage, own in zip(both[k], between[k::2], strict=True)) for k in (0, 1)
    ]
    report = scan(texts={"one": texts[0], "two": texts[1]})
    assert len(report.families) >= 70
    page = opened(written(report, tmp_path / "report.html"))
    text = printed(page)
    assert all(" ".join(passage.split()[:4]) in text for passage in passages)
    assert not [label for label in ("Show more", "Hide names", "Save as", "Theme", "Words, at least") if label in text]
    goto(page, "#/document/0")
    text = printed(page)
    assert all(passage.split()[-1] in text for passage in passages)
    assert " ".join(texts[0].split()[-6:]).rstrip(".") in text
    goto(page, "#/side/0/1")
    text = printed(page)
    assert not [label for label in ("Next", "Previous", "scroll together") if label in text]
    for one in texts:
        assert all(word in text for word in one.split()[-8:])


def test_texts_as_long_as_books(opened: Opened, tmp_path: Path) -> None:
    rng = random.Random(2)  # noqa: S311 - no secrets
    words = ["".join(rng.choices("aeilnorst", k=rng.randint(3, 9))) for _ in range(4000)]
    texts: list[list[str]] = [[], []]
    for number in range(600):
        shared = " ".join(rng.choices(words, k=60))
        for k in (0, 1):
            texts[k].append(shared if number % 60 == 7 else " ".join(rng.choices(words, k=60 + 20 * k)))
    whole = ["\U0001f4a9 " + "\n\n".join(paragraphs) for paragraphs in texts]
    report = scan(texts=dict(zip(("one", "two"), whole, strict=True)))
    page = opened(written(report, tmp_path / "report.html"), "#/side/0/1")
    for k, text in enumerate(whole):
        assert page.locator(".pane").nth(k).locator(".reading").text_content() == text
    assert page.locator("output").text_content() == "1 of 10 shared passages"
    inside = """() => [...document.querySelectorAll(".pane")].map((pane) => {
      const [box, mark] = [pane.getBoundingClientRect(), pane.querySelector("mark.here").getBoundingClientRect()];
      return mark.top >= box.top && mark.top < box.bottom;
    })"""
    for key in ("n", "n", "p", "n", "n", "n", "n", "n", "n", "n", "n", "n"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        assert page.evaluate(inside) == [True, True]
        assert page.locator("mark.here").count() == 2
