"""Inputs -> Documents, one at a time; what cannot be read becomes a row of `skipped`, never an exception."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reuse.errors import UnreadableError
from reuse.loaders.encoding import codec_name
from reuse.loaders.names import known_suffix, safe_name
from reuse.loaders.read import MAX_BYTES, read
from reuse.loaders.text import Text
from reuse.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reuse.loaders.discover import Discovery
    from reuse.loaders.read import Input
    from reuse.stages import Loader


def choose(name: str, loaders: Mapping[str, Loader]) -> Loader:
    """Return the loader for a file of that name; `loaders` is suffix -> loader, plain text takes the rest."""
    return loaders.get(known_suffix(name, loaders)) or Text()


def load_all(
    discovery: Discovery, loaders: Mapping[str, Loader], encoding: str = "", limit: int = MAX_BYTES
) -> Iterator[Document | Skipped]:
    """Yield what `discovery` skipped, then for every file its documents, or why there are none; lazily.

    `limit` is in bytes, for one input. An id is the path of the document; where loaders give one id twice,
    the later ones get `#2`, `#3` ... Raises UsageError, at once, where there is no such `encoding`; never for
    a bad file.
    """
    forced = codec_name(encoding) if encoding else ""
    return _load_all(discovery, loaders, forced, limit)


def _load_all(
    discovery: Discovery, loaders: Mapping[str, Loader], encoding: str, limit: int
) -> Iterator[Document | Skipped]:
    yield from discovery.skipped
    taken: set[str] = set()
    for wanted in discovery.files:
        for item in _load(wanted, loaders, encoding, limit):
            yield _unlike(item, taken) if isinstance(item, Document) else item


def _load(wanted: Input, loaders: Mapping[str, Loader], encoding: str, limit: int) -> Iterator[Document | Skipped]:
    try:
        yield from choose(wanted.name, loaders).load(read(wanted, encoding, limit))
    except UnreadableError as error:
        yield Skipped(wanted.name, error.message)
    except MemoryError:
        yield Skipped(wanted.name, "not enough memory to read it")
    except Exception as error:  # noqa: BLE001 (a parser that fails on one file must not end the run)
        yield Skipped(wanted.name, safe_name(f"its loader failed: {type(error).__name__}: {error}"))


def _unlike(document: Document, taken: set[str]) -> Document:
    """Return `document` under an id that is not `taken`, and take it."""
    new, count = document.id, 1
    while new in taken:
        count += 1
        new = f"{document.id}#{count}"
    taken.add(new)
    return document if new == document.id else replace(document, id=new)
