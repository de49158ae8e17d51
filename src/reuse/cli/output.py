"""Where results go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reuse.errors import OutputError
from reuse.settings.sources import is_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Report
    from reuse.settings import Settings
    from reuse.settings.outputs import Output


def check_all(settings: Settings) -> None:
    """Raise OutputError or UsageError where a result could not be written, before anything is computed for it."""
    for output in settings.outputs():
        if not is_folder(output, settings):
            check(output.path)
        elif output.path == "-":
            raise OutputError(f"-f {output.name} writes a folder, not a stream", "Name it: -o FOLDER.")
        elif is_url(output.path):
            if settings.engine != "spark":
                raise OutputError(f"cannot write {output.path}: it is a URL", "Only --engine spark writes there.")
        else:
            from reuse.reporters import folders  # noqa: PLC0415 - not needed for files

            folders.check(output.path)
            if output.name == "parquet":
                from reuse.reporters.typed import arrow  # noqa: PLC0415 - as above

                arrow()


def is_folder(output: Output, settings: Settings) -> bool:
    """Tell whether a result is a folder of records in parts.

    Parquet is; JSON lines are where the name ends with /, is a URL, is a folder that is there, or, from Spark, does
    not end with .jsonl or such.
    """
    if output.name == "parquet":
        return True
    if output.name != "jsonl" or output.path == "-":
        return False
    if output.path.endswith("/") or is_url(output.path) or Path(output.path).is_dir():
        return True
    return settings.engine == "spark" and not _is_device(output.path) and not Path(output.path).suffix


def check(path: str) -> None:
    """Raise OutputError for a file that cannot be written, before anything is computed for it."""
    folder = Path(path).parent
    if path == "-" and sys.stdout is None:
        raise OutputError("standard output is closed", "Name a file with -o.")
    if path == "-" or _is_device(path):
        return
    if Path(path).is_dir():
        raise OutputError(f"cannot write {path}: it is a folder")
    if path.endswith("/"):
        hint = "Leave that out, or choose -f jsonl or -f parquet."
        raise OutputError(f"cannot write {path}: with / at its end it is a folder, and this goes to a file", hint)
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {folder}")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {path}: the folder {folder} is not writable")


def write(report: Report, settings: Settings, *, shown: Report | None = None, **hints: object) -> None:
    """Write the report in every format of the settings; `hints` are options for those reporters that have them.

    shown: what a person is shown instead, where not all is news to them.

    Raises OutputError where it cannot be written, BrokenPipeError where its reader has gone.
    """
    for output in settings.outputs():
        plain = output.name == "terminal"
        if plain and shown and report.summary.families and not shown.summary.families:
            continue  # all is known: there is nothing to show
        write_one(output, shown if plain and shown else report, settings, **hints)


def write_one(output: Output, report: Report, settings: Settings, **hints: object) -> None:
    """Write the report in one of the formats; see `write`."""
    from reuse.reporters import folders  # noqa: PLC0415 - `--help` loads none of it
    from reuse.settings import build  # noqa: PLC0415 - as above
    from reuse.sizes import in_bytes  # noqa: PLC0415 - as above

    if is_folder(output, settings):
        folders.write(report, output.path, output.name)
        return
    hints |= {"color": settings.color, "verbose": settings.verbose, "size": in_bytes(settings.html_limit)}
    reporter = build("reporters", output.spec, **hints)
    with opened(output.path, encoding=None if output.name == "terminal" else "utf-8") as stream:
        reporter.write(report, stream)


@contextmanager
def opened(path: str, encoding: str | None) -> Iterator[TextIO]:
    """Open standard output or a file for text, in UTF-8 or, with None, as standard output has it."""
    try:
        if path == "-":
            yield _standard_output(encoding)
            sys.stdout.flush()
        elif _is_device(path):
            with Path(path).open("w", encoding="utf-8", newline="") as stream:
                yield stream
        else:
            yield from _beside(os.path.realpath(path))
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "to standard output" if path == "-" else path
        raise OutputError(f"cannot write {where}: {error.strerror}") from error


def _standard_output(encoding: str | None) -> TextIO:
    if encoding and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding=encoding, newline="")
    return sys.stdout


def _beside(path: str) -> Iterator[TextIO]:
    """Write a file next to `path`, which takes its place when it is whole and on the disk."""
    number, name = tempfile.mkstemp(prefix=".textreuse-", dir=Path(path).parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(number)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: str) -> int:
    """Return the permissions of the file that is replaced, or those that a new one would get."""
    try:
        return Path(path).stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _is_device(path: str) -> bool:
    found = Path(path)
    return found.exists() and not found.is_file() and not found.is_dir()
