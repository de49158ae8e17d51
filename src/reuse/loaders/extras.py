"""Libraries that only some formats need, and what to say where one is not there."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from reuse.errors import UnreadableError


def needs(module: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of an extra; raise UnreadableError that says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise UnreadableError(
            f"needs {module.partition('.')[0]}, of the extra {extra!r}: pip install 'text-reuse[{extra}]'"
        ) from error
