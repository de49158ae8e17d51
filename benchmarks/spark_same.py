"""Whether Spark records what the local engine does, byte for byte after sorting: on one machine and on a cluster.

    python benchmarks/spark_same.py FOLDER... [--part 1M] [--kill]

Each corpus is scanned by the local engine, with `local[2]`, and on a standalone cluster of one master and two workers,
which is started on loopback for it. Corpora of fewer than 1.5 million characters are scanned as they are by default,
all others by links, in parts of `--part` characters. With `--kill` a worker of the cluster is killed when the copies
are found.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import psutil

sys.path[0] = str(Path(__file__).parents[1] / "tests" / "engines")  # profile.py beside this would hide Python's
from clusters import started, unlocked  # noqa: E402 - found by the line above


def scan(corpus: Path, out: Path, *options: str, victim: int = 0) -> float:
    """Scan a corpus; victim: a process that is killed, with all that it started, when the copies are found."""
    command = [sys.executable, "-m", "reuse", "scan", str(corpus), "-f", "jsonl", "-o", f"{out}/", *options]
    began = perf_counter()
    job = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=unlocked())
    said = []
    for line in job.stderr or ():
        said.append(line)
        if victim and line.startswith("reuse: copy:"):
            process = psutil.Process(victim)
            for one in [*process.children(recursive=True), process]:
                one.kill()
            victim = 0
    if job.wait() not in {0, 3}:
        sys.exit(f"{corpus}: the scan ended with {job.returncode}\n{''.join(said)}")
    return perf_counter() - began


def records(folder: Path) -> list[bytes]:
    """Return the lines of a report in a folder, sorted."""
    return sorted(line for file in folder.glob("*.jsonl") for line in file.read_bytes().splitlines())


def main() -> None:
    """Scan each corpus three times and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--part", default="1M", help="characters of a part")
    parser.add_argument("--kill", action="store_true", help="kill a worker of the cluster in mid-job")
    given = parser.parse_args()
    options = ("--engine", "spark", "--conf", f"spark.textreuse.part={given.part}")
    differ = 0
    for corpus in given.corpora:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            seconds = {"local": scan(corpus, folder / "local"), "local[2]": 0.0, "cluster": 0.0}
            seconds["local[2]"] = scan(corpus, folder / "local[2]", *options, "--master", "local[2]")
            with started(folder) as running:
                seconds["cluster"] = scan(
                    corpus, folder / "cluster", *options, "--master", running.url,
                    "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.executor.memory=1g",
                    victim=running.workers[0].pid if given.kill else 0,
                )  # fmt: skip
            found = {engine: records(folder / engine) for engine in seconds}
            same = found["local"] == found["local[2]"] == found["cluster"]
            differ += not same
            told = ", ".join(f"{engine} {took:.1f} s" for engine, took in seconds.items())
            print(f"{corpus.name}: {len(found['local'])} records, {'the same' if same else 'NOT THE SAME'} ({told})")
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
