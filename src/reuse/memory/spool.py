"""Texts that wait in a temporary file until somebody asks for them."""

from __future__ import annotations

import sys
from itertools import accumulate
from tempfile import TemporaryFile, gettempdir
from threading import Lock

from reuse.memory.limit import limit, no_room
from reuse.model import Document

_FEW = 32 * 2**20  # bytes of texts that stay in memory in any case
_PART = 8  # of the limit: texts of more do not stay there
_STEP = 1 << 14  # code points whose places in the file are known, where these are not a byte each
_ERRORS = "surrogatepass"  # texts from elsewhere than a file may hold halves of characters


class Held:
    """Documents as they are read, their texts in memory until these take too large a part of what a run may use."""

    def __init__(self, size: str, folder: str) -> None:
        """Hold none so far; size: of the memory of the run, see `limit`; folder: of temporary files."""
        self.documents: list[Document] = []
        self._size, self._folder = size, folder
        self._bytes, self._most = 0, _FEW
        self._spool: Spool | None = None

    def add(self, document: Document) -> None:
        """Hold one more."""
        self._bytes += sys.getsizeof(document.text) if not self._spool else 0
        if self._bytes > self._most:
            most = limit(self._size)
            self._most = max(_FEW, most // _PART)
            if self._bytes > self._most:
                self._spool, self._bytes = Spool(self._folder), 0
                self.documents[:] = map(self._spool.put, self.documents)
        self.documents.append(self._spool.put(document) if self._spool else document)


class Spool:
    """A temporary file of texts."""

    def __init__(self, folder: str) -> None:
        """Open a file in `folder` (empty: the system's) that nobody else sees."""
        self._folder = folder or gettempdir()
        self._lock = Lock()
        self._end = 0
        try:
            self._file = TemporaryFile(prefix="textreuse-", dir=self._folder)  # noqa: SIM115 - open as long as the texts are wanted
        except OSError as error:
            raise no_room(self._folder, 0, error) from error

    def put(self, document: Document) -> Spooled:
        """Return the document without its text, which is written to the file."""
        text = document.text
        pieces = [text[first : first + _STEP].encode("utf-8", _ERRORS) for first in range(0, len(text), _STEP)]
        with self._lock:
            places = tuple(accumulate(map(len, pieces), initial=self._end))
            self._end = places[-1]
            try:
                self._file.seek(places[0])
                self._file.writelines(pieces)
            except OSError as error:
                raise no_room(self._folder, places[-1] - places[0], error) from error
        return Spooled(document, self, places)

    def read(self, start: int, end: int) -> str:
        """Return the text from one byte of the file to another."""
        with self._lock:
            self._file.seek(start)
            code = self._file.read(end - start)
        return code.decode("utf-8", _ERRORS)


class Spooled(Document):
    """A document whose text is in a spool."""

    _spool: Spool
    _places: tuple[int, ...]
    _size: int

    def __init__(self, document: Document, spool: Spool, places: tuple[int, ...]) -> None:
        """Know all of the document but its text; places: in the file, of each _STEP code points, and of its end."""
        known = {name: value for name, value in vars(document).items() if name != "text"}
        vars(self).update(known, _spool=spool, _places=places, _size=len(document.text))

    @property
    def text(self) -> str:
        """The text, read again."""
        return self._spool.read(self._places[0], self._places[-1])

    @property
    def size(self) -> int:
        """Code points of the text."""
        return self._size

    def part(self, start: int, end: int) -> str:
        """Return the text from code point `start` to `end`, and read little more."""
        places = self._places
        if places[-1] - places[0] == self._size:  # a byte each
            return self._spool.read(places[0] + start, places[0] + end)
        first, last = start // _STEP, -(-end // _STEP)
        return self._spool.read(places[first], places[max(first, last)])[start - first * _STEP : end - first * _STEP]
