"""A report as a folder of records in parts: JSON lines or Parquet, written here, or by the many workers of an engine.

run.jsonl skipped.jsonl summary.jsonl   how it was made, what was skipped, and the sums
part-00000.jsonl ...                    documents, matches and families as JSON lines, or as Parquet:
documents/ matches/ families/           part-00000.parquet ..., a record a row
_SUCCESS                                empty: all is in place
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

import msgspec

from reuse.errors import OutputError, UsageError
from reuse.reporters import typed
from reuse.reporters.gathered import RECORDS, decoded, gathered
from reuse.reporters.jsonl import lines, records
from reuse.reporters.records import Header, lean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.model import Report, Skipped, Summary

DONE = "_SUCCESS"
SUMS = ("run", "skipped", "summary")
# what we write, a folder with / at its end; Hadoop's file systems may put a checksum beside each
_OURS = re.compile(
    r"_SUCCESS|(run|skipped|summary)\.jsonl|part-[0-9]{5,}\.jsonl|(documents|matches|families)/"
    r"|((documents|matches|families)/)(_SUCCESS|part-[0-9]{5,}\.parquet)"
)
_CHECKSUM = re.compile(r"(.*/)?\.([^/]+)\.crc")


@dataclass(frozen=True)
class Parquet:
    """Typed columns in a folder: for DuckDB, Spark, pandas and whatever else reads Parquet."""

    folder: ClassVar[bool] = True

    def write(self, _report: Report, _stream: TextIO) -> None:
        """Refuse: there is no folder in a stream."""
        raise OutputError("-f parquet writes a folder, not a stream", "Name it: -o FOLDER.")


def sums(header: Header, skipped: Iterable[Skipped], summary: Summary) -> Iterator[tuple[str, bytes]]:
    """Yield the small files of a folder: name and content."""
    rows: dict[str, Iterable[object]] = {"run": [header], "skipped": skipped, "summary": [summary]}
    for kind, some in rows.items():
        yield f"{kind}.jsonl", b"".join(lines(kind, some))


def write(report: Report, path: str, form: str) -> None:
    """Write a report as a folder of form `jsonl` or `parquet`, which appears when it is whole.

    Raises OutputError where something else is there, or it cannot be written.
    """
    check(path)
    target = Path(os.path.realpath(path))
    try:
        folder = Path(tempfile.mkdtemp(prefix=".textreuse-", dir=target.parent))
        try:
            _fill(folder, lean(report), form)
            mask = os.umask(0)
            os.umask(mask)
            folder.chmod(0o777 & ~mask)
            if target.exists():
                refuse(path, _names(target))  # somebody may have put something there meanwhile
                shutil.rmtree(target)
            folder.rename(target)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error


def check(path: str) -> None:
    """Raise OutputError where no folder can be made, or something stands there that is no report."""
    target = Path(path)
    if target.exists():
        refuse(path, _names(target) if target.is_dir() else [target.name])
    if not target.parent.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {target.parent}")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(f"cannot write {path}: the folder {target.parent} is not writable")


def refuse(path: str, names: Iterable[str]) -> None:
    """Raise OutputError where a folder of these names is not for us to replace: it is no report, or holds more.

    names: of what is in it, and in the folders of ours in it; those of folders end with /
    """
    held = {*names}
    if held and not {DONE, "run.jsonl"} <= held:
        raise OutputError(f"cannot write {path}: something else is there", "Name a new folder.")
    if others := sorted(name for name in held if not _OURS.fullmatch(_CHECKSUM.sub(r"\1\2", name))):
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise OutputError(
            f"cannot write {path}: it holds {others[0]}{more}, which is none of ours",
            "Name a new folder, or move that.",
        )


def _names(folder: Path) -> Iterator[str]:
    """Yield what is in a folder, for `refuse`."""
    for one in os.scandir(folder):
        if not one.is_dir(follow_symlinks=False):
            yield one.name
            continue
        yield f"{one.name}/"
        if one.name in typed.FOLDERS.values():
            for part in os.scandir(one.path):
                yield f"{one.name}/{part.name}{'/' if part.is_dir(follow_symlinks=False) else ''}"


def ours(folder: Path) -> bool:
    """Tell whether a folder is a report of ours, and whole."""
    return (folder / DONE).is_file() and (folder / "run.jsonl").is_file()


def begun(folder: Path) -> bool:
    """Tell whether a folder has anything of a report of ours, whole or not."""
    return any((folder / name).exists() for name in (DONE, *(f"{name}.jsonl" for name in SUMS)))


def read(path: str) -> Report:
    """Return the report in a folder, its records in the order of their parts. Raises UsageError where there is none."""
    folder = Path(path)
    if not ours(folder):
        raise UsageError(f"{path} is no report of ours, or was never finished", "It has a file _SUCCESS and run.jsonl.")
    parts = sorted(folder.glob("part-*.jsonl"))
    found = [row for file in (*(folder / f"{name}.jsonl" for name in SUMS), *parts) for row in _lines(file)]
    if not parts:
        found += [row for kind in typed.FOLDERS for row in _parquet(folder, kind)]
    try:
        return gathered(found)
    except UsageError as error:
        raise UsageError(f"{path}: {error.message}", error.hint) from error


def _lines(file: Path) -> Iterator[tuple[str, Any]]:
    try:
        with file.open("rb") as stream:
            yield from decoded(stream)
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{file}: {error.message}", error.hint) from error


def _parquet(folder: Path, kind: str) -> Iterator[tuple[str, Any]]:
    for part in sorted((folder / typed.FOLDERS[kind]).glob("part-*.parquet")):
        for row in typed.rows(part):
            try:
                yield kind, msgspec.convert(typed.record(row), RECORDS[kind])
            except (msgspec.ValidationError, AttributeError, TypeError, ValueError) as error:
                raise UsageError(f"{part} holds no records of ours: {error}") from error


def _fill(folder: Path, report: Report, form: str) -> None:
    header = Header(report.schema_version, report.tool, report.run)
    for name, content in sums(header, report.skipped, report.summary):
        (folder / name).write_bytes(content)
    main = ((kind, rows) for kind, rows in records(report) if kind in typed.FOLDERS)
    if form == "jsonl":
        with (folder / "part-00000.jsonl").open("wb") as stream:
            for kind, rows in main:
                stream.writelines(lines(kind, rows))
    else:
        for kind, rows in main:
            (part := folder / typed.FOLDERS[kind]).mkdir()
            arrow, schema = typed.arrow(), typed.schema(kind)
            with arrow.parquet.ParquetWriter(
                str(part / "part-00000.parquet"), schema, write_page_checksum=True
            ) as writer:
                for batch in typed.batches(kind, lines(kind, rows)):
                    writer.write_batch(batch)
    (folder / DONE).touch()
    with suppress(OSError):  # as far as the system syncs folders
        os.sync()
