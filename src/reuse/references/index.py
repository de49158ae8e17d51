"""A lasting index: built, grown, thinned, merged and verified. One call is one change, or none."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.references import catalogue, texts
from reuse.references.lock import writing
from reuse.references.sealed import DamagedError, changing, checksum
from reuse.references.sketch import MOST
from reuse.references.store import Store, columns_path, texts_path
from reuse.references.texts import Blob
from reuse.references.writer import Change, sweep
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from reuse.model import Document
    from reuse.references.catalogue import Row
    from reuse.references.writer import Base
    from reuse.stages import Segmenter

SMALL = MOST // 16  # sections; segments of fewer are merged when there are more of them than
FEW = 8


@dataclass(frozen=True)
class Index:
    """A folder that holds an index, or will, and how its documents are taken in."""

    folder: Path
    segmenter: Segmenter
    jobs: int = 1
    wait: float = 600.0  # seconds, for another writer
    say: Callable[[str], None] = print

    def build(self, documents: Iterable[Document], meta: Mapping[str, str], base: Base) -> None:
        """Make the index of these documents and no others, in place of what it was.

        meta: what it is made with; it may still change until the last document has come.
        """
        with changing(self.folder):
            if self.folder.exists() and not self.folder.is_dir():
                raise UsageError(f"{printable(str(self.folder))} is a file, and an index is a folder")
            if self.folder.is_dir() and not catalogue.exists(self.folder):
                self._refuse_others()
            is_new = not self.folder.exists()
            self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._built(documents, meta, base)
        except Exception:
            if is_new and not catalogue.exists(self.folder):
                shutil.rmtree(self.folder)
            raise

    def _built(self, documents: Iterable[Document], meta: Mapping[str, str], base: Base) -> None:
        with writing(self.folder, self.wait, self.say):
            old, free = self._there()
            change = Change(self.folder, meta, old)
            change.next = max(change.next, free)
            change.add(documents, self.segmenter, self.jobs, base)
            if old:
                change.dropped |= set(old.files)
                change.removed |= {row.id for row in old.rows}
            change.commit()

    def _there(self) -> tuple[Store | None, int]:
        """Return the state to be replaced, if it can be read, and a number that no file of it has."""
        try:
            sweep(self.folder)
            return (Store.open(self.folder) if catalogue.exists(self.folder) else None), 1
        except (DamagedError, catalogue.OtherFormatError):
            self._refuse_others()
            numbers = [re.search(r"-(\d+)\.", path.name) for path in self.folder.iterdir()]
            return None, 1 + max(int(found[1]) for found in numbers if found) if any(numbers) else 1

    def _refuse_others(self) -> None:
        """Raise UsageError where something in the folder is not of an index: nothing else is ever replaced."""
        strange = any(not catalogue.ours(one.name) for one in self.folder.iterdir())
        if strange or (catalogue.exists(self.folder) and not catalogue.claims(self.folder)):
            said = f"{printable(str(self.folder))} holds other things than an index"
            raise UsageError(said, "Name a folder that is not there.")

    def add(self, documents: Sequence[Document], base: Base) -> tuple[int, int, int]:
        """Take documents in; returns how many are new, have replaced an older one, or were there as they are."""
        with self._changed() as old:
            known = {row.id: row for row in old.rows}
            same = {one.id for one in documents if one.id in known and _same(one, known[one.id])}
            fresh = [one for one in documents if one.id not in same]
            replaced = {one.id for one in fresh if one.id in known}
            if fresh:
                change = Change(self.folder, old.meta, old)
                change.add(fresh, self.segmenter, self.jobs, base)
                change.commit()
        return len(fresh) - len(replaced), len(replaced), len(same)

    def remove(self, ids: Collection[str]) -> None:
        """Take documents out; each must be there."""
        with self._changed() as old:
            change = Change(self.folder, old.meta, old)
            change.removed |= set(ids)
            change.commit()

    def compact(self) -> tuple[int, int]:
        """Merge segments that are small or have lost documents; returns how many there were, and are."""
        with self._changed() as old:
            whole = {number: len(files.segment.section_document) for number, files in old.files.items()}
            left = _sections(old)
            worn = [number for number in whole if left[number] < whole[number]]
            wanted = {*worn, *(number for number in whole if whole[number] < MOST // 2)}
            if worn or len(wanted) > 1:
                change = Change(self.folder, old.meta, old)
                change.merge(wanted)
                change.commit()
            return len(old.files), len(Store.open(self.folder).files)

    def verify(self) -> Store:
        """Read all there is and hold it against its checksums; raises DamagedError that names the file at fault."""
        found = Store.open(self.folder)  # which checks the catalogue and all columns
        for number, files in found.files.items():
            path = texts_path(self.folder, number)
            if files.texts is not None and checksum(path) != files.stored.texts:
                raise DamagedError(path)
        for row in found.rows:
            if row.segment not in found.files:
                raise DamagedError(columns_path(self.folder, row.segment))
            files = found.files[row.segment]
            blob = Blob(row.first, row.length, row.crc)
            if files.texts is not None and len(texts.text(files.texts, blob, files.path)) != row.chars:
                raise DamagedError(files.path)
        return found

    def _changed(self) -> _Writing:
        return _Writing(self)


class _Writing:
    """The lock of an index that is there, its current state, and small segments merged at the end."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = writing(index.folder, index.wait, index.say)

    def __enter__(self) -> Store:
        folder = self._index.folder
        if not catalogue.exists(folder):
            Store.open(folder)  # says that there is none
        self._lock.__enter__()
        sweep(folder)
        return Store.open(folder)

    def __exit__(self, *error: object) -> None:
        try:
            if error[0] is None:
                self._merge()
        finally:
            self._lock.__exit__(*error)  # type: ignore[arg-type]  # as they came

    def _merge(self) -> None:
        now = Store.open(self._index.folder)
        small = [number for number, sections in _sections(now).items() if sections < SMALL]
        if len(small) > FEW:
            change = Change(self._index.folder, now.meta, now)
            change.merge(small)
            change.commit()


def _sections(store: Store) -> dict[int, int]:
    """How many sections of each segment are in documents that are still there."""
    left = dict.fromkeys(store.files, 0)
    for row in store.rows:
        left[row.segment] += row.sections
    return left


def _same(document: Document, row: Row) -> bool:
    return document.sha256 == row.document().sha256
