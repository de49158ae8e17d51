"""A report of 1,000 families of 100 documents each as HTML: bytes, seconds to write, and to open in Chromium.

    python benchmarks/page.py [FAMILIES] [PLACES]

There are 20 times as many documents as a family has places, each with its share of the passages, a quarter of them
with a word replaced, and 200 words of its own. Opening is from the start of loading the file to the view being drawn.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from reuse import Document
from reuse.findings import Findings
from reuse.model import (
    SCHEMA_VERSION,
    DocumentRecord,
    Edit,
    Family,
    Match,
    Report,
    Run,
    Summary,
    Tool,
    match_id,
)
from reuse.reporters.html import Html

WORDS = 25  # of a passage
OWN = 200  # of a document


def corpus(families: int, size: int) -> tuple[list[Document], list[dict[int, tuple[int, int]]]]:
    """Return the documents, and for each where the passages stand, by family."""
    rng = random.Random(1)  # noqa: S311 - no secrets
    vocabulary = ["".join(rng.choices("aeioulnrst", k=rng.randint(2, 9))) for _ in range(20_000)]
    passages = [rng.choices(vocabulary, k=WORDS) for _ in range(families)]
    made, places = [], []
    holders = [set(rng.sample(range(20 * size), size)) for _ in passages]
    for number in range(20 * size):
        own = " ".join(rng.choices(vocabulary, k=OWN)) + ". "
        pieces, spans, at = [own], {}, len(own)
        for family, passage in enumerate(passages):
            if number not in holders[family]:
                continue
            words = list(passage)
            if rng.random() < 1 / 4:
                words[WORDS // 2] = rng.choice(vocabulary)
            text = " ".join(words)
            pieces.append(f"{text}. ")
            spans[family] = at, at + len(text)
            at += len(pieces[-1])
        made.append(Document(f"texts/{number:04}.txt", "".join(pieces), f"texts/{number:04}.txt"))
        places.append(spans)
    return made, places


def report(families: int, size: int) -> Report:
    """Return a report of it, as a scan by links gives it: each place with the first one."""
    made, places = corpus(families, size)
    matches, gathered = [], []
    for number in range(families):
        members = tuple(one.passage(*places[k][number]) for k, one in enumerate(made) if number in places[k])
        name = f"{number:012x}"
        gathered.append(Family(name, "", "edited", members))
        matches += [_match(members[0], member, name) for member in members[1:]]
    reused = Findings((), matches, gathered).reused()
    records = tuple(
        DocumentRecord(one.id, one.path, "", "utf-8", one.size, one.text.count(" "), {}, reused[one.id], 0.5)
        for one in made
    )
    total = sum(reused.values())
    chars = sum(one.size for one in made)
    summary = Summary(len(made), chars // 6, chars, total, len(matches), families, 0)
    texts = {one.id: one.text for one in made}
    run = Run({"min_words": 8}, "")
    return Report(SCHEMA_VERSION, Tool("text-reuse", "0"), run, records, matches, gathered, (), summary, texts)


def _match(a, b, family: str) -> Match:  # noqa: ANN001 - passages
    edits, at_a, at_b = [], a.start, b.start
    for one, other in zip(a.text.split(" "), b.text.split(" "), strict=True):
        if one != other:
            edits.append(Edit("replace", at_a, at_a + len(one), at_b, at_b + len(other)))
        at_a, at_b = at_a + len(one) + 1, at_b + len(other) + 1
    same = 1 - len(edits) / WORDS
    scores = {"words": WORDS, "shared": same, "order": 1.0, "similarity": same, "surprise": 180.5}
    kind = "edited" if edits else "verbatim"
    name = match_id((a.document, a.start, a.end), (b.document, b.start, b.end))
    return Match(name, kind, scores, a, b, tuple(edits), family)


def main() -> int:
    """Write, open, and print what it took."""
    families, size = (int(sys.argv[k]) if len(sys.argv) > k else usual for k, usual in ((1, 1000), (2, 100)))
    found = report(families, size)
    began = time.perf_counter()
    stream = io.StringIO()
    Html().write(found, stream)
    wrote = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        path.write_text(stream.getvalue(), encoding="utf-8")
        print(
            f"{families:,} families of {size:,} documents each, {found.summary.documents:,} in all: "
            f"{found.summary.chars:,} characters"
        )
        print(f"  {path.stat().st_size / 1e6:.2f} MB, written in {wrote:.1f} s")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(bypass_csp=True)  # to look into it
            page.goto("about:blank")
            for view in ("#/", "#/document/0", f"#/passage/{0:012x}", "#/side/0/1"):
                began = time.perf_counter()
                page.goto("about:blank")
                page.goto(f"{path.as_uri()}{view}", wait_until="commit")
                page.wait_for_function("document.querySelector('main')?.dataset.ready")
                print(f"  {view:24} drawn after {time.perf_counter() - began:.2f} s")
            print(f"  not in the page: {page.evaluate('document.querySelector(`.notice`)?.textContent') or 'nothing'}")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
