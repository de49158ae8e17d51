"""The scripts under benchmarks/ as modules."""

from __future__ import annotations

import sys
from pathlib import Path

# last, so that none of them stands in for a module of the standard library (`profile`)
sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
