"""What a scan on Spark recorded: written where it is by the workers, or brought here while it fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from reuse.engines.hadoop import Folder
from reuse.findings import Findings
from reuse.model import Report
from reuse.reporters import folders, gathered, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TextIO

    from reuse.engines.spark import Carried, Spark
    from reuse.model import Skipped, Summary
    from reuse.reporters.records import Header


@dataclass(frozen=True)
class Recorded:
    """Mail with the records of each kind, and what is told of them all."""

    engine: Spark
    mails: Mapping[str, Carried]
    header: Header
    skipped: Sequence[Skipped]
    summary: Summary

    @property
    def sums(self) -> Report:
        """Return the report without its records."""
        head = self.header
        return Report(head.schema_version, head.tool, head.run, (), (), (), tuple(self.skipped), self.summary)

    @cached_property
    def report(self) -> Report:
        """Return the report with all of its records, in the order of the settings: they must fit into memory."""
        rows = [row for kind in self.mails for row in gathered.decoded(self._lines(kind))]
        sums = [row for _, content in self._sums() for row in gathered.decoded(content.splitlines())]
        found = gathered.gathered([*rows, *sums])
        return in_order(found, str(self.header.run.settings.get("sort", "size")))

    def stream(self, stream: TextIO) -> None:
        """Write all records as JSON lines, one after another, as the parts have them."""
        names = {name: content.decode() for name, content in self._sums()}
        stream.write(names["run.jsonl"])
        for kind in self.mails:
            stream.writelines(f"{line}\n" for line in self._lines(kind))
        stream.write(names["skipped.jsonl"] + names["summary.jsonl"])

    def write(self, path: str, form: str) -> None:
        """Write a folder of form `jsonl` or `parquet`, each part where it is; it appears when it is whole.

        Raises OutputError where something else is there.
        """
        spark = self.engine.spark
        above, slash, name = path.rstrip("/").rpartition("/")
        target, beside = Folder(spark, path.rstrip("/")), Folder(spark, f"{above}{slash}.textreuse-{name}")
        _refuse(path, target)
        beside.remove()
        if form == "jsonl":
            self._write_lines(beside)
        else:
            for kind, mail in self.mails.items():
                frame = self.engine.records(mail, kind, partial(typed_batches, kind), typed.schema(kind))
                frame.write.parquet((beside / typed.FOLDERS[kind]).path)
                _numbered(beside / typed.FOLDERS[kind], beside / typed.FOLDERS[kind], ".parquet")
        for name, content in self._sums():
            (beside / name).write(content)
        (beside / folders.DONE).write(b"")
        _refuse(path, target)
        beside.rename(target)

    def _write_lines(self, beside: Folder) -> None:
        first, *others = (self.engine.records(mail, kind, texts) for kind, mail in self.mails.items())
        for other in others:
            first = first.union(other)
        first.write.text((beside / "parts").path)
        _numbered(beside / "parts", beside, ".jsonl")
        (beside / "parts").remove()

    def _lines(self, kind: str) -> Iterator[Any]:
        for row in self.engine.records(self.mails[kind], kind, texts).toLocalIterator(prefetchPartitions=True):
            yield from row.value.split("\n")

    def _sums(self) -> Iterator[tuple[str, bytes]]:
        return folders.sums(self.header, self.skipped, self.summary)


def _refuse(path: str, target: Folder) -> None:
    """Raise OutputError where something stands at a path that is not for us to replace."""
    if target.exists():
        names = target.entries()
        inner = (f"{name}{part}" for name in names if name[:-1] in typed.FOLDERS.values() and name.endswith("/")
                 for part in (target / name).entries())  # fmt: skip
        folders.refuse(path, [*names, *inner])


def in_order(report: Report, sort: str) -> Report:
    """Return a report whose matches and families are in an order of the settings."""
    matches, families = Findings((), report.matches, report.families).ordered(sort)
    return replace(report, matches=matches, families=families)


def texts(bodies: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what is in letters as texts of many lines, without the last end: Spark writes it."""
    pa = typed.arrow()
    for body in bodies:
        if body["lines"]:
            yield pa.record_batch({"value": [bytes(body["lines"]).removesuffix(b"\n").decode()]})


def typed_batches(kind: str, bodies: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Yield what is in letters as typed columns."""
    return typed.batches(kind, (body["lines"] for body in bodies))


def _numbered(folder: Folder, target: Folder, suffix: str) -> None:
    """Give the files that Spark wrote names without chance in them, in the order of their parts."""
    written = [name for name in folder.names() if name.startswith("part-")]
    for number, name in enumerate(written):
        (folder / name).rename(target / f"part-{number:05}{suffix}")
    (folder / folders.DONE).remove()
