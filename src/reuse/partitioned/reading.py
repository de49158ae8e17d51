"""Files -> documents in the order of their ids, shared out among parts: each part reads some, and sends them on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reuse.loaders.discover import Discovery
from reuse.loaders.load import load_all
from reuse.loaders.taken import Taken
from reuse.model import Document
from reuse.partitioned.letters import DRIVER, Letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reuse.loaders.formats import Formats
    from reuse.loaders.globs import Glob
    from reuse.loaders.limits import Limits
    from reuse.loaders.read import Input
    from reuse.model import Skipped
    from reuse.partitioned.letters import Inbox, Shared

TOGETHER = 1 << 20  # code points of the documents in one letter
FINE = 32  # marks that a part of the scan is cut by at least


@dataclass(frozen=True)
class Reading:
    """How files are read; size: code points of a part; table: metadata by id or path; exempts: whether comments do."""

    formats: Formats
    encoding: str
    limits: Limits
    exclude: tuple[Glob, ...]
    table: Mapping[str, Mapping[str, str]]
    exempts: bool
    size: int


class Read(NamedTuple):
    """What parts have read, put together: marks are ids with the code points up to them, from the mark before."""

    documents: int
    chars: int
    marks: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    passed_over: Mapping[str, int]
    exempt: Mapping[str, int]
    unused: frozenset[str]


def read(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Read the files that are named; see `documents_of`."""
    files = tuple(file for _, body in inbox.get("files", ()) for file in body["files"])
    yield from documents_of(part, files, shared["reading"].value)


def documents_of(
    part: int, files: Iterable[Input], reading: Reading, passed_over: Counter[str] | None = None
) -> Iterator[Letter]:
    """Yield the documents of files, some at a time, to the part itself, and what was read, to the driver."""
    passed_over = Counter() if passed_over is None else passed_over
    taken = Taken(reading.table, exempts=reading.exempts)
    found = Discovery(files, (), {})  # type: ignore[arg-type]  # read one by one
    rows = load_all(found, reading.formats, reading.encoding, reading.limits, reading.exclude, passed_over)
    names: list[tuple[str, int]] = []
    together: list[Document] = []
    unread: list[Skipped] = []
    held = 0
    for row in rows:
        if not isinstance(row, Document):
            unread.append(row)
            continue
        document = taken.document(row)
        names.append((document.id, document.size))
        together.append(document)
        held += document.size
        if held >= TOGETHER:
            yield Letter(part, "documents", {"documents": together})
            together, held = [], 0
    if together:
        yield Letter(part, "documents", {"documents": together})
    read = Read(
        documents=len(names),
        chars=sum(size for _, size in names),
        marks=tuple(_marks(sorted(names), max(1, reading.size // FINE))),
        skipped=tuple(unread),
        passed_over=passed_over,
        exempt=taken.exempt,
        unused=taken.unused,
    )
    yield Letter(DRIVER, "read", {"read": read})


def _marks(names: Sequence[tuple[str, int]], fine: int) -> Iterator[tuple[str, int]]:
    held, name = 0, ""
    for name, size in names:
        held += size
        if held >= fine:
            yield name, held
            held = 0
    if held:
        yield name, held


def together(reads: Sequence[Read]) -> Read:
    """Return what all parts have read."""
    return Read(
        documents=sum(one.documents for one in reads),
        chars=sum(one.chars for one in reads),
        marks=tuple(sorted(mark for one in reads for mark in one.marks)),
        skipped=tuple(row for one in reads for row in one.skipped),
        passed_over=sum((Counter(one.passed_over) for one in reads), Counter()),
        exempt=sum((Counter(one.exempt) for one in reads), Counter()),
        unused=frozenset.intersection(*(one.unused for one in reads)) if reads else frozenset(),
    )


def cuts_of(read: Read, parts: int) -> list[str]:
    """Return the last ids of all parts but the last, so that parts are of about one size."""
    sums = list(accumulate(size for _, size in read.marks))
    wanted = (read.chars * part // parts for part in range(1, parts))
    return [read.marks[min(bisect_left(sums, size), len(sums) - 1)][0] for size in wanted]


def route(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Send each document to the part that has its id; nothing comes twice, and no document is cut."""
    cuts: Sequence[str] = shared["cuts"].value
    for _, body in inbox.get("documents", ()):
        groups: dict[int, list[Document]] = defaultdict(list)
        for document in body["documents"]:
            groups[bisect_left(cuts, document.id)].append(document)
        for to, documents in groups.items():
            yield Letter(to, "documents", {"documents": documents})


def shares(files: Sequence[Input], sizes: Sequence[int], parts: int) -> Iterator[Letter]:
    """Share files out among parts, in their order, each about as many bytes."""
    sums = [0, *accumulate(size + 1 for size in sizes)]
    groups: dict[int, list[Input]] = defaultdict(list)
    for at, file in enumerate(files):
        groups[min(parts - 1, sums[at] * parts // sums[-1])].append(file)
    for to, some in groups.items():
        yield Letter(to, "files", {"files": some})
