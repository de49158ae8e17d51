"""`reuse browse`: the application, driven by its keys."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from textual.widgets import DataTable, Static

from reuse import scan
from reuse.cli import run
from reuse.cli.browsing import Browser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets by hand.\n"
TWO = (
    "[bold]Nobody[/] \x1b[31m expected [/] {{visitors}} before spring came over the northern hills and woke them all.\n"
)


def driven(act: Callable[[Browser, Pilot[None]], Awaitable[None]]) -> None:
    texts = {"a": ONE, "b": f"x y z. {ONE.replace('torn', 'old')}", "c": TWO, "d": f"q r s. {TWO}"}
    report = scan(texts=texts)

    async def go() -> None:
        app = Browser(report)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await act(app, pilot)

    with ThreadPoolExecutor(1) as pool:  # the browser of other tests may keep a loop running in this one
        pool.submit(asyncio.run, go()).result()


def shown(app: Browser) -> str:
    return str(app.query_one("#text", Static).render())


def test_the_chosen_passage_is_shown_with_what_differs() -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        assert app.query_one(DataTable).row_count == 2
        texts = [shown(app)]
        await pilot.press("down")
        await pilot.pause()
        texts.append(shown(app))
        harbour, visitors = sorted(texts, key=lambda text: "visitors" in text)
        assert "torn" in harbour
        assert "old" in harbour
        assert "[bold]Nobody[/]" in visitors
        assert "\x1b" not in visitors

    driven(act)


def test_search_and_sort() -> None:
    async def act(app: Browser, pilot: Pilot[None]) -> None:
        await pilot.press("slash", *"harbour", "enter")
        await pilot.pause()
        assert app.query_one(DataTable).row_count == 1
        assert "harbour" in shown(app)
        await pilot.press("slash", *["backspace"] * 7, "enter", "d", "d")
        await pilot.pause()
        assert app.query_one(DataTable).row_count == 2

    driven(act)


def test_no_report_is_told_before_the_screen_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["browse", str(tmp_path / "none.json")]) == 2
    assert "cannot read" in capsys.readouterr().err
