"""Where the measurements keep what they measured: benchmarks/results/DATE/NAME.json."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]


def arguments(about: str) -> argparse.ArgumentParser:
    """Return a parser of what all measurements are told."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("shared", type=Path, help="the folder of shared material")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    parser.add_argument("-j", "--jobs", type=int, default=1, help="threads")
    return parser


def keep(name: str, date: str, result: object) -> None:
    """Write `result`, with the commit and the command that gave it; no path and no machine stands in it."""
    folder = ROOT / "benchmarks" / "results" / date
    folder.mkdir(parents=True, exist_ok=True)
    commit = _git("describe", "--always").stdout.strip()
    commit += "-changed" * (commit != "" and _git("diff", "--quiet", "HEAD", "--", "src").returncode != 0)
    options = [word for word in sys.argv[1:] if "/" not in word]
    record = {"commit": commit, "python": sys.version.split()[0], "options": options, "result": result}
    path = folder / f"{name}.json"
    path.write_text(json.dumps(record, indent=1) + "\n")
    print(f"kept in {path.relative_to(ROOT)}")


def _git(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False)
