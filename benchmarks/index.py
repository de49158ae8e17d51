"""What a lasting index costs: building, growing and asking it, beside a scan of the same corpus.

    python benchmarks/index.py CORPUS [--repeat 3] [--sqlite]

New documents are pages of the corpus with every ninth word replaced and a paragraph of their own, so that there is
something to find. The answer of the index is compared with that of `reuse scan NEW --against CORPUS`, byte for byte.
Our modules are compiled to bytecode first, as pip does when it installs them. `check` is the median of the runs of all
pages; each page is kept by itself, too.
With --sqlite the fingerprints are also put into rows of SQLite, to see what the sorted columns save. Results are kept
under benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from measure import LIMIT, Run, megabytes, middle, run, scan
from quality.results import keep

import reuse

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGES = 5
_MIDDLE = range(4_000, 20_000)  # bytes of a page
_OWN = "\n\nAnd this paragraph of the benchmark stands nowhere else, purple hedgehogs and all.\n"


def command(*words: str | Path) -> list[str | Path]:
    """Return a call of our program that says nothing."""
    return [sys.executable, "-m", "reuse", *words, "-q"]


def page(source: Path, target: Path) -> Path:
    """Write a new document: a page of the corpus, edited."""
    words = source.read_text(encoding="utf-8", errors="replace").split(" ")
    words[4::9] = ["otherwise"] * len(words[4::9])
    target.write_text(" ".join(words) + _OWN, encoding="utf-8")
    return target


def pages(corpus: Path, folder: Path) -> list[Path]:
    """Return edited pages of middle size, from all over the corpus."""
    chosen = sorted(path for path in corpus.rglob("*") if path.is_file() and path.stat().st_size in _MIDDLE)
    step = max(1, len(chosen) // _PAGES)
    return [page(source, folder / f"new{number}.txt") for number, source in enumerate(chosen[::step][:_PAGES])]


def size(folder: Path) -> float:
    """Return the megabytes of an index."""
    return sum(path.stat().st_size for path in folder.iterdir()) / 1e6


def repeated(calls: Sequence[Sequence[str | Path]], times: int) -> Run:
    """Return the median over some commands and several runs; the first run of each is not counted."""
    return middle([one for call in calls for one in [run(call, LIMIT) for _ in range(times + 1)][1:]])


def told_of(new: Path, index: Path, folder: Path) -> dict[str, int]:
    """Return how much a check of a page tells: families, matches, and how many more references were met."""
    run(command("scan", new, "--index", index, "-f", f"json:{folder / 'told.json'}"))
    summary = json.loads((folder / "told.json").read_text(encoding="utf-8"))["summary"]
    left_out = summary["left_out"].get("references", 0)
    return {"families": summary["families"], "matches": summary["matches"], "references_left_out": left_out}


def equal(new: Path, corpus: Path, index: Path, folder: Path) -> bool:
    """Whether the index answers as a direct scan does, byte for byte."""
    direct, asked = folder / "direct.json", folder / "asked.json"
    run(command("scan", new, "--against", corpus, "-f", f"json:{direct}"))
    run(command("scan", new, "--index", index, "-f", f"json:{asked}"))
    return direct.read_bytes() == asked.read_bytes()


def as_rows(index: Path, folder: Path) -> dict[str, float]:
    """Put the fingerprints of an index into rows of SQLite; return seconds, megabytes, and seconds to look up 700."""
    import numpy as np  # noqa: PLC0415 - measuring from outside needs none of it

    from reuse.references.store import Store  # noqa: PLC0415

    store = Store.open(index)
    parts = [files.segment.sketch(np.zeros(files.segment.documents, np.int64)).prints for files in store.files.values()]
    rows = np.concatenate([part + (np.uint64(number) << np.uint64(48)) for number, part in enumerate(parts)])
    begun = perf_counter()
    with sqlite3.connect(folder / "rows.sqlite") as connection:
        connection.execute(
            "CREATE TABLE prints (key INTEGER, section INTEGER, PRIMARY KEY (key, section)) WITHOUT ROWID"
        )
        keys, sections = (
            (rows >> np.uint64(16)) & np.uint64(0xFFFFFFFF),
            (rows & np.uint64(0xFFFF)) + (rows >> np.uint64(48) << np.uint64(16)),
        )
        order = np.lexsort((sections, keys))
        columns = zip(keys[order].tolist(), sections[order].tolist(), strict=True)
        connection.executemany("INSERT INTO prints VALUES (?, ?)", columns)
    written = perf_counter() - begun
    wanted = keys[:: max(1, len(keys) // 700)].tolist()
    begun = perf_counter()
    for key in wanted:
        connection.execute("SELECT section FROM prints WHERE key = ?", (key,)).fetchall()
    asked = perf_counter() - begun
    columns_ = sum(path.stat().st_size for path in index.glob("*.columns")) / 1e6
    return {
        "rows": len(rows), "seconds": round(written, 2), "mb": round((folder / "rows.sqlite").stat().st_size / 1e6, 1),
        "lookups": round(asked, 4), "columns_mb": round(columns_, 1),
    }  # fmt: skip


def main() -> None:
    """Build, grow, ask, show, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--repeat", type=int, default=3, help="counted runs of each command")
    parser.add_argument("--sqlite", action="store_true", help="measure rows of SQLite too")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="threads")
    told = parser.parse_args()
    jobs = ("-j", str(told.jobs))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index, bare, text = folder / "index", folder / "bare", megabytes(told.corpus)
        new = pages(told.corpus, folder)
        compileall.compile_dir(str(Path(reuse.__file__).parent), quiet=2)
        runs = {
            "scan": repeated([scan(told.corpus, folder / "scan.json", *jobs)], 1),
            "build": repeated([command("index", "build", told.corpus, "-o", index, *jobs)], 1),
            "build --no-text": repeated([command("index", "build", told.corpus, "-o", bare, "--no-text", *jobs)], 1),
            "check --no-text": repeated(
                [command("check", one, "--index", bare, "--exit-zero", *jobs) for one in new], told.repeat
            ),
        }
        asked = [
            [run(command("check", one, "--index", index, "--exit-zero", *jobs)) for _ in range(told.repeat + 1)][1:]
            for one in new
        ]
        runs["check"] = middle([one for page_ in asked for one in page_])
        each = [{**middle(page_).row, **told_of(one, index, folder)} for one, page_ in zip(new, asked, strict=True)]
        same = [equal(one, told.corpus, index, folder) for one in new]
        sizes = {"index": size(index) / text, "index --no-text": size(bare) / text}
        rows = as_rows(index, folder) if told.sqlite else {}
        runs["add"] = middle([run(command("index", "add", index, one, *jobs)) for one in new])
        runs["compact"] = run(command("index", "compact", index))
    print(f"{'':<18}{'wall s':>8}{'CPU s':>8}{'MB':>8}")
    for name, one in runs.items():
        failed = f"  exit code {one.code}" * bool(one.code)
        print(f"{name:<18}{one.seconds:8.2f}{one.cpu:8.2f}{one.peak:8.0f}{failed}")
    for number, one in enumerate(each):
        print(f"check of page {number}: {one}")
    print(f"build takes {runs['build'].seconds / runs['scan'].seconds:.2f} of a scan")
    print(", ".join(f"{name} {share:.2f} of the text" for name, share in sizes.items()))
    print(f"{sum(same)} of {len(same)} answers are those of a direct scan")
    if rows:
        print(f"as rows of SQLite: {rows}")
    result = {
        "corpus": told.corpus.name,
        "mb": text,
        "cores": os.cpu_count(),
        "runs": {name: one.row for name, one in runs.items()},
        "pages": each,
        "sizes": {name: round(share, 4) for name, share in sizes.items()},
        "equal": same,
        "sqlite": rows,
    }
    keep(f"index-{told.corpus.name}", told.date, result)


if __name__ == "__main__":
    main()
