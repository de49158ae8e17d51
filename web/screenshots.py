"""Takes the pictures in `docs/images`: `python web/screenshots.py`, with Pillow and Debian's chromium.

Look at each of them before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from reuse.api.serving import Checks, server
from reuse.cli import run
from reuse.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
REPORT = {
    "overview": "#/",
    "document": "#/document/0",
    "side-by-side": "#/side/0/3/a8735a9ad6a8.0.1",
    "family": "#/passage/a8735a9ad6a8",
}
INDEX = {"index": "#/"}
SIZES = {"desktop": (900, 600), "phone": (375, 720)}
COLOURS = 128


def take(page: Page, base: str, views: dict[str, str], kind: str) -> None:
    """Take all views of a page."""
    for name, view in views.items():
        page.goto("about:blank")
        page.goto(f"{base}{view}")
        page.wait_for_selector(f'main[data-ready="{view}"]')
        page.wait_for_timeout(300)  # heights settle, and the heat map is drawn
        taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
        taken.save(ROOT / "docs" / "images" / f"{name}-{kind}.png", optimize=True)


def main() -> int:
    """Scan the seeds, and take each view by day and by night, on a desktop and on a phone."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, contextlib.chdir(ROOT):
        report, index = Path(folder) / "report.html", Path(folder) / "news.index"
        run(["scan", "seeds", "-f", "html", "-o", str(report), "-q"])
        run(["index", "build", "seeds", "-o", str(index), "-q"])
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with server(Checks(str(index), Settings()), 0) as running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            for device, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                    take(page, report.as_uri(), REPORT, f"{device}-{scheme}")
                    take(page, f"http://127.0.0.1:{running.server_port}/", INDEX, f"{device}-{scheme}")
                    page.close()
            running.shutdown()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
