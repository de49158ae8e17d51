"""Two books side by side in Chromium: seconds to open, to step to the next passage, and to scroll by a screen.

    python benchmarks/books.py [CHARACTERS] [PASSAGES]

Two texts of a million characters in paragraphs of words drawn by chance, in which every so many paragraphs are the same
but for a word. Times are medians, from the key to the frame that is drawn after it.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from reuse import scan
from reuse.reporters.html import Html

PARAGRAPH = 60  # words
STEP = """async key => {
  const began = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""
SCROLL = """async () => {
  const began = performance.now();
  const pane = document.querySelector(".pane");
  pane.dispatchEvent(new Event("pointerenter"));
  pane.scrollTop += pane.clientHeight;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - began;
}"""


def books(chars: int, passages: int) -> dict[str, str]:
    """Return two texts with passages in common."""
    rng = random.Random(1)  # noqa: S311 - no secrets
    vocabulary = ["".join(rng.choices("aeioulnrst", k=rng.randint(2, 9))) for _ in range(20_000)]
    count = chars // (PARAGRAPH * 6)
    shared = set(range(0, count, max(count // passages, 1)))
    texts: tuple[list[str], list[str]] = [], []
    for number in range(count):
        words = rng.choices(vocabulary, k=PARAGRAPH)
        texts[0].append(" ".join(words))
        if number in shared:
            words[PARAGRAPH // 2] = rng.choice(vocabulary)
        else:
            words = rng.choices(vocabulary, k=PARAGRAPH)
        texts[1].append(" ".join(words))
    return {"one.txt": "\n\n".join(texts[0]), "two.txt": "\n\n".join(texts[1])}


def main() -> int:
    """Scan, write, open, step, scroll, and print what it took."""
    chars, passages = (int(sys.argv[k]) if len(sys.argv) > k else usual for k, usual in ((1, 1_000_000), (2, 300)))
    report = scan(texts=books(chars, passages))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        with path.open("w", encoding="utf-8") as stream:
            Html(size=0).write(report, stream)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(bypass_csp=True, viewport={"width": 1280, "height": 900})
        print(f"{report.summary.chars:,} characters in two texts, {report.summary.matches:,} passages in common")
        for view in ("#/side/0/1", "#/document/0"):
            began = time.perf_counter()
            page.goto("about:blank")
            page.goto(f"{path.as_uri()}{view}", wait_until="commit")
            page.wait_for_function("document.querySelector('main')?.dataset.ready")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
            print(f"  {view:14} drawn after {time.perf_counter() - began:.2f} s", end="")
            steps = [page.evaluate(STEP, "n") for _ in range(9)]
            print(f", next passage {statistics.median(steps):.0f} ms", end="")
            if "side" in view:
                page.wait_for_timeout(300)
                scrolls = [page.evaluate(SCROLL) for _ in range(9)]
                print(f", a screen further {statistics.median(scrolls):.0f} ms", end="")
            print()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
