"""Bytes of regular files, and a clear reason wherever there are none."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES, ELOOP, ENOENT, EPERM
from typing import TYPE_CHECKING, BinaryIO

from reuse.errors import UnreadableError
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 256 * 2**20  # of one input: some fifty million words
_BUFFER = 2**18  # bytes that are read ahead of loaders that read as they go
HEAD_BYTES = 8192  # what a first look at a file reads

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a named pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_REASONS = {
    EACCES: "permission denied",
    EPERM: "permission denied",
    ENOENT: "no longer there",
    ELOOP: "is a link in a loop",
}


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: `name` shows it, `path` opens it; `data` holds what came by standard input.

    `format` is the name of its loader, where a look into the file has told it.
    """

    name: str
    path: str
    data: bytes | None = None
    format: str = ""


def read(wanted: Input, encoding: str = "", limit: int = MAX_BYTES) -> Source:
    """Return the bytes of `wanted`; raise UnreadableError where it is no file, too large, or changing."""
    data = _read_file(wanted.path, limit) if wanted.data is None else wanted.data
    check_size(len(data), limit)
    return Source(wanted.name, data, encoding)


def check_size(size: int, limit: int) -> None:
    """Raise UnreadableError for an input of so many bytes, if that is more than the limit."""
    if size > limit:
        told = f"{limit // 2**20} MiB" if limit >= 2**20 else f"{limit} bytes"
        raise UnreadableError(f"is larger than the limit of {told} for one input (--max-file-size)")


@contextmanager
def streamed(path: str) -> Iterator[BinaryIO]:
    """Open the regular file at `path` for a loader that reads as it goes.

    Raises UnreadableError where it is no file, and at the end where it changed meanwhile.
    """
    with _regular(path) as (handle, before):
        with os.fdopen(handle, "rb", _BUFFER, closefd=False) as stream:
            yield stream
        after = os.fstat(handle)
    _check_unchanged(before, after)


def head(path: str) -> bytes:
    """Return the first `HEAD_BYTES` of the file at `path`; raise UnreadableError where it cannot be read."""
    with _regular(path) as (handle, _):
        return os.read(handle, HEAD_BYTES)


def size(path: str) -> int:
    """Return how many bytes the file at `path` says it has; raise UnreadableError where it is no file."""
    try:
        return _check(os.stat(path)).st_size  # noqa: PTH116 (paths are strings here, with surrogate escapes)
    except OSError as error:
        raise UnreadableError(reason(error)) from error


def reason(error: OSError) -> str:
    """Return why the system refused, as a reason in `report.skipped`."""
    return _REASONS.get(error.errno or 0) or (error.strerror or "cannot be read").lower()


def _read_file(path: str, limit: int) -> bytes:
    with _regular(path) as (handle, before):
        data = os.read(handle, min(before.st_size, limit) + 1)
        if len(data) != before.st_size:  # it changes, or says no size, as in /proc, or came in part
            with os.fdopen(handle, "rb", closefd=False) as stream:
                data += stream.read(limit + 1 - len(data))
        after = os.fstat(handle)
    _check_unchanged(before, after)
    return data


def _check_unchanged(before: os.stat_result, after: os.stat_result) -> None:
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UnreadableError("changed while it was read")


@contextmanager
def _regular(path: str) -> Iterator[tuple[int, os.stat_result]]:
    """Open `path` only if it is a regular file, and without waiting should it turn into a pipe in between."""
    try:
        _check(os.stat(path))  # noqa: PTH116 (as in `size`)
        handle = os.open(path, _FLAGS)
        try:
            yield handle, _check(os.fstat(handle))
        finally:
            os.close(handle)
    except OSError as error:
        raise UnreadableError(reason(error)) from error


def _check(status: os.stat_result) -> os.stat_result:
    if not stat.S_ISREG(status.st_mode):
        kind = (name for is_kind, name in _KINDS if is_kind(status.st_mode))
        raise UnreadableError(next(kind, "is no regular file"))
    return status
