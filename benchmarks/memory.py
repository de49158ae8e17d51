"""What a limit of memory costs: the same scan without and with it, in turn, and whether the answers are the same.

    python benchmarks/memory.py CORPUS [--limit 2G] [--repeat 1] [--tmp-dir FOLDER] [-j 2]

Results are kept under benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from measure import megabytes, middle, run, scan
from quality.results import keep


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def main() -> None:
    """Measure, show, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", default="2G", help="what --max-memory is given")
    parser.add_argument("--tmp-dir", default=tempfile.gettempdir(), help="of temporary files")
    parser.add_argument("--repeat", type=int, default=1, help="counted runs of each")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="threads")
    told = parser.parse_args()
    ways = {"all": ("--max-memory", "100%"), told.limit: ("--max-memory", told.limit, "--tmp-dir", told.tmp_dir)}
    with tempfile.TemporaryDirectory(dir=told.tmp_dir) as name:
        outputs = {way: Path(name) / f"{number}.json" for number, way in enumerate(ways)}
        commands = {
            way: scan(told.corpus, outputs[way], "-j", str(told.jobs), *options) for way, options in ways.items()
        }
        runs = {way: middle([run(command) for _ in range(told.repeat)]) for way, command in commands.items()}
        same = len({digest(output) for output in outputs.values()}) == 1
    first = runs["all"].seconds
    print(f"{'memory':>8}{'wall s':>9}{'cpu s':>9}{'ratio':>8}{'peak MB':>9}")
    for way, one in runs.items():
        print(f"{way:>8}{one.seconds:9.1f}{one.cpu:9.1f}{one.seconds / first:8.2f}{one.peak:9.0f}")
    print("the same bytes" if same else "DIFFERENT ANSWERS")
    result = {"corpus": told.corpus.name, "mb": megabytes(told.corpus), "cores": os.cpu_count(), "same": same}
    keep(f"memory-{told.corpus.name}", told.date, result | {"runs": {way: one.row for way, one in runs.items()}})


if __name__ == "__main__":
    main()
