"""A saved report served: seconds to the first page and to what it is drawn from, and the peak of memory.

    python benchmarks/serving.py REPORT.json|INDEX

Seconds are from the start of the command. The page is there at once; what it is drawn from is asked for by its script.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil

BLOCKS = ("data/f0", "data/f100", "data/t0", "data/t50")


def main() -> int:
    """Start, ask, and print what it took."""
    target = Path(sys.argv[1])
    began = time.perf_counter()
    command = [sys.executable, "-m", "reuse", "serve", str(target), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        url = server.stdout.readline().strip() if server.stdout else ""
        if not url:
            return 1
        size = target.stat().st_size if target.is_file() else sum(one.stat().st_size for one in target.iterdir())
        print(f"{size / 1e6:.0f} MB")
        for path in ("", "data/index", *BLOCKS):
            asked = time.perf_counter()
            try:
                length = len(urlopen(f"{url}{path}").read())  # noqa: S310 - the address is ours
            except OSError as error:
                print(f"  {path:10} {error}")
                continue
            now = time.perf_counter()
            print(
                f"  {path or '/':10} {length:>11,} bytes in {now - asked:5.2f} s, {now - began:5.1f} s after the start"
            )
        print(f"  peak of memory {_peak(server.pid) / 1e6:.0f} MB")
        server.terminate()
    return 0


def _peak(number: int) -> int:
    """Return the bytes that a process has held at most; where the system does not tell, those that it holds."""
    told = Path(f"/proc/{number}/status")
    if not told.exists():
        return int(psutil.Process(number).memory_info().rss)
    (line,) = (line for line in told.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    sys.exit(main())
