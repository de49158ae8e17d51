"""How the cost grows with the text: slices of one corpus, and the exponent that their times follow.

    python benchmarks/growth.py CORPUS [--mb 10 --mb 100 --mb 1000] [--repeat 1] [-j 2]

An exponent of 1 means that twice the text takes twice as long. What a run takes that reads one short document is taken
off before; slices hold near copies together (see corpus.py), so that the larger ones are no fuller of reuse by
construction. Results are kept under benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import math
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import linear_regression
from typing import TYPE_CHECKING

from corpus import MB, cut
from measure import LIMIT, Run, middle, run, scan
from quality.results import keep

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = (10.0, 100.0, 1000.0)  # MB
_LEAST = 1e-3  # seconds; below, there is nothing to measure


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return e of the power law cost = c * size ** e that is nearest to these, least squares of the logarithms."""
    logs = [math.log(max(cost, _LEAST)) for cost in costs]
    return linear_regression([math.log(size) for size in sizes], logs).slope


def measured(corpus: Path, told: argparse.Namespace) -> Run:
    """Return the median of several runs over a corpus."""
    command = scan(corpus, corpus.with_suffix(".json"), "-j", str(told.jobs))
    return middle([run(command, told.limit) for _ in range(told.repeat)])


def nothing(folder: Path, told: argparse.Namespace) -> Run:
    """Return what a run takes that reads one short document: start and imports."""
    empty = folder / "empty"
    empty.mkdir()
    (empty / "one.txt").write_text("A single line that nothing repeats.\n")
    return measured(empty, told)


def main() -> None:
    """Cut, measure, show, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--mb", type=float, action="append", help="size of a slice; several times; 10, 100, 1000")
    parser.add_argument("--repeat", type=int, default=1, help="counted runs of each slice")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one run")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="threads")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [folder / f"{wanted:g}MB" for wanted in sorted(told.mb or SIZES)]
        sizes = [cut(part, told.corpus, int(float(part.name[:-2]) * MB)) / MB for part in parts]
        run(scan(parts[0], folder / "warm.json"))  # compiles
        base = nothing(folder, told)
        print(f"nothing to do: {base.seconds:.2f} s wall, {base.cpu:.2f} s cpu, {base.peak:.0f} MB", flush=True)
        runs = []
        for part, size in zip(parts, sizes, strict=True):
            runs.append(one := measured(part, told))
            print(f"{size:9.2f} MB: {one.seconds:8.2f} s wall, {one.cpu:8.2f} s cpu, {one.peak:6.0f} MB", flush=True)
            if one.code:
                raise SystemExit(f"the run over {size:.2f} MB ended with exit code {one.code}")
    grown = {
        "wall": exponent(sizes, [one.seconds - base.seconds for one in runs]),
        "cpu": exponent(sizes, [one.cpu - base.cpu for one in runs]),
        "peak": exponent(sizes, [one.peak - base.peak for one in runs]),
    }
    print("exponents:", ", ".join(f"{name} {value:.2f}" for name, value in grown.items()))
    rows = [{"mb": size, **one.row} for size, one in zip(sizes, runs, strict=True)]
    result = {"corpus": told.corpus.name, "cores": os.cpu_count(), "base": base.row, "runs": rows, "exponents": grown}
    keep(f"growth-{told.corpus.name}", told.date, result)


if __name__ == "__main__":
    main()
