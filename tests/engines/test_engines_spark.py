"""The engine on Spark, by a program of two steps: in this process, on a cluster, and with its processes killed."""

from __future__ import annotations

import ast
import os
import signal
import time
from collections import Counter
from typing import TYPE_CHECKING

import psutil
import pytest
import toy
from clusters import HERE, PARTS, Cluster, program, started

from reuse.errors import UsageError
from reuse.partitioned.letters import DRIVER, Letter

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.spark, pytest.mark.slow]


@pytest.mark.parametrize("parts", [1, 3, PARTS])
def test_letters_lead_to_the_same_counts_as_in_one_process(local: SparkSession, parts: int) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    assert toy.run(Spark(local, parts)) == toy.COUNTS


def test_large_letters_to_the_driver_come_group_by_group(local: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    from reuse.engines import spark  # noqa: PLC0415

    monkeypatch.setattr(spark, "AT_ONCE", 3000)
    assert toy.run(spark.Spark(local, PARTS), filling=2000) == toy.COUNTS


def test_bodies_longer_than_a_row_arrive(local: SparkSession) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    assert toy.run(Spark(local, 2), filling=20_000_000) == toy.COUNTS


def test_a_part_gets_what_it_wrote_itself_where_nothing_is_carried(local: SparkSession) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    engine = Spark(local, 3)
    first = engine.run("first", toy.note, {}, {})
    got = engine.run("second", toy.read, {first: ["note"]}, {}, here=True)
    assert [letter.body["by"] for letter in engine.told(got, "got")] == [[0], [1], [2]]


def test_letters_of_more_parts_reach_fewer(local: SparkSession) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    first = Spark(local, 5).run("first", toy.note, {}, {})
    engine = Spark(local, 2)
    got = engine.run("second", toy.read, {first: ["note"]}, {})
    assert [letter.body["by"] for letter in engine.told(got, "got")] == [[0, 1, 2, 3, 4], []]


def test_several_mails_meet_in_their_part(local: SparkSession) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    engine = Spark(local, 3)
    one = engine.run("first", toy.note, {}, {})
    other = engine.post([Letter(2, "note", {"by": DRIVER})])
    got = engine.run("second", toy.read, {one: ["note"], other: ["note"]}, {})
    assert [letter.body["by"] for letter in engine.told(got, "got")] == [[0, 1, 2], [], [DRIVER]]


def test_an_error_of_a_part_is_the_users(local: SparkSession) -> None:
    from reuse.engines.spark import Spark  # noqa: PLC0415

    engine = Spark(local, PARTS)
    with pytest.raises(UsageError, match=r"part 1 cannot read this\. Mend it\."):
        engine.run("refuse", toy.refuse, {toy.posted(engine): ["text"]}, {})


def test_a_cluster_gives_the_same(cluster: Cluster, tmp_path: Path) -> None:
    assert outcome(cluster.url, tmp_path) == toy.COUNTS


def test_a_worker_that_is_killed_in_mid_job_changes_nothing(has_spark: None, tmp_path: Path) -> None:  # noqa: ARG001
    (marks := tmp_path / "marks").mkdir()
    with started(tmp_path) as running:
        job = program(
            "toy.py", running.url, "", "3", *conf(tmp_path), TOY_MARKS=str(marks), TOY_LOG=str(tmp_path / "l")
        )
        until(lambda: any(marks.glob("add-*")), job)
        worker = psutil.Process(running.workers[0].pid)
        for one in [worker, *worker.children(recursive=True)]:
            one.kill()
        out, errors = job.communicate(timeout=240)
    assert found(out) == toy.COUNTS, errors
    ran = Counter(path.name.split("-")[0] for path in marks.iterdir())
    assert ran["add"] > PARTS  # some ran twice


def test_a_driver_that_is_killed_goes_on_from_its_checkpoint(has_spark: None, tmp_path: Path) -> None:  # noqa: ARG001
    (marks := tmp_path / "marks").mkdir()
    arguments = ("toy.py", "local[2]", str(tmp_path / "kept"))
    job = program(*arguments, "600", TOY_MARKS=str(marks))
    until(lambda: any(marks.glob("add-*")), job)
    os.kill(job.pid, signal.SIGKILL)
    job.communicate()
    assert Counter(path.name.split("-")[0] for path in marks.iterdir())["count"] == PARTS
    out, errors = program(*arguments, "0", TOY_MARKS=str(marks)).communicate(timeout=240)
    assert found(out) == toy.COUNTS, errors
    assert out.splitlines()[:-1] == ["add"]
    assert Counter(path.name.split("-")[0] for path in marks.iterdir())["count"] == PARTS


def test_a_checkpoint_of_another_run_is_refused(local: SparkSession, tmp_path: Path) -> None:
    from reuse.engines.hadoop import Folder  # noqa: PLC0415
    from reuse.engines.kept import Kept  # noqa: PLC0415

    folder = Folder(local, str(tmp_path / "kept"))
    Kept.of(folder, {"settings": {"min_words": 8}, "parts": 4})
    Kept.of(folder, {"settings": {"min_words": 8}, "parts": 4})
    with pytest.raises(UsageError, match=r"kept is of another run: its settings differ\. Name a new folder"):
        Kept.of(folder, {"settings": {"min_words": 9}, "parts": 4})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "precious").touch()
    with pytest.raises(UsageError, match="other holds something else"):
        Kept.of(Folder(local, str(tmp_path / "other")), {})


def conf(folder: Path) -> list[str]:
    return ["spark.driver.host=127.0.0.1", f"spark.local.dir={folder}", "spark.executor.memory=512m",
            "spark.cores.max=2", "spark.executor.cores=1", f"spark.executorEnv.PYTHONPATH={HERE}",
            f"spark.executorEnv.TOY_MARKS={folder / 'marks'}"]  # fmt: skip


def outcome(master: str, folder: Path) -> dict[str, int]:
    (folder / "marks").mkdir()
    out, errors = program("toy.py", master, "", "0", *conf(folder), TOY_LOG=str(folder / "log")).communicate(
        timeout=240
    )
    assert out, errors
    return found(out)


def found(out: str) -> dict[str, int]:
    return dict(ast.literal_eval(out.splitlines()[-1])) if out else {}


def until(there: object, job: object) -> None:
    ends = time.monotonic() + 120
    while not there():  # type: ignore[operator]
        assert job.poll() is None, job.communicate()  # type: ignore[attr-defined]
        assert time.monotonic() < ends
        time.sleep(0.05)
