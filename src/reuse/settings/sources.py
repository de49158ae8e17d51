"""Where settings come from: the command line, the environment, a configuration file, a call from Python."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "TEXTREUSE_"
NAME = "textreuse"


@dataclass(frozen=True)
class Source:
    """Values by key; `label` names a key to the user; text is read as numbers unless `typed`."""

    values: Mapping[str, object] = field(default_factory=dict)
    label: Callable[[str], str] = str
    typed: bool = True
    folder: Path = Path()

    def locate(self, path: str) -> str:
        """Return a path given here, relative to the file it is given in."""
        return path if path == "-" else str(self.folder / path)


def options(typed: Mapping[str, object]) -> Source:
    """Return what the command line says; None and no texts are nothing said."""
    said = {key: value for key, value in typed.items() if value is not None and value != ()}
    return Source(said, lambda key: f"--{key.replace('_', '-')}", typed=False)


def python(said: Mapping[str, object]) -> Source:
    """Return what a call from Python says."""
    return Source(said)


def environment(variables: Mapping[str, str]) -> Source:
    """Return the variables TEXTREUSE_*; an empty one says nothing."""
    said = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in variables.items()
        if key.startswith(PREFIX) and key != f"{PREFIX}CONFIG" and value
    }
    return Source(said, lambda key: PREFIX + key.upper(), typed=False)


def nearest_file() -> Source:
    """Return the nearest configuration, from the working folder upward: textreuse.toml, or pyproject.toml."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (own := folder / f"{NAME}.toml").is_file():
            return file(own)
        project = folder / "pyproject.toml"
        if project.is_file() and f"[tool.{NAME}" in project.read_text(encoding="utf-8", errors="replace"):
            return file(project)
    return Source()


def file(path: Path) -> Source:
    """Return the settings in a configuration file; of a pyproject.toml those of `[tool.textreuse]`.

    Raises UsageError for a file that is not there, cannot be read or is no TOML.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"cannot read the configuration {path}: {error.strerror}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{path} is not TOML: {error}") from error
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get(NAME, {})
    folder = path.parent
    if folder == Path.cwd():
        folder = Path()
    return Source(table, lambda key: f"{path.name}: {key}", folder=folder)
