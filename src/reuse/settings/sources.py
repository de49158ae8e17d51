"""Where settings come from: the command line, the environment, a configuration file, a call from Python."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "TEXTREUSE_"
NAME = "textreuse"


def is_url(path: str) -> bool:
    """Tell whether a path is one of Hadoop's file systems: hdfs://, s3a://, file:///..."""
    return re.match(r"[a-z][a-z0-9+.-]*://", path) is not None


@dataclass(frozen=True)
class Source:
    """Values by key; `label` names a key to the user; text is read as numbers unless `typed`."""

    values: Mapping[str, object] = field(default_factory=dict)
    label: Callable[[str], str] = str
    typed: bool = True
    folder: Path = Path()

    def locate(self, path: str) -> str:
        """Return a path given here, relative to the file it is given in; a URL stays as it is."""
        return path if path == "-" or is_url(path) else str(self.folder / path)

    def locate_output(self, path: str) -> str:
        """Return the path of an output: / at its end says that it is a folder, and stays."""
        found = self.locate(path)
        return f"{found}/" if path.endswith("/") and not found.endswith("/") else found


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
    """Return the nearest configuration, from the working folder upward: textreuse.toml, or pyproject.toml.

    Raises UsageError for one that cannot be read.
    """
    here = Path(_working_folder())
    for folder in (here, *here.parents):
        if os.path.isfile(own := folder / f"{NAME}.toml"):  # noqa: PTH113 - the method raises in a closed folder
            return file(own)
        project = folder / "pyproject.toml"
        if os.path.isfile(project) and f"[tool.{NAME}" in _text(project, "replace"):  # noqa: PTH113 - as above
            return file(project)
    return Source()


def file(path: Path) -> Source:
    """Return the settings in a configuration file; of a pyproject.toml those of `[tool.textreuse]`.

    Raises UsageError for a file that is not there, cannot be read or is no TOML.
    """
    try:
        table = tomllib.loads(_text(path))
        if path.name == "pyproject.toml":
            table = table.get("tool", {}).get(NAME, {})
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{path} is not TOML: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{path} is nested too deeply") from error
    except AttributeError:  # `tool` is no table, and has no get
        table = {}
    if not isinstance(table, dict):
        raise UsageError(f"{path}: tool.{NAME} is not a table of settings", f"Write them below a line [tool.{NAME}].")
    folder = path.parent
    if str(folder) == _working_folder():
        folder = Path()
    return Source(table, lambda key: f"{path.name}: {key}", folder=folder)


def _text(path: Path, errors: str = "strict") -> str:
    try:
        return path.read_text(encoding="utf-8", errors=errors)
    except OSError as error:
        raise UsageError(f"cannot read the configuration {path}: {error.strerror}") from error


def _working_folder() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was removed: nothing lies above it
        return os.curdir
