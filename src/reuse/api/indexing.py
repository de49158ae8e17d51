"""A lasting index of references: made of paths, and asked by a scan."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reuse
from reuse import catalog
from reuse.api.inputs import Inputs, read, silent, taking, walk
from reuse.errors import UnreadableError, UsageError
from reuse.model import Document, Skipped
from reuse.references.index import Index
from reuse.references.store import Store
from reuse.reporters.safe import printable
from reuse.settings import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from reuse.api.inputs import Progress
    from reuse.references.catalogue import Row
    from reuse.settings import Settings

_HOW = {"jobs"}  # options of stages that change nothing but the time


def opened(settings: Settings) -> Store:
    """Open the index of the settings for a scan.

    Raises UsageError where there is none, and where it was made with other stages than the settings have.
    """
    store = Store.open(Path(settings.index))
    agree(store.meta, settings, printable(settings.index))
    return replace(store, reopen=lambda row: _reopened(row, settings))


def inputs(store: Store) -> Inputs:
    """Return the documents of an index without their texts, and what is known of what is not in it."""
    skipped = [Skipped(*row) for row in json.loads(store.meta["skipped"])]
    return Inputs(
        tuple(row.document() for row in store.rows),
        tuple(sorted({*skipped, *store.lost}, key=lambda row: row.path)),
        json.loads(store.meta["passed_over"]),
        lengths=tuple(row.chars for row in store.rows),
    )


def index(settings: Settings, folder: str, wait: float, say: Callable[[str], None]) -> Index:
    """Return the index in a folder, to be changed."""
    pipeline = settings.pipeline()
    return Index(Path(folder), pipeline.segmenter, pipeline.jobs, wait, say)


def make(
    target: Index, paths: Sequence[str], settings: Settings, *, texts: bool = True, progress: Progress = silent
) -> tuple[int, list[Skipped]]:
    """Build an index of all that `paths` lead to; returns how many documents it has, and what was skipped."""
    total, passed_over, rows = walk(paths, settings)
    meta = {"tool": reuse.__version__, "texts": "yes" if texts else "no", **stages(settings)}
    skipped: list[Skipped] = []
    taken = taking(settings)
    count = 0

    def documents() -> Iterator[Document]:
        """Yield them one at a time, and note in the end what was none."""
        nonlocal count
        for done, row in enumerate(rows, 1):
            progress("read", done, max(done, total))
            if isinstance(row, Skipped):
                skipped.append(row)
                continue
            count += 1
            yield taken.document(row)
        seen = Counter(passed_over) + taken.exempt  # archives add to it while they are read
        if not count:
            raise UsageError(Inputs((), tuple(skipped), seen).nothing())
        skipped.sort(key=lambda row: row.path)
        meta["skipped"] = json.dumps([[row.path, row.reason] for row in skipped])
        meta["passed_over"] = json.dumps(seen, sort_keys=True)

    target.build(documents(), meta, _base)
    return count, skipped


def grow(
    target: Index, paths: Sequence[str], settings: Settings, progress: Progress = silent
) -> tuple[tuple[int, int, int], tuple[Skipped, ...]]:
    """Add to an index; returns how many documents are new, replaced and as they were, and what was skipped."""
    agree(Store.open(target.folder).meta, settings, printable(str(target.folder)))
    found = read(paths, settings, progress)
    if not found.documents:
        raise UsageError(found.nothing())
    return target.add(found.documents, _base), found.skipped


def stages(settings: Settings) -> dict[str, str]:
    """Return the segmenter and the finders of settings, with all their options, as an index remembers them."""
    finders = [_told("finders", spec) for spec in settings.finder]
    return {"segmenter": json.dumps(_told("segmenters", settings.segmenter)), "finders": json.dumps(finders)}


def as_made(folder: Path, settings: Settings) -> Settings:
    """Return settings with an index, and with the segmenter and the finders that it was made with."""
    meta = Store.open(folder).meta
    (segmenter,), finders = (_listed(json.loads(meta[kind])) for kind in ("segmenter", "finders"))
    return replace(settings, index=str(folder), against=(), segmenter=segmenter, finder=tuple(finders))


def agree(meta: Mapping[str, str], settings: Settings, name: str) -> None:
    """Raise UsageError that names the difference where an index was made with other stages than the settings have."""
    now = stages(settings)
    for kind in ("segmenter", "finders"):
        if json.loads(meta[kind]) != json.loads(now[kind]):
            old, new = (_listed(json.loads(one[kind])) for one in (meta, now))
            here = [part for part in new if part not in old]
            there = [part for part in old if part not in new]
            raise UsageError(
                f"{name} was made with the {kind} {', '.join(there or old)}, and not with {', '.join(here or new)}",
                "Give the same options, or build it again with these.",
            )


def _told(kind: str, spec: str) -> list[Any]:
    stage = build(kind, spec)
    options = {one.name: getattr(stage, one.name) for one in fields(stage) if one.init and one.name not in _HOW}
    told: list[Any] = json.loads(json.dumps([spec.partition(":")[0], options]))
    return told


def _listed(told: list[Any]) -> list[str]:
    """Return stages as users write them."""
    stages_ = [told] if isinstance(told[0], str) else told
    return [
        f"{name}:{','.join(f'{key}={_value(value)}' for key, value in options.items())}" if options else name
        for name, options in stages_
    ]


def _value(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, list) else f"{value}"


def _base(document: Document) -> str:
    """Return what is to stand before the path of a document, so that it can be read again from any folder."""
    return "" if Path(document.path).is_absolute() else f"{Path.cwd()}{os.sep}"


def _reopened(row: Row, settings: Settings) -> Document:
    """Return a document from its file. Raises UnreadableError where it is not there as it was."""
    was = row.document()
    path, why = f"{row.base}{was.path}", "its text is not in the index, and the file"
    if not os.path.lexists(path):
        raise UnreadableError(f"{why} is not there")
    found = read([path], replace(settings, include=(), exclude=(), ignore_file=os.devnull))
    same = [one for one in found.documents if one.sha256 == was.sha256]
    here = was.id.removeprefix(was.path)
    for one in same:
        if len(same) == 1 or one.id.removeprefix(one.path) == here:
            return replace(one, id=was.id, path=was.path)
    raise UnreadableError(f"{why} has changed since")


def named(folder: str, names: Sequence[str]) -> list[str]:
    """Return the documents of an index that have one of these names or match one of these globs.

    Raises UsageError for a name that none has.
    """
    ids = [row.id for row in Store.open(Path(folder)).rows]
    found: set[str] = set()
    for name in names:
        own = {one for one in ids if one == name or fnmatchcase(one, name)}
        if not own:
            raise UsageError(
                f"{printable(folder)} has no document {printable(name)}", catalog.nearest(name, ids[:1000])
            )
        found |= own
    return sorted(found)


def described(folder: str, *, documents: bool = False) -> Iterator[tuple[str, ...]]:
    """Yield what an index holds, a tuple a line: a name and its value; or its documents."""
    store = Store.open(Path(folder))
    if documents:
        yield from ((row.id, str(row.words), f"{row.base}{row.document().path}") for row in store.rows)
    else:
        yield from described_of(store, Path(folder))


def described_of(store: Store, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what the state of an index holds: a name and its value."""
    size = sum(path.stat().st_size for path in folder.iterdir())
    yield "documents", f"{len(store):,}"
    yield "words", f"{sum(store.words):,}"
    yield "characters", f"{store.chars:,}"
    yield "segments", f"{len(store.files):,}"
    yield "bytes", f"{size:,}"
    yield "texts", "stored" if store.meta["texts"] == "yes" else "read again from their files"
    yield "skipped", f"{len(json.loads(store.meta['skipped'])):,}"
    for kind in ("segmenter", "finders"):
        yield kind, "; ".join(_listed(json.loads(store.meta[kind])))
    yield "made with", f"text-reuse {store.meta['tool']}"
