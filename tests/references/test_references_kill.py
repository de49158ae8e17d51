"""kill -9 at any moment: the index opens, holds the state before or after, and the command again completes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from many import texts

import reuse

SOURCE = str(Path(reuse.__file__).parents[1])


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, and no kill -9")
def test_writers_killed_at_a_hundred_random_moments(tmp_path: Path) -> None:
    (tmp_path / "ref").mkdir()
    for name, text in list(texts().items())[:260]:
        (tmp_path / name).write_text(text)
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), "100"],
        cwd=tmp_path, env=environment, capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert sum(one["before"] + one["after"] for one in found.values()) == 100
    assert sum(one["killed"] for one in found.values()) > 60  # else the moments came too late
    assert sum(one["after"] for one in found.values()) < 90
