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
from threading import Event, Thread
from time import monotonic, sleep
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
        self._free: tuple[subprocess.Popen[bytes], _Watch] | None = None

    def load(self, loader: Loader, source: Source) -> Iterator[Document | Source | Skipped | PassedOver]:
        """Yield what `loader` makes of `source`; raise what it raises, or UnreadableError where it never ends."""
        process, watch = self._taken()
        what = ""
        try:
            with watch:
                _send(process.stdin, loader, source)
            while what not in _LAST:
                with watch:
                    what, item = _received(process.stdout)
                if what == "item":
                    yield item
        finally:  # it is of no more use where it is gone, or where the caller lost interest half way
            if what in _WELL:
                self._free = process, watch
            else:
                _end(process, watch)
        if what == "gone":
            raise UnreadableError(
                f"took longer than {self._seconds:g} s (--timeout)" if watch.rang else "crashed its loader"
            )
        if what == "error":
            raise item

    def close(self) -> None:
        """End the process."""
        if self._free:
            _end(*self._free)
            self._free = None

    def _taken(self) -> tuple[subprocess.Popen[bytes], _Watch]:
        """Return the process that is free, or a new one, which is not free any more."""
        if self._free:
            free, self._free = self._free, None
            return free
        call, pipe = [sys.executable, "-c", _CALL.format(path=sys.path)], subprocess.PIPE
        process = subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - ourselves
        _received(process.stdout)  # it is ready: how long that takes is not the fault of a file
        return process, _Watch(self._seconds, process)


class _Watch:
    """A thread that kills the process where an answer is late: one for all files, for starting one takes a while."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.rang = False
        self._seconds, self._process = seconds, process
        self._deadline = float("inf")
        self._over = Event()
        if seconds:
            Thread(target=self._look, daemon=True).start()

    def __enter__(self) -> None:
        self._deadline = monotonic() + self._seconds

    def __exit__(self, *_: object) -> None:
        self._deadline = float("inf")

    def close(self) -> None:
        """Watch no longer."""
        self._over.set()

    def _look(self) -> None:
        while not self._over.wait(min(self._seconds / 4, 1)):
            if monotonic() > self._deadline:
                self.rang = True
                self._process.kill()
                return


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


def _end(process: subprocess.Popen[bytes], watch: _Watch) -> None:
    watch.close()
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
    Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print must not come between
    _send(out, "ready", None)
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


def _follow(parent: int) -> None:
    """End with the program, also where that was killed while a loader hangs."""
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


def _bound_memory() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
