"""The hard cases: what is cheap only for a program whose cost follows the text and not the pairs.

    python benchmarks/licences.py [--case copies ...] [--scale 1.0] [--licences FOLDER] [-j 2]

    copies     10,000 documents with one licence of 300 words in each, against 5,000: one family, twice the time
    licences   the 37,186 texts of `licensedcode-data`, most of them near copies of one another
    sentence   one document of 50 MB that repeats one sentence
    eighth     two texts of 5 MB that differ in every eighth word

Each is a whole process, run once (kernels are compiled before). --scale makes all of them smaller, but for `licences`;
--licences names the folder where corpus.py put these, else they are downloaded. Results are kept under
benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus import MB, copies, eighth, licences, sentence
from measure import LIMIT, Run, megabytes, run, scan
from quality.results import keep

COPIES = 10_000
SENTENCE = 50  # MB
EIGHTH = 5  # MB, each of the two


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: its text and JSON in MB, documents, families, places of the largest, and what the run took."""

    text: float
    json: float
    documents: int
    families: int
    largest: int
    run: Run

    @property
    def row(self) -> dict[str, float]:
        """What is kept of it."""
        sizes = {"mb": self.text, "json_mb": self.json, "documents": self.documents, "families": self.families}
        return {**sizes, "largest": self.largest, **self.run.row}

    def __str__(self) -> str:
        if self.run.code:
            return f"failed: exit code {self.run.code} after {self.run.seconds:.1f} s"
        took = f"{self.run.seconds:7.2f} s wall {self.run.cpu:7.2f} s cpu {self.run.peak:6.0f} MB"
        found = f"{self.families} families, the largest of {self.largest} places"
        return f"{took}; text {self.text:.1f} MB, JSON {self.json:.1f} MB; {self.documents} documents, {found}"


def outcome(corpus: Path, jobs: int, limit: float) -> Outcome:
    """Scan a corpus and read what was found."""
    output = corpus.with_suffix(".json")
    done = run(scan(corpus, output, "-j", str(jobs)), limit)
    text = megabytes(corpus)
    if done.code:
        return Outcome(text, 0.0, 0, 0, 0, done)
    report = json.loads(output.read_bytes())
    largest = max((len(family["members"]) for family in report["families"]), default=0)
    summary = report["summary"]
    return Outcome(text, output.stat().st_size / MB, summary["documents"], summary["families"], largest, done)


def main() -> None:
    """Build, measure and show each case; keep the lot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append", choices=("copies", "licences", "sentence", "eighth"))
    parser.add_argument("--scale", type=float, default=1.0, help="of the full size")
    parser.add_argument("--licences", type=Path, help="folder of the texts")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one run")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="threads")
    told = parser.parse_args()
    cases = told.case or ("copies", "licences", "sentence", "eighth")
    kept: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def measure(case: str, corpus: Path) -> Outcome:
            kept[case] = outcome(corpus, told.jobs, told.limit)
            print(f"{case:14} {kept[case]}", flush=True)
            return kept[case]

        if "copies" in cases:
            number = round(COPIES * told.scale)
            copies(folder / "half", number // 2)
            copies(folder / "copies", number)
            half, full = measure(f"{number // 2} copies", folder / "half"), measure("copies", folder / "copies")
            print(
                f"{'':14} ratio {full.run.seconds / half.run.seconds:.2f} wall, {full.run.cpu / half.run.cpu:.2f} cpu"
            )
        if "licences" in cases:
            if not told.licences:
                licences(folder / "licences")
            measure("licences", told.licences or folder / "licences")
        if "sentence" in cases:
            sentence(folder / "sentence", int(SENTENCE * told.scale * MB))
            measure("sentence", folder / "sentence")
        if "eighth" in cases:
            eighth(folder / "eighth", int(EIGHTH * told.scale * MB))
            measure("eighth", folder / "eighth")
    result = {case: found.row for case, found in kept.items()}
    keep("licences", told.date, {"scale": told.scale, "cores": os.cpu_count(), "cases": result})


if __name__ == "__main__":
    main()
