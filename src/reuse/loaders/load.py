"""Inputs -> Documents, one at a time; what cannot be read becomes a row of `skipped`, never an exception."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from io import BufferedReader
from typing import TYPE_CHECKING

from reuse.errors import UnreadableError
from reuse.loaders.encoding import codec_name, why_binary
from reuse.loaders.isolated import Worker
from reuse.loaders.limits import NESTED, Limits
from reuse.loaders.names import safe_name
from reuse.loaders.read import HEAD_BYTES, read, streamed
from reuse.model import Document, Skipped
from reuse.stages import PassedOver, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.loaders.discover import Discovery
    from reuse.loaders.formats import Formats
    from reuse.loaders.globs import Glob
    from reuse.loaders.read import Input
    from reuse.stages import Loader


def load_all(  # noqa: PLR0913, PLR0917 - what a run reads, and how; all but two have defaults
    discovery: Discovery,
    formats: Formats,
    encoding: str = "",
    limits: Limits | None = None,
    exclude: Sequence[Glob] = (),
    passed_over: Counter[str] | None = None,
) -> Iterator[Document | Skipped]:
    """Yield what `discovery` skipped, then for every file its documents, or why there are none; lazily.

    Of what is in archives, hidden and binary files and those that `exclude` matches are left out as in folders, and
    counted in `passed_over`.

    An id is the path of the document, or what its loader calls it; where loaders give one id twice, the later
    ones get `#2`, `#3` ... Raises UsageError, at once, where there is no such `encoding`; never for a bad file.
    """
    forced = codec_name(encoding) if encoding else ""
    counts = Counter() if passed_over is None else passed_over
    return _load_all(discovery, _Run(formats, forced, limits or Limits(), exclude, counts))


def _load_all(discovery: Discovery, run: _Run) -> Iterator[Document | Skipped]:
    yield from discovery.skipped
    taken: dict[str, int] = {}
    try:
        for wanted in discovery.files:
            for item in run.load(wanted):
                yield _unlike(item, taken) if isinstance(item, Document) else item
    finally:
        run.worker.close()


class _Run:
    """One run over all inputs: how they are read, and the process for loaders that need one of their own."""

    def __init__(
        self, formats: Formats, encoding: str, limits: Limits, exclude: Sequence[Glob], passed_over: Counter[str]
    ) -> None:
        self.formats, self.encoding, self.limits = formats, encoding, limits
        self.exclude, self.passed_over = exclude, passed_over
        self.worker = Worker(limits.seconds)

    def load(self, wanted: Input) -> Iterator[Document | Skipped]:
        """Yield what is in one input; whatever happens to it ends as a row of `skipped`."""
        try:
            loader = self.formats.loader(wanted.name, wanted.format, wanted.data or b"")
            if getattr(loader, "streams", False) and wanted.data is None:
                with streamed(wanted.path) as stream:
                    yield from self._items(loader, Source(wanted.name, encoding=self.encoding, stream=stream), 0)
            else:
                yield from self._items(loader, read(wanted, self.encoding, self.limits.file_size), 0)
        except Exception as error:  # noqa: BLE001 (a parser that fails on one file must not end the run)
            yield _skipped(wanted.name, error)

    def _items(self, loader: Loader, source: Source, depth: int) -> Iterator[Document | Skipped]:
        alone, opens = getattr(loader, "isolated", False), getattr(loader, "opens", False)
        for item in self.worker.load(loader, source) if alone else loader.load(source):
            if isinstance(item, PassedOver):
                self.passed_over[item.why] += 1
                continue
            if isinstance(item, Source):
                if opens and (why := self._left_out(item)):
                    self.passed_over[why] += 1
                    continue
                tar = getattr(loader, "wraps", False) and self.formats.by_name(item.name) == "tar"
                yield from self._member(item, depth + (not tar))
            elif isinstance(item, Document) and (source.metadata or source.anchors):
                said = {**source.metadata, **item.metadata}
                yield replace(item, metadata=said, anchors=item.anchors or source.anchors)
            else:
                yield item

    def _member(self, member: Source, depth: int) -> Iterator[Document | Skipped]:
        """Yield what is in a member of an archive, which is read before the archive goes on."""
        try:
            member = replace(member, encoding=self.encoding or member.encoding)
            loader = self._for(member)
            if getattr(loader, "opens", False) and depth >= NESTED:
                yield Skipped(member.name, "is an archive within an archive within an archive")
                return
            if member.stream is not None and not getattr(loader, "streams", False):
                member = replace(member, data=self.limits.whole(member.stream), stream=None)
            yield from self._items(loader, member, depth)
        except Exception as error:  # noqa: BLE001 (as in `load`)
            yield _skipped(member.name, error)

    def _left_out(self, member: Source) -> str:
        """Return by which rule of folders a member of an archive is passed over, or nothing."""
        below = member.name.rpartition("!")[2].rpartition(":")[2]
        if any(name.startswith(".") and name not in {".", ".."} for name in below.split("/")):
            return "hidden"
        if any(glob.matches(below) for glob in self.exclude):
            return "excluded"
        known = member.format or self.formats.forced or self.formats.by_name(member.name)
        return "binary" if not known and why_binary(head := _head(member)) and not self.formats.by_content(head) else ""

    def _for(self, member: Source) -> Loader:
        head = b"" if member.format or self.formats.by_name(member.name) else _head(member)
        return self.formats.loader(member.name, member.format, head)


def _head(member: Source) -> bytes:
    """Return the first bytes of a member, which stay to be read."""
    stream = member.stream
    try:
        return stream.peek(HEAD_BYTES) if isinstance(stream, BufferedReader) else member.data[:HEAD_BYTES]
    except UnreadableError:  # damaged: reading it will say so
        return b""


def _skipped(name: str, error: Exception) -> Skipped:
    match error:
        case UnreadableError():
            reason = error.message
        case MemoryError():
            reason = "not enough memory to read it"
        case _:
            reason = f"its loader failed: {type(error).__name__}: {error}"
    return Skipped(name, safe_name(reason))


def _unlike(document: Document, taken: dict[str, int]) -> Document:
    """Return `document` under an id that is not `taken`, and take it; `taken` says how often an id was asked for."""
    new, count = document.id, taken.get(document.id, 1)
    while new in taken:
        count += 1
        new = f"{document.id}#{count}"
    taken[document.id] = count
    taken.setdefault(new, 1)
    return document if new == document.id else replace(document, id=new)
