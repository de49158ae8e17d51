"""A scan on Spark, from paths to records: what the driver does before, between and after the steps of the parts."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reuse.api.inputs import Inputs, search, table_of
from reuse.api.plainly import reach, told_plainly
from reuse.api.recorded import Recorded
from reuse.api.summing import account, chosen, header
from reuse.engines import java
from reuse.engines.hadoop import Folder
from reuse.engines.kept import Kept
from reuse.errors import UsageError
from reuse.model import Summary
from reuse.partitioned import reading
from reuse.partitioned.letters import DRIVER, RECORDS, Letter
from reuse.partitioned.plan import Plan
from reuse.pipeline import MANY
from reuse.settings.sources import is_url
from reuse.sizes import in_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reuse.engines.spark import Carried, Files, Spark
    from reuse.loaders.discover import Discovery
    from reuse.partitioned.letters import Inbox, Shared
    from reuse.settings import Settings

    Tell = Callable[[str, float, int], None]

PART = 32_000_000  # code points of a part
SMALL = 2_000_000  # of a part that is made smaller so that all cores have one
PART_KEY = "spark.textreuse.part"  # for those who know better: code points of a part


@contextmanager
def scanned(paths: Sequence[str], settings: Settings, tell: Tell) -> Iterator[Recorded]:
    """Give what a scan on Spark finds, as long as this lasts: then the session ends.

    Raises UsageError for what Spark cannot do, or lacks.
    """
    _refuse(paths, settings)
    engine = _engine()
    conf = dict(one.split("=", 1) for one in settings.conf)
    part = in_bytes(conf.get(PART_KEY, "0"))
    master = settings.master or conf.get("spark.master", "")
    if not master and settings.jobs and "PYSPARK_GATEWAY_PORT" not in os.environ:
        master = f"local[{settings.jobs}]"
    if settings.tmp_dir:
        conf.setdefault("spark.local.dir", settings.tmp_dir)
    reach(master)
    log = tempfile.NamedTemporaryFile(prefix="textreuse-spark-", suffix=".log", delete=False)  # noqa: SIM115 - see below
    with log, told_plainly(log.name, master):
        with engine.session(master, conf, log) as spark:
            yield _Run(spark, paths, settings, part, tell).recorded()
        Path(log.name).unlink()


def _refuse(paths: Sequence[str], settings: Settings) -> None:
    """Raise UsageError for what is not for Spark."""
    for option, given in (("--against", settings.against), ("--index", settings.index)):
        if given:
            raise UsageError(f"--engine spark has no {option}: it relates a corpus to itself", "Leave one of them out.")
    if "-" in paths:
        raise UsageError("--engine spark reads no standard input", "Name files.")
    if 0 < len([path for path in paths if is_url(path)]) < len(paths):
        raise UsageError(
            "--engine spark reads local paths, or URLs, not both at a time", "Give all as URLs, file:///..."
        )


def _engine() -> Any:  # noqa: ANN401 - a module
    try:
        from reuse.engines import spark  # noqa: PLC0415 - where it is asked for
    except ImportError as error:
        raise UsageError(
            f"--engine spark needs PySpark ({error.name} is not installed)", "Run: pip install 'text-reuse[spark]'"
        ) from error
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # else spark-submit has started Java
        java.check()
    return spark


class _Run:
    """One scan of one session."""

    def __init__(self, spark: Any, paths: Sequence[str], settings: Settings, part: int, tell: Tell) -> None:  # noqa: ANN401
        self.spark, self.paths, self.settings, self.tell = spark, paths, settings, tell
        self.cores, self.part = spark.sparkContext.defaultParallelism, part
        self.kept: Kept | None = None

    def engine(self, parts: int) -> Spark:
        from reuse.engines.spark import Spark  # noqa: PLC0415 - as in _engine

        return Spark(self.spark, parts, self.kept, self.tell)

    def decided(self, name: str, parts: int) -> int:
        """Return how many parts there are: as many as before, where a job goes on."""
        return int(self.kept.decided(name, parts)) if self.kept else parts

    def recorded(self) -> Recorded:
        """Read, scan, and return what is recorded."""
        files: Files | Discovery
        if is_url(self.paths[0]):
            from reuse.engines.spark import Files  # noqa: PLC0415 - as in _engine

            files = Files(self.spark, self.paths)
            self._keep(files.listed)
            read, found = self._load(files)
        else:
            files, exclude = search(self.paths, self.settings)
            sizes = [_look(file.path) for file in files.files]
            self._keep([(file.name, *size) for file, size in zip(files.files, sizes, strict=True)])
            read, found = self._read(files, [size for size, _ in sizes], exclude)
            read = _with(read, files)
        passed_over = {**read.passed_over, **read.exempt}
        inputs = Inputs((), tuple(sorted(read.skipped, key=lambda row: row.path)), passed_over, read.unused)
        if not read.documents:
            raise UsageError(inputs.nothing())
        return self._scan(read, found, inputs)

    def _keep(self, inputs: Iterable[tuple[object, ...]]) -> None:
        """Keep finished steps where the settings say so: those of these inputs."""
        if not self.settings.checkpoint:
            return
        digest = sha256("\n".join(map(repr, inputs)).encode("utf-8", "surrogatepass")).hexdigest()
        run = {"settings": {**chosen(self.settings, 0), "part": self.part}, "inputs": digest}
        self.kept = Kept.of(Folder(self.spark, self.settings.checkpoint), run)

    def _reading(self, exclude: Sequence[Any]) -> reading.Reading:
        settings = self.settings
        return reading.Reading(
            formats=settings.formats(),
            encoding=settings.encoding,
            limits=settings.limits(),
            exclude=tuple(exclude),
            table=table_of(settings),
            exempts=not settings.no_exempt,
            size=self.part or PART,
        )

    def _read(self, files: Discovery, sizes: list[int], exclude: Sequence[Any]) -> tuple[reading.Read, Carried]:
        wanted = max(sum(sizes) // PART, min(self.cores, len(sizes)), 1)
        engine = self.engine(self.decided("reading", wanted))
        shared = {"reading": engine.share(self._reading(exclude))}
        posted = engine.post(reading.shares(files.files, sizes, engine.parts))
        return self._routed(engine, engine.run("read", reading.read, {posted: ["files"]}, shared))

    def _load(self, files: Files) -> tuple[reading.Read, Carried]:
        from reuse.api.remote import Remote, load  # noqa: PLC0415 - where URLs are read

        content, parts = files.content()
        engine = self.engine(self.decided("reading", parts))
        remote = Remote.of(self.paths, self.settings)
        shared = {"reading": engine.share(self._reading(remote.exclude)), "remote": engine.share(remote)}
        read, found = self._routed(engine, engine.load("read", content, load, shared))
        return read._replace(skipped=(*read.skipped, *remote.unread(files.listed))), found

    def _routed(self, engine: Spark, found: Carried) -> tuple[reading.Read, Carried]:
        """Return what was read, and the documents with the part that has them."""
        read = reading.together([body["read"] for _, body in engine.told(found, "read")])
        parts = self.decided("parts", self._parts(read.chars))
        shared = {"cuts": engine.share(reading.cuts_of(read, parts))}
        self.parts = parts
        return read, engine.run("route", reading.route, {found: ["documents"]}, shared, here=True)

    def _parts(self, chars: int) -> int:
        if not self.settings.pipeline().links(chars):
            return 1
        if self.part:
            return -(-chars // self.part)
        return int(max(1, -(-chars // PART), min(self.cores, chars // SMALL)))

    def _scan(self, read: reading.Read, documents: Carried, inputs: Inputs) -> Recorded:
        engine, settings = self.engine(self.parts), self.settings
        skipped, passed_over = account(inputs, Inputs(), settings)
        if not settings.pipeline().links(read.chars):
            if read.chars >= MANY:
                raise UsageError("--engine spark relates a corpus this large by links", "Leave out --relate pairs.")
            return self._whole(engine, documents, inputs)
        if settings.limit:
            raise UsageError("--engine spark lists all that it finds in a corpus this large", "Leave out --limit.")
        from reuse.partitioned.run import scan  # noqa: PLC0415 - small corpora do without its loops

        pipeline = replace(settings, jobs=1).pipeline()
        plan = Plan(engine.parts, pipeline.segmenter, pipeline.finders, pipeline.aligner, pipeline.self_reuse)
        anywhere: Any = engine  # its mail is more than what a scan knows of mail
        found = scan(anywhere, documents, plan)
        mails: tuple[Any, Any] = found.documents_mail, found.mail
        told = (body["hashes"] for _, body in engine.told(mails[0], "documents"))
        summary = Summary(
            documents=found.documents,
            words=found.words,
            chars=found.chars,
            reused_chars=found.reused,
            matches=found.matches,
            families=found.families,
            skipped=len(skipped),
            passed_over=passed_over,
            left_out={"matches": found.matches - found.listed} if found.matches > found.listed else {},
        )
        head = header(settings, 0, [(pair for pairs in told for pair in pairs), ()])
        return Recorded(engine, {"document": mails[0], "match": mails[1], "family": mails[1]}, head, skipped, summary)

    def _whole(self, engine: Spark, documents: Carried, inputs: Inputs) -> Recorded:
        """Scan a small corpus as the local engine does, in one task."""
        shared = {"settings": engine.share(replace(self.settings, jobs=1)), "inputs": engine.share(inputs)}
        mail = engine.run("whole", whole, {documents: ["documents"]}, shared)
        (told,) = (body for _, body in engine.told(mail, "whole"))
        return Recorded(engine, dict.fromkeys(RECORDED, mail), told["header"], told["skipped"], told["summary"])


RECORDED = ("document", "match", "family")


def whole(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Scan all documents in one part, as one process does."""
    from reuse.api.summing import report  # noqa: PLC0415 - runs in a worker
    from reuse.pipeline import detect  # noqa: PLC0415 - as above
    from reuse.reporters.jsonl import lines, records  # noqa: PLC0415 - as above
    from reuse.reporters.records import Header, lean  # noqa: PLC0415 - as above

    settings, inputs = shared["settings"].value, shared["inputs"].value
    documents = [document for _, body in inbox.get("documents", ()) for document in body["documents"]]
    documents.sort(key=lambda document: document.id)
    for name, count in Counter(document.id for document in documents).items():
        if count > 1:
            raise UsageError(f"two documents are called {name!r}", "Give each a name of its own.")
    inputs = replace(inputs, documents=tuple(documents))
    found = lean(report(detect(documents, settings.pipeline()), inputs, Inputs(), settings))
    for kind, rows in records(found):
        if kind in RECORDED:
            yield Letter(RECORDS, kind, {"lines": b"".join(lines(kind, rows))})
    head = Header(found.schema_version, found.tool, found.run)
    yield Letter(DRIVER, "whole", {"header": head, "skipped": found.skipped, "summary": found.summary})


def _look(path: str) -> tuple[int, int]:
    """Return size and time of change of a file; of none where there is none: reading it will say so."""
    try:
        status = os.stat(path)  # noqa: PTH116 - paths with surrogate escapes
    except (OSError, ValueError):
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _with(read: reading.Read, files: Discovery) -> reading.Read:
    passed_over = Counter(files.passed_over) + Counter(read.passed_over)
    return read._replace(skipped=(*files.skipped, *read.skipped), passed_over=passed_over)
