"""Parts as the partitions of Spark: letters are rows, Arrow batches go in and out, Spark's shuffle carries them.

A step is one job. What it wrote is kept where it was written, partition by sender: a part's letters to itself, texts
above all, never move; only those to others go through a shuffle. Both meet by partition in one union; Spark's own union
of frames would double the partitions and know no part again, so that it is made below the frames, of their RDDs.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import re
import sys
import time
import weakref
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from socketserver import BaseServer
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import unquote
from warnings import catch_warnings

from pyspark import SparkConf, SparkContext, StorageLevel, TaskContext
from pyspark.errors import PySparkException
from pyspark.java_gateway import launch_gateway
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.udf import UserDefinedFunction
from pyspark.util import PythonEvalType

from reuse.engines.rows import DDL, ENGINE, SCHEMA, arrived, failed, written
from reuse.errors import ReuseError, UsageError
from reuse.partitioned.letters import DRIVER, RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pyspark.sql.types import StructType

    from reuse.engines.kept import Kept
    from reuse.partitioned.letters import Letter, Received, Shared, Step

    Tell = Callable[[str, float, int], None]
    Feed = Callable[[int, Iterable[tuple[str, Any]], Mapping[str, Shared]], Iterable[Letter]]
    Make = Callable[[Sequence[Mapping[str, Any]]], Iterator[Any]]

MEMORY = {"spark.driver.memory": "2g"}
DEFAULTS = {
    "spark.app.name": "text-reuse",
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",  # what comes to the driver is asked for in bounded groups
    "spark.python.worker.reuse": "true",
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",  # no checksum beside every local file
}
OURS = {
    "spark.sql.adaptive.enabled": "false",  # it would join partitions, and a partition is a part
    "spark.sql.execution.arrow.maxBytesPerBatch": "4m",
    # a step is one query of few rows: compiling it costs more than running it
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.inMemoryColumnarStorage.compressed": "false",
    "spark.sql.files.maxPartitionBytes": "32m",  # of files that Spark reads: about a part
}
LARGEST = 1 << 30  # bytes of a file: Spark has none over 2 GB, and Arrow doubles its buffers
AT_ONCE = 64 << 20  # bytes of letters that come to the driver in one go

_modules = 0  # of this worker, when it was last settled


@contextmanager
def session(master: str, chosen: Mapping[str, str], log: IO[bytes]) -> Iterator[SparkSession]:
    """Yield a session of Spark; it ends with this, and so does every job.

    master: empty: that of `chosen`, of spark-submit, or all cores of this machine; log: where Java writes instead of to
    the terminal, where it is not spark-submit that started it.
    """
    chosen = {**chosen, **({"spark.master": master} if master else {})}
    if "spark.pyspark.python" not in chosen:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Java takes its memory when it starts; that of an installation of Spark is its own affair
    alone = not {"SPARK_HOME", "SPARK_CONF_DIR"} & os.environ.keys()
    first = SparkConf(loadDefaults=False).setAll([*({**(MEMORY if alone else {}), **chosen}).items()])
    context: Any = SparkContext
    launch: Any = launch_gateway
    gateway = context._gateway or launch(first, popen_kwargs={"stdout": log, "stderr": log})  # noqa: SLF001 - one a process
    context._ensure_initialized(gateway=gateway)  # noqa: SLF001 - so that the next line sees what Java knows
    conf = SparkConf()  # with what spark-submit or a file of defaults says
    for key, value in DEFAULTS.items():
        conf.setIfMissing(key, value)
    for key, value in {**OURS, **chosen}.items():
        conf.set(key, value)
    # what PySpark would print of a Java that has gone: the exception says it too
    BaseServer.handle_error = lambda *_: None  # type: ignore[method-assign]
    logging.getLogger().addHandler(logging.NullHandler())
    context = SparkContext(conf=conf)
    try:
        context.setLogLevel("WARN")
        yield SparkSession(context)
    finally:
        with suppress(Exception), catch_warnings(action="ignore"):  # Java may be gone already
            context.stop()


class Files:
    """Files that Spark reads, at URLs that Hadoop's file systems know, with all that is in folders.

    Raises UsageError where there are none.
    """

    def __init__(self, spark: SparkSession, urls: Sequence[str]) -> None:
        """Look at what is there."""
        try:
            self.all = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load([*urls])
            listed = self.all.select("path", "length", f.col("modificationTime").cast("long")).toArrow()
        except PySparkException as error:
            raise UsageError(f"cannot read {', '.join(urls)}: {first_line(error)}") from error
        rows: list[tuple[str, int, int]] = [*zip(*(column.to_pylist() for column in listed), strict=True)]
        known = {_spelled(path) for path, *_ in rows}
        empty = {_spelled(unquote(url)) for url in self.all.inputFiles()} - known  # Spark lists no empty ones
        self.listed = sorted([*rows, *((path, 0, 0) for path in empty)])

    def content(self) -> tuple[DataFrame, int]:
        """Return path and content of all files that Spark can hand over, and in how many partitions."""
        frame = self.all.filter(f.col("length") <= LARGEST).select("path", "content")
        return frame, frame._jdf.queryExecution().executedPlan().execute().getNumPartitions()  # noqa: SLF001


def _spelled(url: str) -> str:
    """Return a URL as Hadoop spells paths."""
    return re.sub(r"^file:/+", "file:/", url)


def first_line(error: BaseException) -> str:
    """Return what an error of Spark says, without what Java adds."""
    said = str(error).partition("\n")[0].partition(" SQLSTATE")[0]
    return said.rstrip(". ") or type(error).__name__


@dataclass(frozen=True, eq=False)
class Carried:
    """Letters of a step: rows partitioned by sender, and those to the driver that came with them."""

    rows: DataFrame
    parts: int  # 0: they are the driver's own
    to_driver: Any  # a table of Arrow: the body is left out where it is large
    alike: DataFrame | None = None  # the same rows, without the partitions

    @cached_property
    def told(self) -> list[dict[str, Any]]:
        """What each part told the engine about its letters."""
        table = self.to_driver.filter(_named(self.to_driver, ENGINE))
        return [pickle.loads(body) for body in table.column("body").to_pylist()]  # noqa: S301 - our own

    def written(self, kind: str) -> set[str]:
        """Return the names of the letters that parts wrote `to self` or `to others`."""
        return set().union(*(told[kind] for told in self.told))


@dataclass(frozen=True)
class Spark:
    """Engine of one session in so many parts.

    kept: where the letters of finished steps outlast the driver; tell: called as tell(step, seconds, bytes written)
    """

    spark: SparkSession
    parts: int
    kept: Kept | None = None
    tell: Tell = field(default=lambda *_: None)

    def share(self, value: object) -> Shared:
        """Make something known to all parts."""
        shared: Shared = self.spark.sparkContext.broadcast(value)
        return shared

    def post(self, letters: Iterable[Letter]) -> Carried:
        """Return letters of the driver, as mail."""
        import pyarrow as pa  # noqa: PLC0415 - comes with the extra, as pyspark does

        table = pa.Table.from_batches(written(DRIVER, letters), SCHEMA)
        return self._carried(self.spark.createDataFrame(table), 0)

    def run(
        self,
        name: str,
        step: Step,
        mail: Mapping[Carried, Sequence[str]],
        shared: Mapping[str, Shared],
        *,
        here: bool = False,
    ) -> Carried:
        """Run a step in every part, or take what it wrote before the driver was killed.

        Raises ReuseError that a part has raised, the one of the least number.
        """

        def rows() -> DataFrame:
            frames = [frame for carried, names in mail.items() for frame in self._wanted(carried, [*names], here=here)]
            return _mapped(self._beside(frames or [self._nobody()]), partial(_worked, step, dict(shared)))

        return self._kept(name, rows)

    def load(self, name: str, files: DataFrame, step: Feed, shared: Mapping[str, Shared]) -> Carried:
        """Run a step on the content of files, a part for each partition of them: there must be `parts`."""
        return self._kept(name, lambda: _mapped(files, partial(_fed, step, dict(shared))))

    def _kept(self, name: str, rows: Callable[[], DataFrame]) -> Carried:
        began = time.monotonic()
        if self.kept and self.kept.has(name):
            return self._again(self.kept.path(name))
        carried = self._carried(rows(), self.parts)
        if self.kept:
            carried.rows.write.mode("overwrite").parquet(self.kept.path(name))
        self.tell(name, time.monotonic() - began, sum(told["bytes"] for told in carried.told))
        return carried

    def records(self, mail: Carried, name: str, make: Make, schema: Any = "value string") -> DataFrame:  # noqa: ANN401
        """Return a frame of what was written to the report under a name; make: bodies of a part -> its batches.

        schema: as Spark or as Arrow has it
        """
        if not isinstance(schema, str):
            schema = from_arrow_schema(schema)
        rows = mail.rows.filter((f.col("to") == RECORDS) & (f.col("name") == name))
        return _mapped(rows, partial(_made, make, name), schema)

    def told(self, mail: Carried, name: str) -> Iterator[Received]:
        """Yield the letters of one name to the driver, in the order of their senders."""
        table = mail.to_driver.filter(_named(mail.to_driver, name))
        if not table.column("body").null_count:
            yield from arrived(table.to_batches()).get(name, [])
            return
        to_driver = (mail.alike or mail.rows).filter((f.col("to") == DRIVER) & (f.col("name") == name))
        for first, last in _groups(table):
            group = to_driver.filter(f.col("sender").between(first, last)).toArrow()
            yield from arrived(group.to_batches())[name]

    def _carried(self, rows: DataFrame, parts: int, alike: DataFrame | None = None) -> Carried:
        """Compute rows, once, and return them as mail; they are given up when nobody has the mail any more."""
        rows = rows.persist(
            StorageLevel.DISK_ONLY
        )  # the system keeps in memory what there is room for; workers need it
        size = f.length("body")
        small = (f.col("name") == ENGINE) | (size <= AT_ONCE // max(parts, 1))
        body = f.when(small, f.col("body")).alias("body")
        to_driver = (alike or rows).filter(f.col("to") == DRIVER)
        table = to_driver.select("sender", "number", "piece", "pieces", "name", size.alias("size"), body).toArrow()
        carried = Carried(rows, parts, table, alike)
        weakref.finalize(carried, _given_up, rows).atexit = False
        for told in carried.told:
            if "error" in told:
                raise told["error"]
        return carried

    def _again(self, path: str) -> Carried:
        """Return the mail of a step that was finished before."""
        alike = self.spark.read.schema(DDL).parquet(path)
        return self._carried(alike.repartitionById(self.parts, "sender"), self.parts, alike)

    def _wanted(self, carried: Carried, names: Sequence[str], *, here: bool) -> Iterator[DataFrame]:
        """Yield the rows of these names, each frame with the partition of its reader."""
        rows = carried.rows.filter(f.col("name").isin(names))
        if here:
            yield rows
            return
        own = carried.parts == self.parts  # a part has its letters to itself where it is
        if own and carried.written("to self") & set(names):
            yield rows.filter(f.col("to") == f.col("sender"))
        if carried.written("to others") & set(names) or not own:
            away = (f.col("to") != f.col("sender")) if own else f.lit(True)  # noqa: FBT003 - a column of it
            yield rows.filter((f.col("to") >= 0) & away).repartitionById(self.parts, "to")

    def _beside(self, frames: Sequence[DataFrame]) -> DataFrame:
        """Return a frame whose partition holds the rows of that partition in each of the frames."""
        spark: Any = self.spark
        jvm, context = spark._jvm, spark.sparkContext  # noqa: SLF001 - PySpark has no zipPartitions
        # not `toRdd`, which keeps the plan, so that every step would hold the plans of all before it, twice
        rdds = [frame._jdf.queryExecution().executedPlan().execute() for frame in frames]  # noqa: SLF001 - as above
        union = jvm.org.apache.spark.rdd.SQLPartitioningAwareUnionRDD(
            context._jsc.sc(), jvm.PythonUtils.toSeq(rdds), self.parts, rdds[0].elementClassTag()  # noqa: SLF001
        )  # fmt: skip
        return DataFrame(spark._jsparkSession.internalCreateDataFrame(union, frames[0]._jdf.schema(), False), spark)  # noqa: FBT003, SLF001

    def _nobody(self) -> DataFrame:
        """Return rows of no letter, one for each part."""
        columns = [
            f.lit(b"" if field.name == "body" else "" if field.name == "name" else 0).alias(field.name)
            for field in SCHEMA
        ]
        return self.spark.range(0, self.parts, 1, self.parts).select(*columns)


def _given_up(rows: DataFrame) -> None:
    """Give up what is kept of rows that no step to come reads, unless the session has ended, and all with it."""
    if rows.sparkSession.sparkContext._jsc is not None:  # noqa: SLF001 - how PySpark itself knows
        rows.unpersist()


def _worked(step: Step, shared: Mapping[str, Shared], batches: Iterable[Any]) -> Iterator[Any]:
    """Run a step in the part of this task."""
    inbox = arrived(batches)
    yield from _told(_part(), lambda part: step(part, inbox, shared))


def _fed(step: Feed, shared: Mapping[str, Shared], batches: Iterable[Any]) -> Iterator[Any]:
    """Run a step on path and content of files, in the part of this task."""
    files = (
        (path.as_py(), content.as_buffer())
        for batch in batches
        for path, content in zip(batch.column("path"), batch.column("content"), strict=True)
    )
    yield from _told(_part(), lambda part: step(part, files, shared))


def _made(make: Make, name: str, batches: Iterable[Any]) -> Iterator[Any]:
    yield from make([letter.body for letter in arrived(batches).get(name, [])])


def _told(part: int, letters: Callable[[int], Iterable[Letter]]) -> Iterator[Any]:
    try:
        yield from written(part, letters(part))
    except ReuseError as error:
        yield failed(part, error)
    _settle()


def _settle() -> None:
    """Take what modules brought out of the garbage collection that PySpark runs after each task: it takes 0.2 s."""
    global _modules  # noqa: PLW0603 - there is one process
    if len(sys.modules) != _modules:
        _modules = len(sys.modules)
        gc.freeze()


def _part() -> int:
    """Return the part of this task: a partition is a part."""
    task = TaskContext.get()
    assert task is not None  # noqa: S101 - Spark calls these in tasks only
    return task.partitionId()


def _mapped(
    frame: DataFrame, function: Callable[[Iterable[Any]], Iterator[Any]], schema: str | StructType = DDL
) -> DataFrame:
    """Return `frame.mapInArrow(function, schema)`, which would want pandas, and use none of it."""
    over: Any = UserDefinedFunction(function, returnType=schema, evalType=PythonEvalType.SQL_MAP_ARROW_ITER_UDF)
    udf: Any = over(*(frame[name] for name in frame.columns))
    return DataFrame(frame._jdf.mapInArrow(udf._jc, False, None), frame.sparkSession)  # noqa: FBT003, SLF001 - as PySpark does


def _named(table: Any, name: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    import pyarrow.compute as pc  # noqa: PLC0415 - comes with the extra, as pyspark does

    return pc.equal(table.column("name"), name)


def _groups(table: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - as above
    """Yield first and last sender of groups whose letters come to the driver in one go."""
    sizes = sorted(zip(table.column("sender").to_pylist(), table.column("size").to_pylist(), strict=True))
    first, held = sizes[0][0], 0
    before = first
    for sender, size in sizes:
        if held + size > AT_ONCE and sender != before:
            yield first, before
            first, held = sender, 0
        before, held = sender, held + size
    yield first, before
