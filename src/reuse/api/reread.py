"""The texts that a saved report speaks of, read again: those whose files still hold what was read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reuse.api.inputs import walk
from reuse.api.summing import READ
from reuse.errors import ReuseError
from reuse.memory.spool import Held
from reuse.model import Document
from reuse.settings import Settings, check, python

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reuse.model import Report

_HOW = (READ | {"encoding"}) - {"metadata"}  # a table of metadata is not needed again


class Reread(Mapping[str, str]):
    """Texts by document; a file is read when the first text in it is wanted, with all that are in it.

    Documents have the texts of their files only where these have the same SHA-256. They are read as the report says
    that they were read; relative paths start from the working folder.
    """

    def __init__(self, report: Report, settings: Settings) -> None:
        """Know what there may be; nothing is read yet."""
        self._settings = _as_read(report, settings)
        self._held = Held(settings.max_memory, settings.tmp_dir)
        self._sums = {one.id: one.sha256 for one in report.documents if one.reused_chars}
        self._paths = {one.id: one.path for one in report.documents if one.id in self._sums}
        self._found: dict[str, int] = {}  # where a document is among those that are held
        self._done: set[str] = set()

    def all(self) -> Mapping[str, str]:
        """Read what there is, all at once."""
        self._read(sorted(set(filter(None, map(_file, set(self._paths.values()))))))
        return self

    def __contains__(self, name: object) -> bool:
        if name in self._found or name not in self._paths:
            return name in self._found
        file = _file(self._paths[str(name)])
        if file and file not in self._done:
            self._read([file])
        return name in self._found

    def __getitem__(self, name: str) -> str:
        if name not in self:
            raise KeyError(name)
        return self._held.documents[self._found[name]].text

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._paths if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, files: Sequence[str]) -> None:
        self._done.update(files)
        for row in _rows(files, self._settings):
            if isinstance(row, Document) and row.id not in self._found and self._sums.get(row.id) == row.sha256:
                self._found[row.id] = len(self._held.documents)
                self._held.add(row)


def _rows(paths: Sequence[str], settings: Settings) -> Iterable[object]:
    if not paths:
        return ()
    try:
        return walk(paths, settings)[2]
    except ReuseError:  # a path went away in between, or was never ours
        return ()


def _as_read(report: Report, settings: Settings) -> Settings:
    """Return settings that read as the run of the report did; as they are by default where it says nonsense."""
    said = {name: value for name, value in report.run.settings.items() if name in _HOW}
    try:
        chosen = check(python(said))
    except ReuseError:
        chosen = Settings()
    return replace(chosen, max_memory=settings.max_memory, tmp_dir=settings.tmp_dir)


def _file(path: str) -> str:
    """Return the file that a document came from: its path, or that of the archive that it is in; empty if none is."""
    while path:
        if os.path.isfile(path):  # noqa: PTH113 - as the loaders have paths
            return path
        path = path[: max(map(path.rfind, "/!#"), default=0)] if any(map(path.count, "/!#")) else ""
    return ""
