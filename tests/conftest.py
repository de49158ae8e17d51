"""`golden`: exact expected output kept in files; `pytest --accept` rewrites what differs."""

from __future__ import annotations

import difflib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

# a shell starts what it runs behind itself deaf to interrupts, and so would be the programs that tests interrupt
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

GOLDEN = Path(__file__).parent / "golden"

# a test must not fail by chance: none is timed, and in a build the examples are always the same
settings.register_profile("untimed", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out into the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | Path], None]:
    """Return `check(actual, name)`: fails with the difference unless tests/golden/<name> holds `actual`."""

    def check(actual: str, name: str | Path) -> None:
        path = GOLDEN / name  # an absolute path stays what it is
        expected = path.read_bytes().decode() if path.exists() else ""
        if actual == expected:
            return
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            return
        difference = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), f"golden {path.name}", "what came out", lineterm=""
        )
        shown = "\n".join(difference) or "(line ends differ)"
        pytest.fail(f"{shown}\n\nIf this is meant, `pytest --accept` rewrites {path.name}.", pytrace=False)

    return check
