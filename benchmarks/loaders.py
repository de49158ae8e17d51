"""How fast formats are read, and whether memory follows the number of records.

    python benchmarks/loaders.py [--pdf MANUAL.pdf] [--mb 100]

Makes JSON lines, a JSON array, CSV, Parquet, HTML and a compressed file of so many megabytes of made-up text in a
temporary folder, and reads each to its end in a process of its own, as `reuse` does but without keeping the documents:
MB of the file (for Parquet and gz: of the text) a second of the loader, start-up of the interpreter not counted, and
the peak of memory at a quarter of the records and at all of them. A PDF is read three times over; give a real manual,
as that of gnuplot (Debian: gnuplot-doc). Results are kept under benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from quality.results import keep

MB = 1_000_000
WORDS = 300  # of a record


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file: its text in MB, records or pages, seconds of reading it, peak memory in MB of a quarter and of all."""

    text: float
    items: int
    seconds: float
    peak_quarter: float
    peak: float


def records(megabytes: float) -> list[dict[str, str]]:
    """Return records of so much text; words are drawn, so that it packs about as well as prose does."""
    draw = random.Random(5)  # noqa: S311 - the same for all
    words = ["".join(draw.choices("etaoinshrdlucmfw", k=draw.randint(2, 9))) for _ in range(20_000)]
    found, size = [], 0.0
    while size < megabytes * MB:
        text = " ".join(draw.choices(words, k=WORDS))
        found.append({"id": f"r{len(found)}", "text": text, "date": "1912-05-04"})
        size += len(text)
    return found


def write(folder: Path, rows: list[dict[str, str]]) -> None:
    """Write the rows in every format."""
    folder.mkdir()
    import pyarrow as pa  # noqa: PLC0415 - the child that reads needs none of it
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    paths = {
        name: folder / name for name in ("rows.jsonl", "rows.json", "rows.csv", "rows.parquet", "text.txt.gz", "pages")
    }
    lines = [json.dumps(row) for row in rows]
    paths["rows.jsonl"].write_text("\n".join(lines), encoding="utf-8")
    paths["rows.json"].write_text(f"[{','.join(lines)}]", encoding="utf-8")
    with paths["rows.csv"].open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, rows[0])
        table.writeheader()
        table.writerows(rows)
    pq.write_table(pa.Table.from_pylist(rows), paths["rows.parquet"])
    paths["text.txt.gz"].write_bytes(gzip.compress("\n".join(row["text"] for row in rows).encode(), 6))
    paths["pages"].mkdir()
    for first in range(0, len(rows) // 10, 10):  # a tenth of the text: pages of ten paragraphs
        body = "\n".join(f"<p>{row['text']}</p>" for row in rows[first : first + 10])
        page = f"<!doctype html><html><body><nav><a href='/'>Home</a></nav><article>{body}</article></body></html>"
        (paths["pages"] / f"{first}.html").write_text(page, encoding="utf-8")


def read(path: str, times: int = 1) -> tuple[int, int, float, float]:
    """Read all documents of a path: characters, documents, seconds, and the peak of memory in MB."""
    from reuse.api.inputs import walk  # noqa: PLC0415 - only the child reads
    from reuse.settings import check, python  # noqa: PLC0415 - as above

    settings = check(python({"max_file_size": "1G"}))
    begun, chars, count = perf_counter(), 0, 0
    for _ in range(times):
        for row in walk([path], settings)[2]:
            chars += len(row.text)  # type: ignore[union-attr]  # what is skipped is a fault here
            count += 1
    seconds = perf_counter() - begun
    return chars, count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(path: Path, times: int = 1) -> tuple[int, int, float, float]:
    """Do so in a new process."""
    command = [sys.executable, __file__, "--read", str(path), "--times", str(times)]
    chars, count, seconds, peak = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return chars, count, seconds, peak


def pages(pdf: Path) -> int:
    """Return how many pages a PDF has."""
    import pypdfium2  # noqa: PLC0415 - only where there is one

    return len(pypdfium2.PdfDocument(pdf))


def run(megabytes: float, pdf: Path | None) -> dict[str, Outcome]:
    """Measure all formats."""
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as name:
        # in a process of its own: Linux counts to the memory of a process what its parent held when it was started
        subprocess.run([sys.executable, __file__, "--write", name, "--mb", str(megabytes)], check=True)
        for path in sorted((Path(name) / "all").iterdir()):
            peak_quarter = child(Path(name) / "few" / path.name)[3]
            chars, count, seconds, peak = child(path)
            outcomes[path.name] = Outcome(chars / MB, count, seconds, peak_quarter, peak)
    if pdf:
        once, (chars, _, seconds, peak) = child(pdf), child(pdf, 3)
        outcomes[pdf.name] = Outcome(chars / MB, 3 * pages(pdf), seconds, once[3], peak)
    return outcomes


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("--read", help=argparse.SUPPRESS)
    parser.add_argument("--write", help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int, default=1, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        print(json.dumps(read(options.read, options.times)))
        return
    if options.write:
        rows = records(options.mb)
        write(Path(options.write) / "few", rows[: len(rows) // 4])
        write(Path(options.write) / "all", rows)
        return
    outcomes = run(options.mb, options.pdf)
    print(f"{'':14}{'text MB':>9}{'items':>9}{'s':>8}{'MB/s':>8}{'items/s':>10}{'peak MB, 1/4':>14}{'all':>6}")
    for kind, one in outcomes.items():
        rates = f"{one.text / one.seconds:8.0f}{one.items / one.seconds:10.0f}"
        print(f"{kind:14}{one.text:9.1f}{one.items:9}{one.seconds:8.2f}{rates}{one.peak_quarter:14.0f}{one.peak:6.0f}")
    keep("loaders", options.date, {kind: asdict(one) for kind, one in outcomes.items()})


if __name__ == "__main__":
    main()
