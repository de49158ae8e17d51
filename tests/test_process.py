"""What a process of ours leaves out, and a library in somebody's program does not."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import sys
from reuse.process import take
{take}
import reuse.kernels.compiled
print("scipy.linalg" in sys.modules)
import scipy.linalg
from numba import njit
import numpy as np
try:
    print(njit(lambda a: np.dot(a, a))(np.eye(2)).tolist())
except Exception:
    print("no products")
"""


@pytest.mark.slow
@pytest.mark.parametrize(("take", "loaded"), [("take()", "False"), ("", "True")])
def test_scipy_is_imported_for_numba_in_programs_of_others_only(take: str, loaded: str) -> None:
    done = subprocess.run([sys.executable, "-c", CODE.format(take=take)], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[0] == loaded
    assert done.stdout.splitlines()[1] == "[[1.0, 0.0], [0.0, 1.0]]"


def test_a_process_of_ours_looks_for_garbage_seldom_and_not_at_its_end() -> None:
    code = "import gc; from reuse import process; process.take(); print(gc.get_threshold()[0] > 10_000); "
    code += "process.leave(); print(gc.get_freeze_count() > 1000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["True", "True"]
