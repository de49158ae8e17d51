"""Whole processes, measured from outside: seconds, processor seconds, and the most memory they held.

    python benchmarks/measure.py LIMIT COMMAND...

runs one command, what it prints going to standard error, and prints what it took as JSON. The other scripts start it
for each run: Linux counts to the memory of a process what its parent held when it was started, and this one is small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LIMIT = 3600.0  # seconds
_SCAN = ("-f", "json", "--no-progress", "-q")


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds by the clock and of the processor, peak of resident memory in MB, exit code."""

    seconds: float
    cpu: float
    peak: float
    code: int

    @property
    def row(self) -> dict[str, float]:
        """What is kept of it."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def run(command: Sequence[str | Path], limit: float = LIMIT) -> Run:
    """Run a command to its end, or to the limit in seconds; what it prints goes to standard error."""
    small = [sys.executable, __file__, str(limit), *command]
    return Run(**json.loads(subprocess.run(small, stdout=subprocess.PIPE, check=True).stdout))


def _watch(command: Sequence[str], limit: float) -> Run:
    begun = perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    alarm = threading.Timer(limit, process.kill)
    alarm.start()
    _, status, usage = os.wait4(process.pid, 0)
    alarm.cancel()
    seconds = perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kB elsewhere
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, process.returncode)


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs, and the worst exit code."""
    return Run(
        median(one.seconds for one in runs),
        median(one.cpu for one in runs),
        median(one.peak for one in runs),
        max((one.code for one in runs), key=abs),
    )


def scan(corpus: Path, output: Path, *options: str) -> list[str | Path]:
    """Return the command of our program over a corpus, JSON written to a file."""
    return [sys.executable, "-m", "reuse", "scan", corpus, *_SCAN, "-o", output, *options]


def megabytes(corpus: Path) -> float:
    """Return how large the documents of a corpus are."""
    return sum(path.stat().st_size for path in corpus.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    print(json.dumps(asdict(_watch(sys.argv[2:], float(sys.argv[1])))))
