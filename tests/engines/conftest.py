"""Sessions and a cluster of Spark on loopback; without PySpark or Java the tests of it are skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clusters import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def has_spark() -> None:
    """Skip where Spark cannot run."""
    pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'text-reuse[spark]'")
    from reuse.engines import java  # noqa: PLC0415
    from reuse.errors import UsageError  # noqa: PLC0415

    try:
        java.check()
    except UsageError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def local(has_spark: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:  # noqa: ARG001
    """Return a session of two threads in this process."""
    from reuse.engines.spark import session  # noqa: PLC0415

    # workers find what tests import, as they find the program that is installed
    chosen = {"spark.executorEnv.PYTHONPATH": str(HERE), "spark.local.dir": str(tmp_path_factory.mktemp("spark"))}
    with (tmp_path_factory.mktemp("log") / "java.log").open("wb") as log, session("local[2]", chosen, log) as spark:
        yield spark
