"""Runs loaders of foreign libraries in a process of its own, which may crash, hang or take all memory.

Only that process ends then, the file becomes a row of `skipped`, and a new one takes the next file. It is this
program again, started once a run, when the first such file comes: no `fork`, which threads make unsafe, and no
`multiprocessing`, which would import a user's script again.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

from reuse.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document, Skipped
    from reuse.stages import Loader, PassedOver, Source

MEMORY = 4 * 2**30  # bytes of address space that it may use, where the system knows such a limit
_WELL = {"end", "error"}  # answers after which the process waits for more
_LAST = _WELL | {"gone"}
_CALL = "import sys; sys.path[:] = {path!r}; from reuse.loaders.isolated import serve; serve()"


class Worker:
    """The process, once there is one; `seconds` is how long a loader may take over one document."""

    def __init__(self, seconds: float) -> None:
        """Start nothing yet."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def load(self, loader: Loader, source: Source) -> Iterator[Document | Source | Skipped | PassedOver]:
        """Yield what `loader` makes of `source`; raise what it raises, or UnreadableError where it never ends."""
        process, self._process = self._process or self._start(), None
        alarm, what = _Alarm(self._seconds, process), ""
        try:
            with alarm:
                _send(process.stdin, loader, source)
            while what not in _LAST:
                with alarm:
                    what, item = _received(process.stdout)
                if what == "item":
                    yield item
        finally:  # it is of no more use where it is gone, or where the caller lost interest half way
            if what in _WELL:
                self._process = process
            else:
                _end(process)
        if what == "gone":
            raise UnreadableError(
                f"took longer than {self._seconds:g} s (--timeout)" if alarm.rang else "crashed its loader"
            )
        if what == "error":
            raise item

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        call = [sys.executable, "-c", _CALL.format(path=sys.path)]
        return subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves


class _Alarm:
    """While it is entered, a process is killed that takes too long."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.seconds, self.process, self.rang = seconds, process, False

    def __enter__(self) -> None:
        self._timer = Timer(self.seconds, self._ring)
        self._timer.daemon = True
        if self.seconds:
            self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self.process.kill()


def _send(into: IO[bytes] | None, *told: object) -> None:
    with suppress(BrokenPipeError):
        if into is not None:  # it is a pipe
            pickle.dump(told, into, pickle.HIGHEST_PROTOCOL)
            into.flush()


def _received(out: IO[bytes] | None) -> tuple[str, Any]:
    if out is None:  # never: it is a pipe
        return "gone", None
    try:
        what, item = pickle.load(out)  # noqa: S301 - written by our own program, on a pipe that only it has
    except (EOFError, OSError, pickle.UnpicklingError):
        return "gone", None
    return what, item


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


def serve() -> None:
    """Be the process: read loaders and sources from standard input, write what comes of them to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the program, which ends this one
    _bound_memory()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print must not come between
    while True:
        try:
            loader, source = pickle.load(sys.stdin.buffer)  # noqa: S301 - as in `_received`
        except EOFError:
            return
        try:
            for item in loader.load(source):
                _send(out, "item", item)
            answer: tuple[str, object] = "end", None
        except UnreadableError as error:
            answer = "error", UnreadableError(error.message)
        except MemoryError:
            answer = "error", UnreadableError("not enough memory to read it")
        except Exception as error:  # noqa: BLE001 - whatever a library raises; its own type may not travel
            answer = "error", UnreadableError(f"its loader failed: {type(error).__name__}: {error}")
        _send(out, *answer)


def _bound_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
