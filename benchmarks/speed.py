"""Our program and others in turn on the same corpus: whole processes, median of several.

    python benchmarks/speed.py CORPUS [--repeat 3] [--program reuse --program gaoya ...] [-j 2]

Ours names every passage and writes JSON; the others pair whole documents. They are installed into a virtual
environment that is thrown away, or kept with --venv FOLDER. The first run of each is not counted: it warms caches of
files and of compiled code. Results are kept under benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from measure import LIMIT, Run, megabytes, middle, run, scan
from quality.results import keep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PEERS = {"gaoya": "gaoya==0.2.2", "rensa": "rensa==0.5.0", "datasketch": "datasketch==2.0.0"}


def installed(venv: Path, peers: Sequence[str]) -> Path:
    """Return the interpreter of a virtual environment that has the peers, made where there is none."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    if peers:
        subprocess.run([python, "-m", "pip", "install", "-q", *(PEERS[peer] for peer in peers)], check=True)
    return python


def in_turn(commands: Mapping[str, Sequence[str | Path]], repeat: int, limit: float) -> dict[str, list[Run]]:
    """Run all commands once for warmth, then `repeat` times, one after the other."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(repeat + 1):
        for name, command in commands.items():
            one = run(command, limit)
            print(f"{'warm-up' if number == 0 else f'run {number}'}: {name} {one.seconds:.2f} s", file=sys.stderr)
            if number:
                runs[name].append(one)
    return runs


def table(runs: Mapping[str, Sequence[Run]], size: float) -> str:
    """Return a row a program, with the time of the first of them as 1; `size` of the corpus in MB."""
    rows = [f"{'':12}{'wall s':>9}{'cpu s':>9}{'ratio':>8}{'MB/s':>9}{'peak MB':>9}"]
    first = middle(next(iter(runs.values()))).seconds
    for name, several in runs.items():
        one = middle(several)
        failed = f"  failed: exit code {one.code}" if one.code else ""
        figures = f"{one.seconds:9.2f}{one.cpu:9.2f}{one.seconds / first:8.2f}{size / one.seconds:9.1f}{one.peak:9.0f}"
        rows.append(f"{name:12}{figures}{failed}")
    return "\n".join(rows)


def commands(
    corpus: Path, programs: Sequence[str], jobs: int, folder: Path, venv: Path
) -> dict[str, Sequence[str | Path]]:
    """Return what to run for each program."""
    peers = [name for name in programs if name in PEERS]
    python = installed(venv, peers) if peers else venv
    script = Path(__file__).with_name("peers.py")
    return {
        name: [python, script, name, corpus] if name in PEERS else scan(corpus, folder / "report.json", "-j", str(jobs))
        for name in programs
    }


def main() -> None:
    """Measure, show, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--repeat", type=int, default=3, help="counted runs of each program")
    parser.add_argument("--program", action="append", choices=("reuse", *PEERS), help="all, where none is named")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one run")
    parser.add_argument("--venv", type=Path, help="where the peers are, or are to be kept")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="threads of our program")
    told = parser.parse_args()
    size = megabytes(told.corpus)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chosen = commands(
            told.corpus, told.program or ("reuse", *PEERS), told.jobs, folder, told.venv or folder / "peers"
        )
        runs = in_turn(chosen, told.repeat, told.limit)
        report = folder / "report.json"
        written = report.stat().st_size / 1e6 if report.exists() else 0.0
    print(f"{told.corpus.name}: {size:.1f} MB, {os.cpu_count()} cores; JSON of {written:.1f} MB\n{table(runs, size)}")
    rows = {name: [one.row for one in several] for name, several in runs.items()}
    result = {"corpus": told.corpus.name, "mb": size, "cores": os.cpu_count(), "json_mb": written, "runs": rows}
    keep(f"speed-{told.corpus.name}", told.date, result)


if __name__ == "__main__":
    main()
