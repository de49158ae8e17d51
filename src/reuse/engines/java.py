"""Whether there is a Java that Spark runs on: found as Spark finds it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from reuse.errors import UsageError

NEEDED = 17
_HINT = (
    f"Install Java {NEEDED} or newer, for example the package openjdk-{NEEDED}-jre-headless, or set JAVA_HOME to one."
)


def check() -> None:
    """Raise UsageError where Java is missing or too old for Spark."""
    home = os.environ.get("JAVA_HOME", "")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if not java or not os.access(java, os.X_OK):
        where = f"JAVA_HOME is {home}, which has none" if home else "JAVA_HOME is not set, and PATH leads to none"
        raise UsageError(f"--engine spark needs Java: {where}", _HINT)
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False, timeout=60).stderr  # noqa: S603
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if not found:
        raise UsageError(f"--engine spark needs Java: {java} does not tell its version", _HINT)
    if int(found[1]) < NEEDED:
        raise UsageError(f"--engine spark needs Java {NEEDED}: {java} is Java {found[1]}", _HINT)
