"""Walks folders: what is there to read, what is left out by rule, and what is out of reach."""

from __future__ import annotations

import os
import stat
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reuse.errors import UnreadableError
from reuse.loaders.encoding import why_binary
from reuse.loaders.names import known_suffix, safe_name, tidy
from reuse.loaders.read import Input, head, reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
            tidy(os.path.join(self.path, name)),  # noqa: PTH118 (strings keep surrogate escapes as they are)
            os.path.join(self.real, name),  # noqa: PTH118
            f"{self.below}/{name}" if self.below else name,
        )


@dataclass(eq=False)
class Search:
    """One search, and what it has come upon, by real path: paths and links that meet find a file once."""

    include: Sequence[Glob] = ()
    exclude: Sequence[Glob] = ()
    suffixes: Collection[str] = ()
    files: dict[str, Input] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    passed_over: dict[str, str] = field(default_factory=dict)
    _links: deque[_Place] = field(default_factory=deque)
    _entered: set[tuple[Root, str]] = field(default_factory=set)

    def run(self, roots: Iterable[Root]) -> None:
        """Search `roots`, in order; links come last, so that a file is known by its own name where it has one."""
        places = [_Place(root, root.path, os.path.realpath(root.path)) for root in roots]
        for place in places:
            self._start(place)
        within = {place.real for place in places}
        while self._links:
            self._follow(self._links.popleft(), within)

    def _start(self, place: _Place) -> None:
        try:
            is_folder = stat.S_ISDIR(os.stat(place.path).st_mode)  # noqa: PTH116
        except OSError as error:
            self.skipped[safe_name(place.path)] = reason(error)
            return
        if is_folder:
            self._walk(place)
        elif not place.root.only:
            self._take_named(place)

    def _take_named(self, place: _Place) -> None:
        if self._is_excluded(place.path) or not self._is_included(place.path):
            self.passed_over[place.real] = "excluded"
        else:
            self._take(place)

    def _walk(self, start: _Place) -> None:
        folders = [start]
        while folders:
            folder = folders.pop()
            if (folder.root, folder.real) in self._entered:
                continue
            self._entered.add((folder.root, folder.real))
            for entry in self._entries(folder):
                place = folder.inside(entry.name)
                if entry.name.startswith("."):
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
            self.skipped[safe_name(folder.path)] = f"folder cannot be listed: {reason(error)}"
            return []

    def _follow(self, link: _Place, within: set[str]) -> None:
        try:
            real = os.path.realpath(link.path, strict=True)
            is_folder = stat.S_ISDIR(os.stat(real).st_mode)  # noqa: PTH116
        except FileNotFoundError:
            self.skipped[safe_name(link.path)] = "is a link to nothing"
        except OSError as error:
            self.skipped[safe_name(link.path)] = reason(error)
        else:
            place = _Place(link.root, link.path, real, link.below)
            if is_folder and _holds(real, link.real):
                self.passed_over[link.real] = "loop"
            elif not any(_holds(root, real) for root in within):
                self.skipped[safe_name(link.path)] = "is a link that leads out of the paths given"
            elif is_folder:
                self._walk(place)
            else:
                self._take_found(place)

    def _take_found(self, place: _Place) -> None:
        if place.root.only and not place.root.only.matches(place.below):
            return
        place.root.found = True
        if not self._is_included(place.below):
            self.passed_over[place.real] = "excluded"
        elif place.real not in self.files and self._looks_like_text(place):
            self._take(place)

    def _looks_like_text(self, place: _Place) -> bool:
        if known_suffix(place.path, self.suffixes):
            return True
        try:
            binary = why_binary(head(place.path))
        except UnreadableError as error:
            self.skipped[safe_name(place.path)] = error.message
            return False
        if binary:
            self.passed_over[place.real] = "binary"
        return not binary

    def _take(self, place: _Place) -> None:
        self.files.setdefault(place.real, Input(safe_name(place.path), place.path))

    def _is_excluded(self, below: str) -> bool:
        return any(glob.matches(below) for glob in self.exclude)

    def _is_included(self, below: str) -> bool:
        return not self.include or any(glob.matches(below) for glob in self.include)


def _holds(folder: str, real: str) -> bool:
    """Tell whether the real path is `folder` or lies in it."""
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)
