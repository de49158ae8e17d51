"""Walks folders: what is there to read, what is left out by rule, and what is out of reach."""

from __future__ import annotations

import os
import stat
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reuse.errors import UnreadableError
from reuse.loaders.encoding import why_binary
from reuse.loaders.names import inside, known_suffix, safe_name
from reuse.loaders.pan import is_annotation, is_pan
from reuse.loaders.read import Input, head, reason, size
from reuse.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from reuse.loaders.globs import Glob


@dataclass(eq=False)
class Root:
    """A path to search: all of it, or `only` what matches below it; `found` says whether anything did."""

    path: str
    only: Glob | None = None
    typed: str = ""
    found: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A file, folder or link: how it is reached, its real path, and its path below the root, with `/`."""

    root: Root
    path: str
    real: str
    below: str = ""

    def inside(self, name: str) -> _Place:
        return _Place(
            self.root,
            inside(self.path, name),
            os.path.join(self.real, name),  # noqa: PTH118 (paths are strings, with surrogate escapes)
            f"{self.below}/{name}" if self.below else name,
        )


@dataclass(eq=False)
class Search:
    """One search, and what it came upon, by real path: what two paths or links lead to is found once."""

    include: Sequence[Glob] = ()
    exclude: Sequence[Glob] = ()
    suffixes: Collection[str] = ()
    recognise: Callable[[bytes], str] = lambda _head: ""
    files: dict[str, Input] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    passed_over: dict[str, str] = field(default_factory=dict)
    _links: deque[_Place] = field(default_factory=deque)
    _entered: set[tuple[Root, str]] = field(default_factory=set)

    def run(self, roots: Iterable[Root]) -> None:
        """Search `roots`, in order, links last, so that a file is known by its own name where it has one."""
        places = [_Place(root, root.path, _real(root.path)) for root in roots]
        for place in places:
            self._start(place)
        within = {place.real for place in places}
        while self._links:
            self._follow(self._links.popleft(), within)

    def _start(self, place: _Place) -> None:
        try:
            is_folder = stat.S_ISDIR(os.stat(place.path).st_mode)  # noqa: PTH116 (as in `inside`)
        except OSError as error:
            self._skip(place, _why_unreachable(place.path, error))
            return
        if is_folder:
            self._walk(place)
        elif not place.root.only:
            self._take_named(place)

    def _take_named(self, place: _Place) -> None:
        if self._is_wanted(place.real, place.path):
            self._take(place, named=True)

    def _walk(self, start: _Place) -> None:
        folders = [start]
        while folders:
            folder = folders.pop()
            if (folder.root, folder.real) in self._entered:
                continue
            self._entered.add((folder.root, folder.real))
            entries = self._entries(folder)
            annotated = is_pan(entry.name for entry in entries)
            for entry in entries:
                place = folder.inside(entry.name)
                if annotated and is_annotation(entry.name):
                    self.passed_over[place.real] = "annotations"
                elif entry.name.startswith("."):
                    self.passed_over[place.real] = "hidden"
                elif self._is_excluded(place.below):
                    self.passed_over[place.real] = "excluded"
                elif entry.is_symlink():
                    self._links.append(place)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(place)
                else:
                    self._take_found(place)

    def _entries(self, folder: _Place) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder.path) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._skip(folder, f"folder cannot be listed: {reason(error)}")
            return []

    def _follow(self, link: _Place, within: set[str]) -> None:
        try:
            real = os.path.realpath(link.path, strict=True)
            is_folder = stat.S_ISDIR(os.stat(real).st_mode)  # noqa: PTH116 (as in `inside`)
        except OSError as error:
            self._skip(link, _why_unreachable(link.path, error))
            return
        place = _Place(link.root, link.path, real, link.below)
        if is_folder and _holds(real, link.real):
            self.passed_over[link.real] = "loop"
        elif not any(_holds(root, real) for root in within):
            self._skip(link, "is a link that leads out of the paths given")
        elif is_folder:
            self._walk(place)
        else:
            self._take_found(place)

    def _take_found(self, place: _Place) -> None:
        if place.root.only and not place.root.only.matches(place.below):
            return
        place.root.found = True
        if self._is_wanted(place.real, place.below):
            self._take(place, named=False)

    def _take(self, place: _Place, *, named: bool) -> None:
        if place.real in self.files:
            return
        try:
            known, binary = self._look(place.path)
        except UnreadableError as error:
            self._skip(place, error.message)
            return
        if not binary:
            self.files[place.real] = Input(safe_name(place.path), place.path, format=known)
        elif named:
            self._skip(place, binary)
        else:
            self.passed_over[place.real] = "binary"

    def _look(self, path: str) -> tuple[str, str]:
        """Return the format of a file whose name tells none, if its first bytes do, and why it is binary, if it is.

        Looks into the file at `path` only if no loader will; raises UnreadableError where there is nothing.
        """
        if known_suffix(path, self.suffixes) and size(path):
            return "", ""
        if not (first_bytes := head(path)):
            raise UnreadableError("empty")
        if known_suffix(path, self.suffixes):
            return "", ""
        known = self.recognise(first_bytes)
        return known, "" if known else why_binary(first_bytes)

    def _is_wanted(self, real: str, below: str) -> bool:
        included = not self.include or any(glob.matches(below) for glob in self.include)
        if included and not self._is_excluded(below):
            return True
        self.passed_over[real] = "excluded"
        return False

    def _is_excluded(self, below: str) -> bool:
        return any(glob.matches(below) for glob in self.exclude)

    def _skip(self, place: _Place, why: str) -> None:
        self.skipped.setdefault(place.real, Skipped(safe_name(place.path), why))


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except OSError:  # the working folder was removed: what is below cannot be listed either, and the search says so
        return path


def _holds(folder: str, real: str) -> bool:
    """Tell whether the real path is `folder` or lies in it."""
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)


def _why_unreachable(path: str, error: OSError) -> str:
    dangling = isinstance(error, FileNotFoundError) and os.path.islink(path)  # noqa: PTH114 (as in `inside`)
    return "is a link to nothing" if dangling else reason(error)
