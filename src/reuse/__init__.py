"""Finds every passage that stands in more than one place: copied, edited, reordered or reworded.

>>> from reuse import scan
>>> for match in scan("corpus/").matches:
...     print(match.kind, match.a.document, match.a.start, match.a.end, "=", match.b.document, match.b.start)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reuse.anchors import Anchor, Anchors
    from reuse.api import compare, scan
    from reuse.errors import OutputError, ReuseError, UnreadableError, UsageError
    from reuse.model import (
        Document,
        DocumentRecord,
        Edit,
        Family,
        Match,
        Passage,
        Report,
        Skipped,
        Span,
        Summary,
    )
    from reuse.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Anchor",
    "Anchors",
    "Document",
    "DocumentRecord",
    "Edit",
    "Family",
    "Match",
    "OutputError",
    "Passage",
    "Report",
    "ReuseError",
    "Settings",
    "Skipped",
    "Span",
    "Summary",
    "UnreadableError",
    "UsageError",
    "__version__",
    "compare",
    "scan",
]

_HOMES = {"Anchor": "anchors", "Anchors": "anchors", "compare": "api", "scan": "api", "Settings": "settings"}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: `import reuse` itself costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name, "errors" if name.endswith("Error") else "model")
    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
