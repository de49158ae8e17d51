"""The engine on Spark, by a program of two steps; whole scans, and what kills them, are in test_engines_scan.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import toy
from clusters import PARTS

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
