"""Where the time of a scan goes: seconds a stage, and with --calls the costliest functions.

    python benchmarks/profile.py CORPUS [-j 1] [--calls 25]

Stages are told apart by what `scan` says of its progress: `find` begins with the first finder and ends where alignment
begins, counting of words' shares belongs to `segment`. With --calls the same is run once more under cProfile, which
makes Python slower and leaves kernels as they are; it sees one thread only, so give it -j 1.
"""

from __future__ import annotations

import argparse
import io
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reuse.model import Report


class Laps:
    """Seconds of each stage, by the clock and of the processor; called as `scan` calls its progress."""

    def __init__(self) -> None:
        """Start the clocks, with the imports."""
        self.stages: dict[str, list[float]] = {}
        self._stage, self._begun = "import", (perf_counter(), process_time())

    def __call__(self, step: str, *_: int) -> None:
        """Begin the stage `step`, unless it is the one that goes on."""
        if step == self._stage:
            return
        now = perf_counter(), process_time()
        spent = self.stages.setdefault(self._stage, [0.0, 0.0])
        for which in (0, 1):
            spent[which] += now[which] - self._begun[which]
        self._stage, self._begun = step, now

    def table(self) -> str:
        """Return a row a stage."""
        total = sum(wall for wall, _ in self.stages.values())
        rows = [f"{'stage':10}{'wall s':>9}{'cpu s':>9}{'share':>8}"]
        rows += [f"{step:10}{wall:9.2f}{cpu:9.2f}{wall / total:8.1%}" for step, (wall, cpu) in self.stages.items()]
        return "\n".join([*rows, f"{'all':10}{total:9.2f}{sum(cpu for _, cpu in self.stages.values()):9.2f}"])


def staged(corpus: Path, jobs: int) -> tuple[Laps, Report, int]:
    """Scan a corpus and write its JSON to memory; returns the laps, the report and the JSON's characters."""
    laps = Laps()
    from reuse import scan  # noqa: PLC0415 - what it takes to import is a lap
    from reuse.settings import build  # noqa: PLC0415 - as above

    report = scan(corpus, progress=laps, jobs=jobs)
    laps("write")
    stream = io.StringIO()
    build("reporters", "json").write(report, stream)
    laps("end")
    return laps, report, len(stream.getvalue())


def calls(corpus: Path, jobs: int, rows: int) -> None:
    """Print the functions that took most time themselves."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "calls"
        # -P: cProfile imports a module called `profile`, which this file is no help for
        profiled: list[str | Path] = [sys.executable, "-P", "-m", "cProfile", "-o", kept, "-m"]
        options: list[str | Path] = ["-j", str(jobs), "-f", "json", "-o", Path(folder) / "report", "-q"]
        subprocess.run([*profiled, "reuse", "scan", corpus, *options], check=True)
        pstats.Stats(str(kept)).strip_dirs().sort_stats("tottime").print_stats(rows)


def main() -> None:
    """Scan, and show the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-j", "--jobs", type=int, default=1, help="threads")
    parser.add_argument("--calls", type=int, default=0, metavar="N", help="also the N costliest functions")
    told = parser.parse_args()
    laps, report, written = staged(told.corpus, told.jobs)
    summary = report.summary
    print(laps.table())
    print(
        f"{summary.documents} documents, {summary.words} words, {summary.matches} matches, {summary.families} families"
    )
    reused, size = summary.reused_chars / max(summary.chars, 1), written / max(summary.chars, 1)
    print(f"{reused:.1%} of the text is reused; the JSON is {size:.2f} times the text")
    if told.calls:
        calls(told.corpus, told.jobs, told.calls)


if __name__ == "__main__":
    main()
