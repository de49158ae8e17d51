"""A browser for the pages: Debian's chromium, `apt-get install chromium`; without one these tests are skipped."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from written import written

from reuse import scan
from reuse.reporters.json_report import Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from reuse.model import Report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no chromium here")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where there is no browser

    assert CHROMIUM
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def seeds() -> Report:
    with contextlib.chdir(ROOT):  # ids come from paths
        return scan("seeds")


@pytest.fixture(scope="session")
def seeds_json(seeds: Report) -> dict[str, list[dict[str, object]]]:
    stream = io.StringIO()
    Json().write(seeds, stream)
    found: dict[str, list[dict[str, object]]] = json.loads(stream.getvalue())
    return found


@pytest.fixture(scope="session")
def seeds_page(seeds: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(seeds, tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return `open(path, view, **context)`; the test fails if the page errs, or asks for anything beyond itself."""
    pages: list[Page] = []
    faults: list[str] = []

    def open_page(path: Path, view: str = "#/", **context: object) -> Page:
        page = browser.new_context(**context).new_page()  # type: ignore[arg-type]  # as the browser takes them
        pages.append(page)
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        own = path.as_uri()
        page.on("request", lambda asked: faults.append(asked.url) if asked.url.partition("#")[0] != own else None)
        page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(f"{own}{view}")
        drawn(page, view)
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not faults


def drawn(page: Page, view: str) -> None:
    page.wait_for_selector(f'main[data-ready="{view}"]')
