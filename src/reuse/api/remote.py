"""Files at URLs: what they are called, and which of them are left out, as in a search of local folders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reuse.loaders.encoding import why_binary
from reuse.loaders.exempt import ignored
from reuse.loaders.globs import Glob
from reuse.loaders.names import safe_name
from reuse.loaders.read import HEAD_BYTES, Input
from reuse.model import Skipped
from reuse.partitioned.reading import documents_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reuse.partitioned.letters import Letter, Shared
    from reuse.partitioned.reading import Reading
    from reuse.settings import Settings

LARGEST = 1 << 30  # bytes of one file that Spark hands over
_LOCAL = re.compile(r"file:/+")


@dataclass(frozen=True)
class Remote:
    """What was typed, and which files below are wanted."""

    roots: tuple[str, ...]
    include: tuple[Glob, ...]
    exclude: tuple[Glob, ...]

    @classmethod
    def of(cls, urls: Sequence[str], settings: Settings) -> Remote:
        """Return what URLs and settings say."""
        globs = (*settings.exclude, *ignored(settings.ignore_file))
        roots = tuple(re.split(r"/[^/]*[*?\[{]", plain(url))[0].rstrip("/") for url in urls)
        return cls(roots, tuple(map(Glob, settings.include)), tuple(map(Glob, globs)))

    def below(self, path: str) -> str:
        """Return the path of a file below the longest of the roots; empty for one that was named itself."""
        root = max((root for root in self.roots if f"{path}/".startswith(f"{root}/")), key=len, default="")
        return path.removeprefix(root).lstrip("/")

    def left_out(self, below: str) -> str:
        """Return by which rule a file is passed over, or nothing."""
        if any(name.startswith(".") for name in below.split("/")):
            return "hidden"
        excluded = any(glob.matches(below) for glob in self.exclude)
        return "excluded" if excluded or not self._included(below) else ""

    def _included(self, below: str) -> bool:
        return not self.include or any(glob.matches(below) for glob in self.include)

    def too_large(self, listed: Iterable[tuple[str, int, int]]) -> Iterator[Skipped]:
        """Yield a row for each file that Spark cannot hand over."""
        for url, size, _ in listed:
            path = plain(url)
            if size > LARGEST and not self.left_out(self.below(path) or path):
                why = "is larger than 1 GiB, the most of one file that Spark hands over; cut it, or give a local path"
                yield Skipped(safe_name(path), why)


def plain(url: str) -> str:
    """Return a URL as documents have it: that of a local file is its path."""
    return _LOCAL.sub("/", url, count=1) if url.startswith("file:") else url


def load(part: int, files: Iterable[tuple[str, Any]], shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Read files from their content: URL and bytes."""
    reading: Reading = shared["reading"].value
    remote: Remote = shared["remote"].value
    passed_over: Counter[str] = Counter()
    yield from documents_of(part, _wanted(files, reading, remote, passed_over), reading, passed_over)


def _wanted(
    files: Iterable[tuple[str, Any]], reading: Reading, remote: Remote, passed_over: Counter[str]
) -> Iterator[Input]:
    formats = reading.formats
    for url, content in files:
        path = plain(url)
        below = remote.below(path)
        if why := remote.left_out(below or path.rpartition("/")[2]):
            passed_over[why] += 1
            continue
        data = bytes(content)
        known = formats.forced or formats.by_name(path)
        if below and not known and why_binary(data[:HEAD_BYTES]) and not formats.by_content(data[:HEAD_BYTES]):
            passed_over["binary"] += 1
            continue
        yield Input(safe_name(path), path, data)
