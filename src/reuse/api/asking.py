"""Documents held against a lasting index of references."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reuse.api import indexing
from reuse.api.summing import report
from reuse.errors import UnreadableError
from reuse.pipeline import held

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.api.inputs import Inputs, Progress
    from reuse.model import Document, Report
    from reuse.references.store import Store
    from reuse.settings import Settings


def held_against(new: Inputs, store: Store, settings: Settings, progress: Progress) -> Report:
    """Return what new documents share with the references of an index, of which one of the same name is itself."""
    names = {document.id for document in new.documents}
    both = {row.id for row in store.rows if row.id in names}
    store = store.without(both)
    found = held(new.documents, store, settings.pipeline(), progress, both)
    made = report(found, new, indexing.inputs(store), settings)
    return replace(made, texts=Texts(new.documents, store))


class Texts(Mapping[str, str]):
    """The texts of new documents, and of references, which are opened when somebody asks for one."""

    def __init__(self, new: Sequence[Document], store: Store) -> None:
        """Know where the texts are."""
        self._new = {document.id: document for document in new}
        self._rows = {row.id: row for row in store.rows}
        self._store = store
        self._last = ("", "")

    def __getitem__(self, name: str) -> str:
        if name in self._new:
            return self._new[name].text
        if self._last[0] != name:
            try:
                self._last = (name, self._store.document(self._rows[name]).text)
            except UnreadableError as error:
                raise KeyError(name) from error
        return self._last[1]

    def __contains__(self, name: object) -> bool:
        try:
            self[str(name)]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        return iter([*self._new, *self._rows])

    def __len__(self) -> int:
        return len(self._new) + len(self._rows)
