"""A standalone cluster of Spark on loopback, and programs beside the tests."""

from __future__ import annotations

import os
import re
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
PARTS = 4


class Cluster(NamedTuple):
    """A master and its workers."""

    url: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def started(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Start a standalone cluster on loopback with one core a worker; it and all that it started end with this."""
    master = spawned(folder, "master", "Master", "--webui-port", "0", "--port", "0")
    url = found(folder / "master.log", r"Starting Spark master at (spark://\S+)", master)
    others = [
        spawned(folder, f"worker{at}", "Worker", "--webui-port", "0", "--cores", "1", "--memory", "1g",
                "--work-dir", str(folder / f"work{at}"), url)
        for at in range(workers)
    ]  # fmt: skip
    try:
        for at, worker in enumerate(others):
            found(folder / f"worker{at}.log", "(Successfully registered with master)", worker)
        yield Cluster(url, others)
    finally:
        for process in (*others, master):
            end(process)


def spawned(folder: Path, name: str, role: str, *arguments: str) -> subprocess.Popen[bytes]:
    import pyspark  # noqa: PLC0415 - where there is one

    program = Path(pyspark.__file__).parent / "bin" / "spark-class"
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder)}
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            ["bash", str(program), f"org.apache.spark.deploy.{role.lower()}.{role}", "--host", "127.0.0.1", *arguments],
            stdout=log,
            stderr=log,
            env=environment,
        )


def found(log: Path, pattern: str, process: subprocess.Popen[bytes]) -> str:
    """Return what a log says, as soon as it says it."""
    ends = time.monotonic() + 90
    while time.monotonic() < ends and process.poll() is None:
        if told := re.search(pattern, log.read_text(errors="replace")):
            return told[1]
        time.sleep(0.1)
    pytest.fail(f"no {pattern!r} in\n{log.read_text(errors='replace')}")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all those that it started."""
    if process.poll() is None:
        for one in [*psutil.Process(process.pid).children(recursive=True), process]:
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
    process.wait()


def unlocked(**variables: str) -> dict[str, str]:
    """Return the environment of a process that speaks on loopback, and knows no more of ours than it must."""
    return {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", **variables}
