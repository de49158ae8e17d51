"""Whether this process is ours alone: the command line, and no library in somebody's program."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ours = False


def take() -> None:
    """Say that the process is ours."""
    global _ours  # noqa: PLW0603 - there is one process
    _ours = True


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
