"""Where results go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reuse.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Report
    from reuse.settings import Settings


def check_all(settings: Settings) -> None:
    """Raise OutputError or UsageError where a result could not be written, before anything is computed for it."""
    for output in settings.outputs():
        check(output.path)


def check(path: str) -> None:
    """Raise OutputError for a file that cannot be written, before anything is computed for it."""
    folder = Path(path).parent
    if path == "-" and sys.stdout is None:
        raise OutputError("standard output is closed", "Name a file with -o.")
    if path == "-" or _is_device(path):
        return
    if Path(path).is_dir():
        raise OutputError(f"cannot write {path}: it is a folder")
    if not folder.is_dir():
        raise OutputError(f"cannot write {path}: there is no folder {folder}")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {path}: the folder {folder} is not writable")


def write(report: Report, settings: Settings, *, shown: Report | None = None, **hints: object) -> None:
    """Write the report in every format of the settings; `hints` are options for those reporters that have them.

    shown: what a person is shown instead, where not all is news to them.

    Raises OutputError where it cannot be written, BrokenPipeError where its reader has gone.
    """
    from reuse.settings import build  # noqa: PLC0415 - `--help` loads none of it
    from reuse.sizes import in_bytes  # noqa: PLC0415 - as above

    hints |= {"color": settings.color, "verbose": settings.verbose, "size": in_bytes(settings.html_limit)}
    for output in settings.outputs():
        reporter = build("reporters", output.spec, **hints)
        plain = output.name == "terminal"
        if plain and shown and report.summary.families and not shown.summary.families:
            continue  # all is known: there is nothing to show
        with opened(output.path, encoding=None if plain else "utf-8") as stream:
            reporter.write(shown if plain and shown else report, stream)


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
