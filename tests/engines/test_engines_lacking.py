"""What is missing for `--engine spark`, or asked of it in vain, is one sentence; none of it needs Spark."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from clusters import unlocked

SEEDS = Path(__file__).parents[2] / "seeds"
RUN = "import sys; {first}; from reuse.cli import run; sys.exit(run())"


def told(*arguments: str, first: str = "pass", **variables: str) -> str:
    command = [sys.executable, "-c", RUN.format(first=first), "scan", *arguments, "--engine", "spark"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=unlocked(**variables))
    assert done.returncode == 2, done.stderr
    assert not done.stdout
    return done.stderr


def test_without_pyspark() -> None:
    said = told(str(SEEDS), first="sys.modules['pyspark'] = None")
    assert said == (
        "reuse: --engine spark needs PySpark (pyspark is not installed). Run: pip install 'text-reuse[spark]'\n"
    )


def test_without_java(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    assert told(str(SEEDS), PATH=str(tmp_path), JAVA_HOME="") == (
        "reuse: --engine spark needs Java: JAVA_HOME is not set, and PATH leads to none. Install Java 17 or newer, for "
        "example the package openjdk-17-jre-headless, or set JAVA_HOME to one.\n"
    )
    assert told(str(SEEDS), JAVA_HOME=str(tmp_path)).startswith(
        f"reuse: --engine spark needs Java: JAVA_HOME is {tmp_path}, which has none. Install Java 17 or newer"
    )


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ('openjdk version "11.0.2" 2019-01-15', "needs Java 17: {java} is Java 11."),
        ('java version "1.8.0_202"', "needs Java 17: {java} is Java 8."),
        ("no Java at all", "needs Java: {java} does not tell its version."),
    ],
)
def test_with_an_old_java(tmp_path: Path, version: str, sentence: str) -> None:
    pytest.importorskip("pyspark")
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin" / "java"
    java.write_text(f"#!/bin/sh\necho '{version}' >&2\n")
    java.chmod(0o755)
    said = told(str(SEEDS), JAVA_HOME=str(tmp_path))
    assert said.startswith("reuse: --engine spark " + sentence.format(java=java))


def test_a_master_that_does_not_answer() -> None:
    pytest.importorskip("pyspark")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]  # bound, and nobody listens
        said = told(str(SEEDS), "--master", f"spark://127.0.0.1:{port}", JAVA_HOME=_java_home())
    why = "Connection refused. Start it, or mend --master."
    assert said == f"reuse: no master of Spark answers at spark://127.0.0.1:{port}: {why}\n"


def _java_home() -> str:
    import shutil  # noqa: PLC0415 - only here

    java = shutil.which("java")
    if not java:
        pytest.skip("there is no Java")
    return str(Path(java).resolve().parents[1])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--against", "x"), "--engine spark has no --against: it relates a corpus to itself. Leave one of them out."),
        (("--index", "x"), "--engine spark has no --index: it relates a corpus to itself. Leave one of them out."),
        (("-",), "--engine spark reads no standard input. Name files."),
        (("hdfs://host/x",), "--engine spark reads local paths, or URLs, not both at a time."),
        (("--conf", "x"), "--conf: must be spark.KEY=VALUE, not 'x'"),
        (("-f", "parquet"), "-f parquet writes a folder, not a stream. Name it: -o FOLDER."),
    ],
)
def test_what_it_does_not_do(arguments: tuple[str, ...], sentence: str) -> None:
    assert told(str(SEEDS), *arguments).startswith(f"reuse: {sentence}")


def test_an_engine_that_there_is_not() -> None:
    done = subprocess.run([sys.executable, "-m", "reuse", "scan", str(SEEDS), "--engine", "flink"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stderr == "reuse: --engine: must be one of local, spark, not 'flink'\n"
