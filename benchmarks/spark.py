"""Scan a corpus on Spark and tell what it cost: time, processors, memory, and what went through the shuffle.

    python benchmarks/spark.py CORPUS [--master local[2]] [--part 32M] [--conf K=V ...] [--local]

Shuffled bytes (as compressed on their way) and rows come from Spark's own event log, and so do the largest shares that
one task and one part read of them; of each stage that reads 1 % or more the tasks, its share of all, and that of its
largest task: 1 / parts is even. Memory is the peak of the proportional set size
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
HEAVY = 0.01  # of all that is shuffled: what a stage must read to be told of


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
    """Return what Spark tells of its shuffle: totals, and the largest shares of one task, of one part, and by stage."""
    read: dict[int, list[tuple[int, int, int]]] = defaultdict(list)  # stage -> part, bytes, rows of its tasks
    for line in log.read_text().splitlines():
        event = json.loads(line)
        metrics = event.get("Task Metrics")
        if event["Event"] == "SparkListenerTaskEnd" and metrics:
            into = metrics["Shuffle Read Metrics"]
            size = into["Local Bytes Read"] + into["Remote Bytes Read"]
            read[event["Stage ID"]].append((event["Task Info"]["Partition ID"], size, into["Total Records Read"]))
    tasks = [task for some in read.values() for task in some]
    found: dict[str, Any] = {}
    for column, name in ((1, "bytes"), (2, "rows")):
        total = sum(task[column] for task in tasks)
        parts: dict[int, int] = defaultdict(int)
        for task in tasks:
            parts[task[0]] += task[column]
        stages = {stage: [task[column] for task in some] for stage, some in read.items()}
        heavy = {stage: values for stage, values in stages.items() if sum(values) >= total * HEAVY}
        found[name] = {
            "shuffled": total,
            "one task": round(max(task[column] for task in tasks) / total, 4),
            "one part": round(max(parts.values()) / total, 4),
            "one task of a stage": {
                stage: [len(values), round(sum(values) / total, 3), round(max(values) / sum(values), 4)]
                for stage, values in heavy.items()
            },
        }
    return found


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
        print(json.dumps(row))


if __name__ == "__main__":
    main()
