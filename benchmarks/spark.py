"""Scan a corpus on Spark and tell what it cost: time, processors, memory, and what went through the shuffle.

    python benchmarks/spark.py CORPUS [--master local[2]] [--part 32M] [--conf K=V ...] [--local]

Shuffled bytes (as compressed on their way) and rows come from Spark's own event log, and so does the largest share of
a stage's shuffled bytes and rows that one task read: 1 / parts is even. Memory is the peak of the proportional set size
of the driver, Java and the Python workers together, and CPU the seconds of each of them, as long as all run on this
machine. `--local` runs the local engine too, and tells whether the records are the same, byte for byte after sorting.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import psutil

EVERY = 0.5  # seconds
MB = 1_000_000


@dataclass
class Watched:
    """What a tree of processes took: seconds of CPU by kind of process, and the peak of their memory in MB."""

    cpu: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    peak: float = 0.0

    def look(self, root: psutil.Process) -> None:
        """Add what the processes have taken so far."""
        held = 0
        for process in [root, *root.children(recursive=True)]:
            try:
                kind = "driver" if process == root else "java" if process.name() == "java" else "workers"
                times = process.cpu_times()
                self.cpu[kind][process.pid] = times.user + times.system
                held += process.memory_full_info().pss
            except psutil.Error:
                continue  # it has ended
        self.peak = max(self.peak, held / MB)

    def seconds(self) -> dict[str, float]:
        """Return the seconds of CPU by kind of process."""
        return {kind: round(sum(found.values()), 1) for kind, found in self.cpu.items()}


def scan(corpus: Path, out: Path, options: list[str]) -> tuple[float, Watched]:
    """Run one scan and watch it to its end."""
    command = [sys.executable, "-m", "reuse", "scan", str(corpus), "-f", f"jsonl:{out}/", "--relate", "links", *options]
    began, watched = perf_counter(), Watched()
    process = psutil.Popen(command)
    while process.poll() is None:
        watched.look(process)
        sleep(EVERY)
    if process.returncode not in {0, 3}:
        sys.exit(f"the scan ended with {process.returncode}")
    return perf_counter() - began, watched


def shuffled(log: Path) -> dict[str, Any]:
    """Return what Spark tells of its shuffle: totals, and the largest share of one task, with its stage."""
    written = {"bytes": 0, "rows": 0}
    read: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in log.read_text().splitlines():
        event = json.loads(line)
        metrics = event.get("Task Metrics")
        if event["Event"] != "SparkListenerTaskEnd" or not metrics:
            continue
        out, into = metrics["Shuffle Write Metrics"], metrics["Shuffle Read Metrics"]
        written["bytes"] += out["Shuffle Bytes Written"]
        written["rows"] += out["Shuffle Records Written"]
        size = into["Local Bytes Read"] + into["Remote Bytes Read"]
        read[event["Stage ID"]].append((size, into["Total Records Read"]))
    shares = [
        {"stage": stage, "tasks": len(tasks), "MB": round(total / MB, 1), "share": round(largest / total, 4), "of": of}
        for stage, tasks in read.items()
        for of, (largest, total) in (("bytes", _most(tasks, 0)), ("rows", _most(tasks, 1)))
        if total
    ]
    by_share = sorted(shares, key=lambda row: -row["share"])
    return {
        "written_MB": round(written["bytes"] / MB, 1),
        "written_rows": written["rows"],
        "read_MB": round(sum(size for tasks in read.values() for size, _ in tasks) / MB, 1),
        "read_rows": sum(rows for tasks in read.values() for _, rows in tasks),
        "largest_shares_of_bytes": [row for row in by_share if row["of"] == "bytes"][:5],
        "largest_shares_of_rows": [row for row in by_share if row["of"] == "rows"][:5],
    }


def _most(tasks: list[tuple[int, int]], column: int) -> tuple[int, int]:
    values = [task[column] for task in tasks]
    return max(values), sum(values)


def records(folder: Path) -> list[str]:
    """Return the lines of a report in a folder, sorted."""
    return sorted(line for file in folder.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines())


def commit() -> str:
    """Return the commit that was measured."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    """Measure one corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--part", default="0", help="code points of a part; 0: as the program chooses")
    parser.add_argument("--conf", action="append", default=[])
    parser.add_argument("--local", action="store_true", help="the local engine too, and whether it records the same")
    given = parser.parse_args()
    size = sum(path.stat().st_size for path in given.corpus.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as folder:
        (log := Path(folder, "log")).mkdir()
        conf = [
            f"spark.textreuse.part={given.part}",
            "spark.eventLog.enabled=true",
            f"spark.eventLog.dir={log.as_uri()}",
            "spark.eventLog.rolling.enabled=false",
            "spark.eventLog.compress=false",
            *given.conf,
        ]
        options = ["--engine", "spark", "--master", given.master, *(part for one in conf for part in ("--conf", one))]
        seconds, watched = scan(given.corpus, Path(folder, "spark"), options)
        row = {
            "corpus": given.corpus.name,
            "MB": round(size / MB, 1),
            "commit": commit(),
            "master": given.master,
            "seconds": round(seconds, 1),
            "cpu": watched.seconds(),
            "peak_MB": round(watched.peak),
            **shuffled(next(log.iterdir())),
        }
        if given.local:
            took, alone = scan(given.corpus, Path(folder, "local"), ["-q"])
            same = records(Path(folder, "local")) == records(Path(folder, "spark"))
            row["local"] = {
                "seconds": round(took, 1), "cpu": alone.seconds(), "peak_MB": round(alone.peak), "same": same,
            }  # fmt: skip
        print(json.dumps(row, indent=1))


if __name__ == "__main__":
    main()
