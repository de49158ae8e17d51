"""What is served: the pages of a report, or of an index, of which each document is checked when it is opened."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from reuse.api import asking, indexing
from reuse.api.inputs import Inputs, read, silent
from reuse.api.serving.handler import Answer
from reuse.errors import UsageError
from reuse.model import Document
from reuse.references.catalogue import CURRENT
from reuse.reporters.html import shell
from reuse.reporters.page.asked import Asked
from reuse.reporters.page.opening import names
from reuse.reporters.page.shrunk import shrunk
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.model import Report
    from reuse.references.catalogue import Row
    from reuse.references.store import Store
    from reuse.settings import Settings

T = TypeVar("T")
_REPORTS = 8  # that are kept, of documents that were checked
_PASTED = 32  # texts that are kept
_BELOW = re.compile("/(document|pasted)/([0-9a-f]{16})(/.*)")
_HTML = "text/html; charset=utf-8"


class Reported:
    """The pages of one report."""

    def __init__(self, report: Report) -> None:
        """Serve `report`, whose blocks are made when they are asked for."""
        self._asked = Asked(report)

    def answer(self, path: str, query: str) -> Answer | None:
        """Return the page, or a block of its data."""
        return _page(path, query, lambda: self._asked)

    def take(self, path: str, text: str) -> Answer | None:
        """Take nothing."""
        del path, text
        return None


class Checks:
    """The documents of an index; each is checked against all the others when it is opened, and so is what is pasted.

    `/` lists the documents; `/document/KEY/` and `/pasted/KEY/` are the pages of the report of one.
    """

    def __init__(self, folder: str, settings: Settings) -> None:
        """Open the index in a folder. Raises UsageError where there is none, or a damaged one."""
        self._folder, self._settings = Path(folder), settings
        self._lock, self._checking = RLock(), RLock()  # one is checked at a time
        self._pasted: OrderedDict[str, str] = OrderedDict()
        self._seen = b""
        self._renewed()

    def answer(self, path: str, query: str) -> Answer | None:
        """Return the list of documents, or the page of one, or a block of its data."""
        if path == "/data/index":
            return self._listed()
        found = _BELOW.fullmatch(path)
        if found is None or found[3] == "/":
            return _page("/" if found else path, query, lambda: None)
        kind, key, below = found.groups()
        return _page(below, query, lambda: self._checked(kind, key, query))

    def _checked(self, kind: str, key: str, query: str) -> Asked:
        """Return the report of a document or a pasted text; others can be looked at while one is made."""
        with self._lock:
            self._renewed()
            state, store, reports = self._state, self._store, self._reports
            if query.startswith("state=") and query != f"state={state}":
                raise UsageError("the index has changed since this page was opened", "Load it again.")
            if key in reports:
                return _kept(reports, key, lambda: reports[key], _REPORTS)
            row = self._rows.get(key)
        with self._checking:
            if key not in reports:
                made = self._asked(
                    self._inputs(row, store) if kind == "document" else self._of_pasted(key), store, state
                )
                with self._lock:
                    return _kept(reports, key, lambda: made, _REPORTS)
            return reports[key]

    def take(self, path: str, text: str) -> Answer | None:
        """Keep a text that was pasted, and say under which key."""
        if path != "/pasted":
            return None
        if not text.strip():
            raise UsageError("there is no text to check", "Paste some.")
        key = _key(text)
        with self._lock:
            _kept(self._pasted, key, lambda: text, _PASTED)
        return Answer(json.dumps({"at": f"pasted/{key}/#/document/0"}).encode(), "application/json")

    def _renewed(self) -> None:
        """Open the index again where a writer has swapped its state."""
        current = self._folder / CURRENT
        seen = current.read_bytes() if current.exists() else b""
        if seen and seen == self._seen:
            return
        self._settings = indexing.as_made(self._folder, self._settings)
        self._store = indexing.opened(self._settings)
        self._seen = seen
        self._state = sha256(seen).hexdigest()[:8]
        self._rows = {_key(row.id): row for row in self._store.rows}
        self._reports: OrderedDict[str, Asked] = OrderedDict()

    def _inputs(self, row: Row | None, store: Store) -> Inputs:
        if row is None:
            raise UsageError("the index has no such document any more", "Load the list of its documents again.")
        return Inputs((store.document(row),))

    def _of_pasted(self, key: str) -> Inputs:
        if key not in self._pasted:
            raise UsageError("this text is no longer kept", "Paste it again.")
        name = "pasted text"
        while _key(name) in self._rows:
            name += "'"
        found = read([Document(name, self._pasted[key])], self._settings)
        return Inputs(found.documents, passed_over=found.passed_over)

    def _asked(self, new: Inputs, store: Store, state: str) -> Asked:
        report = asking.held_against(new, store, self._settings, silent)
        own = {_key(one.id) for one in new.documents}
        more = {
            "state": state,
            "within": printable(self._folder.name),
            "keys": ["", *(key for key in map(_key, (row.id for row in store.rows)) if key not in own)],
        }
        return Asked(report, more, always=frozenset({0}))

    def _listed(self) -> Answer:
        with self._lock:
            self._renewed()
            return Answer(shrunk(_columns(self._folder, self._store, list(self._rows)), 1))


def _columns(folder: Path, store: Store, keys: list[str]) -> dict[str, object]:
    """Return what the list of documents is drawn from."""
    documents = [row.document() for row in store.rows]
    told = [
        "; ".join(f"{name}: {value}" for name, value in sorted(one.metadata.items()) if name != "date")
        for one in documents
    ]
    return {
        "references": {
            "name": printable(folder.name),
            "about": [[name, printable(value)] for name, value in indexing.described_of(store, folder)],
            "skipped": [[printable(path), printable(why)] for path, why in json.loads(store.meta["skipped"])],
        },
        "documents": {
            "key": keys,
            "name": names(documents),
            "words": [row.words for row in store.rows],
            "chars": [row.chars for row in store.rows],
            "date": [one.metadata.get("date", "") for one in documents],
            "told": [printable(text) for text in told],
        },
    }


def _page(path: str, query: str, asked: Callable[[], Asked | None]) -> Answer | None:
    """Return what stands at a path below that of a page: the page itself, or its data."""
    if path == "/":
        return Answer(shell().encode(), _HTML)
    name = path.removeprefix("/data/")
    if name == path or (made := asked()) is None:
        return None
    block = made.search(query.partition("words=")[2]) if name == "search" else made.block(name)
    return None if block is None else Answer(block)


def _kept(cache: OrderedDict[str, T], key: str, make: Callable[[], T], most: int) -> T:
    """Return what a cache has, made if it has not; what nobody has asked for longest goes."""
    if key not in cache:
        cache[key] = make()
    cache.move_to_end(key)
    while len(cache) > most:
        cache.popitem(last=False)
    return cache[key]


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
