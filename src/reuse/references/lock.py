"""One writer at a time; a second one waits, and is told for what."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.references.sealed import changing
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

_LOCK = "lock"
_PAUSE = 0.05  # seconds


@contextmanager
def writing(folder: Path, wait: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of an index; wait for it so many seconds, then raise UsageError. The system frees it at any end."""
    with changing(folder), (folder / _LOCK).open("ab") as stream:
        name = printable(str(folder))
        if not _taken(stream):
            say(f"another process is writing {name}: waiting for it")
            until = time.monotonic() + wait
            while not _taken(stream):
                if time.monotonic() > until:
                    hint = "Try again later, or wait longer with --wait SECONDS."
                    raise UsageError(f"another process has been writing {name} for {wait:g} seconds", hint)
                time.sleep(_PAUSE)
        yield


def _taken(stream: IO[bytes]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:  # pragma: no cover
        import msvcrt  # noqa: PLC0415 - only on Windows

        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
