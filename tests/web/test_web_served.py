"""The same pages from `reuse serve`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reuse.api.serving import Reported, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from reuse.model import Report


def test_served_pages_ask_this_machine_alone(browser: Browser, seeds: Report) -> None:
    asked: list[str] = []
    with server(Reported(seeds), 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        page = browser.new_page()
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        here = f"http://127.0.0.1:{running.server_port}"
        page.goto(f"{here}/#/side/0/3")
        page.wait_for_selector(".panes mark.here .d")
        page.close()
        running.shutdown()
    assert not faults
    assert f"{here}/data/index" in asked
    assert all(url.startswith(f"{here}/") for url in asked)
