"""Texts that wait in a temporary file until somebody asks for them."""

from __future__ import annotations

import sys
from collections import OrderedDict
from tempfile import TemporaryFile, gettempdir
from threading import Lock

from reuse.memory.limit import limit, no_room
from reuse.model import Document

_FEW = 32 * 2**20  # bytes of texts that stay in memory in any case
_PART = 8  # of the limit: texts of more do not stay there
_AT_HAND = 16  # part of the limit that texts take which were asked for last
_LARGEST = 4  # bytes of a character in memory


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
                self._spool, self._bytes = Spool(most, self._folder), 0
                self.documents[:] = map(self._spool.put, self.documents)
        self.documents.append(self._spool.put(document) if self._spool else document)


class Spool:
    """A temporary file of texts; those that were asked for last are at hand."""

    def __init__(self, limit: int, folder: str) -> None:
        """Open a file in `folder` (empty: the system's) that nobody else sees; `limit` in bytes, of the run."""
        self._folder = folder or gettempdir()
        self._room = limit // _AT_HAND // _LARGEST  # characters
        self._texts: OrderedDict[tuple[int, int], str] = OrderedDict()
        self._lock = Lock()
        self._end = self._held = 0
        try:
            self._file = TemporaryFile(prefix="textreuse-", dir=self._folder)  # noqa: SIM115 - open as long as the texts are wanted
        except OSError as error:
            raise no_room(self._folder, 0, error) from error

    def put(self, document: Document) -> Spooled:
        """Return the document without its text, which is written to the file."""
        code = document.text.encode("utf-8", "surrogatepass")
        with self._lock:
            at, self._end = self._end, self._end + len(code)
            try:
                self._file.seek(at)
                self._file.write(code)
            except OSError as error:
                raise no_room(self._folder, len(code), error) from error
        return Spooled(document, self, at, len(code))

    def text(self, at: int, size: int) -> str:
        """Return the text of so many bytes there."""
        with self._lock:
            place = at, size  # empty texts stand where the next one does
            if place in self._texts:
                self._texts.move_to_end(place)
                return self._texts[place]
            self._file.seek(at)
            text = self._file.read(size).decode("utf-8", "surrogatepass")
            self._texts[place] = text
            self._held += len(text)
            while self._held > self._room and len(self._texts) > 1:
                self._held -= len(self._texts.popitem(last=False)[1])
        return text


class Spooled(Document):
    """A document whose text is in a spool."""

    _spool: Spool
    _at: int
    _bytes: int
    _size: int

    def __init__(self, document: Document, spool: Spool, at: int, size: int) -> None:
        """Know all of the document but its text."""
        known = {name: value for name, value in vars(document).items() if name != "text"}
        vars(self).update(known, _spool=spool, _at=at, _bytes=size, _size=len(document.text))

    @property
    def text(self) -> str:
        """The text, read again."""
        return self._spool.text(self._at, self._bytes)

    @property
    def size(self) -> int:
        """Code points of the text."""
        return self._size
