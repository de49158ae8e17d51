"""A JSON report read by pieces: its records stay in the file until somebody looks at them.

`Json` writes a record a line. A report that is laid out so is read a line at a time, and is known by where its lines
are; what another program has laid out otherwise has to be read whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import IO, TYPE_CHECKING, Any, TypeVar
from weakref import finalize

import msgspec

from reuse.drawn import Drawn
from reuse.errors import UsageError
from reuse.model import Family, Match
from reuse.reporters.json_report import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import Report

T = TypeVar("T")
_NAMES: dict[type, str] = {Match: "matches", Family: "families"}
_RECORDS = {b'"%s":[\n' % name.encode(): kind for kind, name in _NAMES.items()}
_TEXTS = b'"texts":{\n'
_LAST = {b"[": b"}],\n", b"{": b'"}}\n'}  # how the last line of a list, and of the texts, ends


class Pieces:
    """An open file of which stretches are read, by one thread at a time."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Read from `stream`, which stays open as long as anything of the report is wanted."""
        self._stream = stream
        self._lock = Lock()
        finalize(self, stream.close)

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from one place of the file to another."""
        with self._lock:
            self._stream.seek(start)
            return self._stream.read(end - start)


class Lines(Drawn[T]):
    """Records that are lines of a file. Their texts are those that stand there, few or all."""

    def __init__(self, pieces: Pieces, starts: array[int], kind: type[T], order: Sequence[int]) -> None:
        """Know where each record begins, and where the last one ends."""
        super().__init__(order)
        self._pieces, self._starts, self._kind = pieces, starts, kind
        self._decoder = msgspec.json.Decoder(kind)

    def draw(self, numbers: Sequence[int]) -> Iterator[T]:
        """Read the lines of these numbers. Raises UsageError where the file is no more what it was."""
        for number in numbers:
            line = self._pieces.read(self._starts[number], self._starts[number + 1])
            try:
                yield self._decoder.decode(line[: line.rfind(b"}") + 1])
            except msgspec.DecodeError as error:
                raise _changed() from error

    def others(self, order: Sequence[int], *, texts: bool) -> Lines[T]:
        """Return the records of other numbers; a saved report has no texts that it could do without."""
        del texts
        return Lines(self._pieces, self._starts, self._kind, order)


class Texts(Mapping[str, str]):
    """Texts of documents that are lines of a file."""

    def __init__(self, pieces: Pieces, places: Mapping[str, tuple[int, int]]) -> None:
        """Know where each text is: the line with its name, without what follows it."""
        self._pieces, self._places = pieces, places

    def __getitem__(self, name: str) -> str:
        try:
            return _named(self._pieces.read(*self._places[name]))[name]
        except msgspec.DecodeError as error:
            raise _changed() from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


@dataclass
class _Laid:
    """What a pass over the lines has found: all but records and texts, and where these are."""

    rest: list[bytes] = field(default_factory=list)
    starts: dict[type, array[int]] = field(default_factory=dict)
    texts: dict[str, tuple[int, int]] = field(default_factory=dict)


def read(stream: IO[bytes]) -> Report | None:
    """Return the report in a file that can be read from any place; nothing where `Json` has not written it.

    Every record is looked at once, and none is kept. The file must stay open, and what it is.
    """
    laid = _Laid()
    try:
        _pass(stream, laid)
        report = parsed(b"".join(laid.rest))
    except (msgspec.DecodeError, UsageError, ValueError, RecursionError):
        return None  # whoever reads the whole says what is wrong with it
    pieces = Pieces(stream)
    found: dict[str, Any] = {
        _NAMES[kind]: Lines(pieces, starts, kind, range(len(starts) - 1)) for kind, starts in laid.starts.items()
    }
    if laid.texts:
        found["texts"] = Texts(pieces, laid.texts)
    return replace(report, **found)


def _pass(stream: IO[bytes], laid: _Laid) -> None:
    stream.seek(0)
    at, ending = 0, b""
    kind: type | None = None
    decoders: dict[type, Any] = {kind: msgspec.json.Decoder(kind) for kind in _NAMES}
    for line in stream:
        start, at = at, at + len(line)
        if not ending:
            laid.rest.append(line)
            kind = _RECORDS.get(line)
            if kind or line.endswith(_TEXTS):
                ending = _LAST[line[-2:-1]]
            if kind:
                laid.starts[kind] = array("q", [at])
            continue
        if kind:
            decoders[kind].decode(line[: line.rfind(b"}") + 1])
            laid.starts[kind].append(at)
        else:
            size = len(line) - (3 if line.endswith(ending) else 2)
            (name,) = _named(line[:size])
            laid.texts[name] = start, start + size
        if line.endswith(ending):
            laid.rest.append(ending.lstrip(b'}"') if kind else ending[1:])
            ending = b""


def _named(line: bytes) -> dict[str, str]:
    return msgspec.json.decode(b"{%s}" % line, type=dict[str, str])


def _changed() -> UsageError:
    return UsageError("the report is no more what it was when it was opened", "Start again with what it is now.")
