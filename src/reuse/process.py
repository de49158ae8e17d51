"""Whether this process is ours alone: the command line, and no library in somebody's program."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ours = False
_SELDOM = 500_000  # objects made until garbage is looked for: most of ours live to the end, or go by themselves


def take() -> None:
    """Say that the process is ours, and have it look for garbage seldom: a tenth of the time of a short run."""
    global _ours  # noqa: PLW0603 - there is one process
    _ours = True
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])


def leave() -> None:
    """Let the interpreter not look for garbage in all that there is when it ends: .2 s, and the end frees it anyway."""
    gc.freeze()


@contextmanager
def without(name: str) -> Iterator[None]:
    """Have a module that takes long to import seem missing meanwhile, in a process of ours where nobody has it yet."""
    if not _ours or name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # as the import system has what is not there
    try:
        yield
    finally:
        del sys.modules[name]
