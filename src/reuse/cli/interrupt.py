"""An interrupt ends the program soon, even where a compiled loop is at work and lets no exception through."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reuse.cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED = 130
GRACE = 1.0  # seconds in which KeyboardInterrupt may tidy up


@contextmanager
def heeded() -> Iterator[None]:
    """Watch for an interrupt as long as this lasts; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ended = threading.Event()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reader, ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        signal.set_wakeup_fd(before)
        os.close(writer)


def _watch(reader: int, ended: threading.Event) -> None:
    while caught := os.read(reader, 1):  # nothing: the other end is closed
        if caught[0] != signal.SIGINT:
            continue
        if not ended.wait(GRACE):
            say("interrupted")
            os._exit(INTERRUPTED)  # the only way out past threads that are at work
    os.close(reader)
