"""Paths and documents as given -> documents in an order that does not depend on how they were given."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.loaders.taken import Taken
from reuse.memory.spool import Held
from reuse.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reuse.loaders.discover import Discovery
    from reuse.loaders.globs import Glob
    from reuse.settings import Settings

    Input = str | os.PathLike[str] | Document
    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Inputs:
    """Documents sorted by id, rows for what could not be read, and counts of what was passed over."""

    documents: tuple[Document, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    unused: frozenset[str] = frozenset()
    """Names in the table of metadata that are those of no document."""
    lengths: tuple[int, ...] | None = None

    @property
    def sizes(self) -> tuple[int, ...]:
        """Code points of each document; of those in an index as it has them."""
        return tuple(document.size for document in self.documents) if self.lengths is None else self.lengths

    def nothing(self) -> str:
        """Say why there are no documents."""
        reasons = [f"{row.path}: {row.reason}" for row in self.skipped[:3]]
        reasons += [f"{count} {kind} passed over" for kind, count in sorted(self.passed_over.items()) if count]
        return f"nothing readable to read ({'; '.join(reasons) or 'no files there'})"

    def without(self, other: Inputs) -> Inputs:
        """Return these less those in `other`. Raises UsageError where one name has two texts."""
        theirs = {document.id: document.sha256 for document in other.documents}
        for document in self.documents:
            if theirs.get(document.id, document.sha256) != document.sha256:
                raise _twice(document.id)
        return replace(self, documents=tuple(d for d in self.documents if d.id not in theirs))


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def read(given: Sequence[Input], settings: Settings, progress: Progress = silent) -> Inputs:
    """Return the documents that `given` leads to. Raises UsageError for a missing path, or one name twice."""
    held = Held(settings.max_memory, settings.tmp_dir)
    taken = taking(settings)
    for one in given:
        if isinstance(one, Document):
            held.add(taken.document(_hashed(one)))
    paths = [os.fspath(one) for one in given if not isinstance(one, Document)]
    skipped: list[Skipped] = []
    passed_over: Mapping[str, int] = {}
    if paths:
        total, passed_over, rows = walk(paths, settings)
        for done, row in enumerate(rows, 1):
            held.add(taken.document(row)) if isinstance(row, Document) else skipped.append(row)
            progress("read", done, max(done, total))
    documents = sorted(held.documents, key=lambda document: document.id)
    _check_unique(documents)
    passed_over = {**passed_over, **taken.exempt}
    return Inputs(tuple(documents), tuple(sorted(skipped, key=lambda row: row.path)), passed_over, taken.unused)


def taking(settings: Settings) -> Taken:
    """Return what takes documents in as the settings have it. Raises UsageError for a table that is none."""
    return Taken(table_of(settings), exempts=not settings.no_exempt)


def table_of(settings: Settings) -> Mapping[str, Mapping[str, str]]:
    """Return the metadata of the settings: id or path -> what a table of the user's says."""
    from reuse.loaders.table import read_table  # noqa: PLC0415 - not needed for texts in memory

    return read_table(settings.metadata) if settings.metadata else {}


def read_one(given: Input, settings: Settings, progress: Progress = silent) -> Inputs:
    """Return the documents of one input; `file#record` and `archive!member`, as ids have them, lead to that document.

    Raises UsageError as `read` does, and for a name that nothing in the file has.
    """
    name = "" if isinstance(given, Document) else os.fspath(given)
    holder = "" if not name or os.path.lexists(name) else _holder(name)
    if not holder:
        return read([given], settings, progress)
    found = read([holder], settings, progress)
    documents = tuple(document for document in found.documents if document.id == name)
    if not documents:
        raise UsageError(f"no document of {holder} is called {name!a}", f"`reuse files {holder}` lists what there is.")
    return replace(found, documents=documents)


def _holder(name: str) -> str:
    """Return the file in which a document of that name is, if there is one."""
    ends = sorted((at for at, sign in enumerate(name) if sign in "#!"), reverse=True)
    return next((name[:end] for end in ends if os.path.isfile(name[:end])), "")  # noqa: PTH113 - surrogate escapes


def walk(paths: Sequence[str], settings: Settings) -> tuple[int, Mapping[str, int], Iterator[Document | Skipped]]:
    """Return how many files there are, what is passed over, and a row for each document or skipped file."""
    from reuse.loaders.load import load_all  # noqa: PLC0415 - not needed for texts in memory

    found, globs = search(paths, settings)
    passed_over = Counter(found.passed_over)  # archives add to it while they are read
    rows = load_all(found, settings.formats(), settings.encoding, settings.limits(), globs, passed_over)
    return len(found.files), passed_over, rows


def search(paths: Sequence[str], settings: Settings) -> tuple[Discovery, tuple[Glob, ...]]:
    """Return the files that paths lead to, and the globs of what is left out, also within archives."""
    from reuse.loaders.discover import discover  # noqa: PLC0415 - not needed for texts in memory
    from reuse.loaders.exempt import ignored  # noqa: PLC0415 - as above
    from reuse.loaders.globs import Glob  # noqa: PLC0415 - as above

    written = [output.path for output in settings.outputs()]
    for output in written:
        if any(_is_output(path, output) for path in paths):
            raise UsageError(f"{output} is both read and written", "Name another file with -o.")
    formats = settings.formats()
    # one byte more than may be read, so that the loader sees that it is too much
    typed_in = sys.stdin.buffer.read(settings.limits().file_size + 1) if "-" in paths and sys.stdin else b""
    # a forced format is for all files, binary or not; else a file must look like one of ours
    recognise = (lambda _head: formats.forced) if formats.forced else formats.by_content
    exclude = (*settings.exclude, *ignored(settings.ignore_file))
    found = discover(
        paths,
        include=settings.include,
        exclude=exclude,
        suffixes=formats.suffixes,
        recognise=recognise,
        stdin=typed_in,
    )
    ours = [*written, settings.baseline] if settings.baseline else written
    files = (file for file in found.files if not any(_is_output(file.path, output) for output in ours))
    return replace(found, files=tuple(files)), tuple(Glob(pattern) for pattern in exclude)


def _is_output(path: str, output: str) -> bool:
    """Tell whether a file is the one that the report will replace, or lies in the folder that it is.

    Else the same command twice would differ.
    """
    if os.path.isdir(output):  # noqa: PTH112 - surrogate escapes
        return os.path.realpath(path).startswith(os.path.realpath(output) + os.sep)
    if output == "-" or os.path.basename(path) != os.path.basename(output):  # noqa: PTH119 - surrogate escapes
        return False
    return os.path.realpath(path) == os.path.realpath(output)


def _hashed(document: Document) -> Document:
    if document.sha256:
        return document
    return replace(document, sha256=sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest())


def _check_unique(documents: Iterable[Document]) -> None:
    for name, count in Counter(document.id for document in documents).items():
        if count > 1:
            raise _twice(name)


def _twice(name: str) -> UsageError:
    return UsageError(f"two documents are called {name!r}", "Give each a name of its own.")
