"""Formats as users write them, `name`, `name:FILE` or `name:option=value` -> where each goes."""

from __future__ import annotations

import re
from os.path import normpath
from typing import TYPE_CHECKING, NamedTuple

from reuse.errors import UsageError
from reuse.settings.sources import is_url

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS = re.compile(r"[a-z][a-z_-]*=[^,]*(,[a-z][a-z_-]*=[^,]*)*")


class Output(NamedTuple):
    """A reporter, as `build` takes it, and the file it writes; - is standard output."""

    spec: str
    path: str

    @property
    def name(self) -> str:
        """The name of the reporter."""
        return self.spec.partition(":")[0]


def split(spec: str) -> tuple[str, str]:
    """Return what stands for the reporter, and the file, empty where there is none.

    >>> split("sarif:out.sarif"), split("terminal:width=100")
    (('sarif', 'out.sarif'), ('terminal:width=100', ''))
    """
    name, _, rest = spec.partition(":")
    return (spec, "") if not rest or _OPTIONS.fullmatch(rest) else (name, rest)


def outputs(formats: Sequence[str], output: str) -> tuple[Output, ...]:
    """Return where each of the formats goes: to its own file or, at most one, to `output`.

    Raises UsageError where two would go to one place.
    """
    parts = [split(spec) for spec in formats]
    found = [Output(stage, path or output) for stage, path in parts]
    if not all(path for _, path in parts):
        plain = [stage for stage, path in parts if not path]
        if len(plain) > 1:
            hint = f"Give all but one a file of its own: -f {plain[1]}:FILE."
            raise UsageError(f"{' and '.join(plain)} would both go to {_named(output)}", hint)
    places = [_place(path) for _, path in found]
    if twice := next((path for _, path in found if places.count(_place(path)) > 1), None):
        raise UsageError(f"two formats would both go to {_named(twice)}", "Give each a file of its own.")
    return tuple(found)


def _place(path: str) -> str:
    """Return a path in one spelling: a folder is the same with and without / at its end."""
    return path.rstrip("/") if is_url(path) else normpath(path)


def _named(path: str) -> str:
    return "standard output" if path == "-" else path
