"""`reuse scan --engine spark`: the records of the local engine, wherever it runs and whatever is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import psutil
import pytest
from clusters import started, unlocked

from reuse.api.saved import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.usefixtures("has_spark")]

SEEDS = Path(__file__).parents[2] / "seeds"
RECORDED = ("document", "match", "family")


def reuse(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(arguments), capture_output=True, text=True, check=False, timeout=280,
                          env=unlocked(**variables))  # fmt: skip


def command(arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "reuse", *map(str, arguments)]


def launched(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(command(arguments), stderr=subprocess.PIPE, text=True, env=unlocked())


def until(job: subprocess.Popen[str], step: str) -> Iterator[str]:
    """Yield what a scan says until a step is done."""
    assert job.stderr
    for line in job.stderr:
        yield line
        if line.startswith(f"reuse: {step}:"):
            return


def kill(number: int) -> None:
    """Kill a process and all those that it started."""
    process = psutil.Process(number)
    for one in [process, *process.children(recursive=True)]:
        one.kill()


def on_spark(master: str, part: int = 0) -> list[str]:
    cut = ["--conf", f"spark.textreuse.part={part}"] if part else []
    return ["--engine", "spark", "--master", master, "--conf", "spark.driver.host=127.0.0.1", *cut]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of texts that share much: seeds, whole and in pieces, under other names and in other formats."""
    folder = tmp_path_factory.mktemp("corpus")
    random, texts = Random(8), [file.read_text() for file in sorted(SEEDS.glob("*.txt"))]  # noqa: S311 - no secret
    for number in range(12):
        words = [word for _ in range(3) for word in random.choice(texts).split(" ")[random.randrange(200) :][:150]]
        if number % 3 == 0:
            words[40:44] = ["entirely", "other", f"words{number}", "here"]
        (folder / f"{number:02}.txt").write_text(" ".join(words), encoding="utf-8")
    records = [{"id": f"r{k}", "text": texts[k % len(texts)][k * 50 :], "author": f"né {k}"} for k in range(6)]
    (folder / "records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (folder / "empty.txt").touch()
    (folder / "binary").write_bytes(b"\0\1\2" * 100)
    (folder / ".hidden.txt").write_text("nobody reads this")
    (folder / "table.csv").write_text("id,title\n00.txt,none\n")
    return folder


@pytest.fixture(scope="module")
def expected(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the local engine, by links as a large corpus has them, as JSON lines."""
    path = tmp_path_factory.mktemp("expected") / "report.jsonl"
    assert reuse("scan", corpus, "--relate", "links", "-f", "jsonl", "-o", path).returncode == 3  # one is empty
    assert sum('"type":"family"' in line for line in path.read_text().splitlines()) > 5
    return path


def lines(path: Path) -> list[str]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return sorted(line for file in files for line in file.read_text(encoding="utf-8").splitlines())


def test_parts_on_one_machine_record_what_the_local_engine_does_in_every_form(
    corpus: Path, expected: Path, tmp_path: Path
) -> None:
    forms = ("-f", f"jsonl:{tmp_path}/lines/", "-f", f"parquet:{tmp_path}/columns", "-f", f"json:{tmp_path}/one.json")
    done = reuse("scan", corpus, "--relate", "links", *forms, *on_spark("local[2]", 12_000))
    assert done.returncode == 3, done.stderr
    assert lines(tmp_path / "lines") == lines(expected)
    assert len(list((tmp_path / "lines").glob("part-*.jsonl"))) > 3
    reports = [
        opened(str(path)) for path in (expected, *(tmp_path / name for name in ("lines", "columns", "one.json")))
    ]
    assert all(report == reports[0] for report in reports[1:])
    told = [line.split(":")[1].strip() for line in done.stderr.splitlines()]
    assert told[:3] == ["read", "route", "segment"]
    assert told[-2].startswith("skipped") or "skipped" in done.stderr


def test_a_small_corpus_is_scanned_in_one_task(tmp_path: Path) -> None:
    local, spread = tmp_path / "local.jsonl", tmp_path / "spread.jsonl"
    assert reuse("scan", SEEDS, "-f", "jsonl", "-o", local).returncode == 0
    done = reuse("scan", SEEDS, "-f", "jsonl", "-o", spread, *on_spark("local[2]"))
    assert done.returncode == 0, done.stderr
    assert lines(spread) == lines(local)


def test_a_folder_at_a_url_that_somebody_has_put_something_into_is_not_overwritten(tmp_path: Path) -> None:
    found = tmp_path / "found"
    (found / "matches").mkdir(parents=True)
    for name in ("_SUCCESS", "run.jsonl", ".run.jsonl.crc", "matches/part-00000.parquet", "matches/notes.txt"):
        (found / name).write_text("years of work")
    before = {path: path.read_bytes() for path in found.rglob("*") if path.is_file()}
    done = reuse("scan", SEEDS, "-f", "jsonl", "-o", f"file://{found}", *on_spark("local[2]"))
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"reuse: cannot write file://{found}: it holds matches/notes.txt, which is none of ours. "
        "Name a new folder, or move that."
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    (found / "matches" / "notes.txt").unlink()
    done = reuse("scan", SEEDS, "-f", "parquet", "-o", f"file://{found}", *on_spark("local[2]"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["found"]
    assert opened(str(found)).families


def test_a_cluster_of_which_a_worker_is_killed_records_the_same_from_urls(
    corpus: Path, expected: Path, tmp_path: Path
) -> None:
    with started(tmp_path) as running:
        job = launched(
            "scan", f"file://{corpus}", "--relate", "links", "-f", "jsonl", "-o", tmp_path / "found",
            "--conf", "spark.executor.memory=512m", *on_spark(running.url, 20_000),
        )  # fmt: skip
        told = list(until(job, "copy"))
        kill(running.workers[0].pid)
        _, errors = job.communicate(timeout=240)
    assert job.returncode == 3, [*told, errors]
    assert "reuse: write:" in errors
    found = [line for line in lines(tmp_path / "found") if '"type":"summary"' not in line]
    assert found == [line for line in lines(expected) if '"type":"summary"' not in line]
    (summary,) = (json.loads(line) for line in lines(tmp_path / "found") if '"type":"summary"' in line)
    (wanted,) = (json.loads(line) for line in lines(expected) if '"type":"summary"' in line)
    assert wanted["passed_over"].pop("hidden") == 1  # Spark itself never tells of those
    assert summary == wanted


def test_a_killed_driver_goes_on_where_it_was(corpus: Path, expected: Path, tmp_path: Path) -> None:
    arguments = ["scan", corpus, "--relate", "links", "-f", "jsonl", "-o", tmp_path / "found.jsonl",
                 "--checkpoint", tmp_path / "kept", *on_spark("local[2]", 20_000)]  # fmt: skip
    job = launched(*arguments)
    list(until(job, "copy"))
    kill(job.pid)
    job.communicate()
    done = reuse(*arguments)
    assert done.returncode == 3, done.stderr
    assert not any(f"reuse: {step}:" in done.stderr for step in ("read", "route", "segment", "gram", "copy"))
    assert "reuse: write:" in done.stderr
    assert lines(tmp_path / "found.jsonl") == lines(expected)
    other = reuse(*arguments, "--min-words", "9")
    assert other.returncode == 2
    assert "is of another run: its settings differ. Name a new folder" in other.stderr


def test_an_interrupt_ends_it_with_130(corpus: Path, tmp_path: Path) -> None:
    out = ("--relate", "links", "-f", "jsonl", "-o", tmp_path / "x")
    job = launched("scan", corpus, *out, *on_spark("local[2]", 12_000))
    list(until(job, "read"))
    began = time.monotonic()
    job.send_signal(signal.SIGINT)
    _, errors = job.communicate(timeout=60)
    assert job.returncode == 130
    assert errors.endswith("reuse: interrupted\n")
    assert "Traceback" not in errors
    assert time.monotonic() - began < 30
    assert not (tmp_path / "x").exists()


def test_what_spark_cannot_do_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    (tmp_path / "large" / "one.txt").write_text("some words of no great interest\n" * 60_000)
    done = reuse("scan", tmp_path / "large", "--relate", "pairs", *on_spark("local[2]"))
    assert done.returncode == 2
    assert "reuse: --engine spark relates a corpus this large by links. Leave out --relate pairs.\n" in done.stderr


def test_what_spark_cannot_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = reuse("scan", f"file://{tmp_path}/none", *on_spark("local[2]"))
    assert done.returncode == 2
    assert done.stderr.startswith(f"reuse: cannot read file://{tmp_path}/none: ")
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
