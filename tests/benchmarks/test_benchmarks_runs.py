"""The scripts run on a corpus of a few kilobytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import corpus
import growth
import index
import licences
import measure
import pytest
import speed
from quality import results

import memory

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """Let scripts keep their results in a folder of the test, and read them there."""
    monkeypatch.setattr(results, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))

    def result(name: str) -> Any:  # noqa: ANN401 - JSON
        return json.loads((tmp_path / "benchmarks" / "results" / "test" / f"{name}.json").read_text())["result"]

    return result


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    corpus.copies(tmp_path / "texts", 12)
    return tmp_path / "texts"


def start(monkeypatch: pytest.MonkeyPatch, script: Any, *words: object) -> None:  # noqa: ANN401 - a module
    monkeypatch.setattr(sys, "argv", [script.__name__, *map(str, words), "--date", "test", "-j", "1"])
    script.main()


def test_run_measures_a_process() -> None:
    done = measure.run(
        [sys.executable, "-c", "data = bytearray(200_000_000); sum(range(3_000_000)); raise SystemExit(3)"]
    )
    assert done.code == 3
    assert 200 < done.peak < 400
    assert 0.01 < done.cpu < done.seconds + 1


def test_run_counts_no_memory_of_its_own() -> None:
    ours = bytearray(300_000_000)
    assert measure.run([sys.executable, "-c", "pass"]).peak < 100
    assert len(ours) == 300_000_000


def test_run_ends_at_its_limit() -> None:
    begun = perf_counter()
    assert measure.run([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.2).code < 0
    assert perf_counter() - begun < 10


def test_middle_is_the_median_and_the_worst_exit_code() -> None:
    runs = [measure.Run(3, 1, 5, 0), measure.Run(1, 2, 6, -9), measure.Run(2, 9, 7, 1)]
    assert measure.middle(runs) == measure.Run(2, 2, 6, -9)


def test_exponent_of_a_power_law() -> None:
    assert growth.exponent([10, 100, 1000], [3, 30, 300]) == pytest.approx(1)
    assert growth.exponent([1, 2, 4], [5, 20, 80]) == pytest.approx(2)


@pytest.mark.slow
def test_speed_runs_and_compares(
    kept: Callable[[str], Any], texts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start(monkeypatch, speed, texts, "--program", "reuse", "--repeat", "2")
    assert re.search(r"^reuse +\d+\.\d\d +\d+\.\d\d +1\.00 +\d+\.\d +\d+$", capsys.readouterr().out, re.MULTILINE)
    result = kept("speed-texts")
    assert [run["code"] for run in result["runs"]["reuse"]] == [0, 0]
    assert result["mb"] == measure.megabytes(texts)
    assert result["json_mb"] > 0


def test_speed_gives_each_peer_a_process(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\nexit 0\n")
    python.chmod(0o755)
    chosen = speed.commands(tmp_path / "texts", ["reuse", "gaoya"], 2, tmp_path, tmp_path)
    assert chosen["gaoya"] == [python, ROOT / "benchmarks" / "peers.py", "gaoya", tmp_path / "texts"]
    assert chosen["reuse"][1:4] == ["-m", "reuse", "scan"]


def test_table_tells_what_failed() -> None:
    shown = speed.table({"one": [measure.Run(2, 2, 50, 0)], "other": [measure.Run(4, 2, 50, 1)]}, size=8)
    assert shown.splitlines()[1:] == [
        "one              2.00     2.00    1.00      4.0       50",
        "other            4.00     2.00    2.00      2.0       50  failed: exit code 1",
    ]


@pytest.mark.slow
def test_growth_measures_slices(kept: Callable[[str], Any], texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(monkeypatch, growth, texts, "--mb", "0.04", "--mb", "0.02")
    result = kept("growth-texts")
    assert [0.01 < row["mb"] <= limit for row, limit in zip(result["runs"], (0.02, 0.04), strict=True)] == [True, True]
    assert set(result["exponents"]) == {"wall", "cpu", "peak"}


@pytest.mark.slow
def test_memory_compares_a_scan_with_and_without_limit(
    kept: Callable[[str], Any], texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(monkeypatch, memory, texts, "--limit", "600M", "--tmp-dir", tmp_path)
    result = kept("memory-texts")
    assert result["same"]
    assert set(result["runs"]) == {"all", "600M"}


@pytest.mark.slow
def test_hard_cases_are_built_and_counted(kept: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    start(monkeypatch, licences, "--scale", "0.002", "--case", "copies", "--case", "eighth")
    cases = kept("licences")["cases"]
    assert (cases["copies"]["documents"], cases["copies"]["largest"]) == (20, 20)
    assert (cases["10 copies"]["documents"], cases["10 copies"]["largest"]) == (10, 10)
    assert cases["eighth"]["families"] == 1


@pytest.mark.slow
def test_profile_tells_stages_and_calls(texts: Path) -> None:
    command = [sys.executable, ROOT / "benchmarks" / "profile.py", texts, "--calls", "3"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    shown = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    stages = re.findall(r"^(\w+) +[\d.]+ +[\d.]+ +[\d.]+%$", shown, re.MULTILINE)
    assert stages == ["import", "read", "segment", "find", "align", "gather", "write"]
    assert "12 documents, 7200 words" in shown
    assert "Ordered by: internal time" in shown


@pytest.mark.slow
def test_index_is_measured_and_answers_as_a_scan(
    kept: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(7):
        words = " ".join(f"word{number * k % 397}" for k in range(900))
        (tmp_path / "pages" / f"{number}.txt").write_text(f"{words}\n")
    monkeypatch.setattr(index, "_PAGES", 1)
    start(monkeypatch, index, tmp_path / "pages", "--repeat", "1", "--sqlite")
    result = kept("index-pages")
    assert result["equal"] == [True]
    assert {run["code"] for run in result["runs"].values()} == {0}
    assert result["sqlite"]["rows"] > 0
