"""A Protocol for each kind of stage. A stage is a frozen dataclass whose fields are its options, with defaults.

It has one verb, prints nothing, reads no settings and does not know where it runs. `catalog.py` lists them by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.columns import Block, Buckets, Keys
    from reuse.model import Document, Report


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input and what to call it: `name` is its path as the user would type it, safe to print."""

    name: str
    data: bytes
    encoding: str = ""  # forced by the user; empty: found out


class Loader(Protocol):
    """Bytes -> Documents."""

    suffixes: ClassVar[tuple[str, ...]]  # lower case, with the dot

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the documents in `source`; raise UnreadableError with the reason where there is none."""
        ...


class Segmenter(Protocol):
    """Texts -> words and sentences."""

    def segment(self, texts: Sequence[str]) -> Block:
        """Return the words of `texts`, in order, as columns."""
        ...


class Finder(Protocol):
    """Places -> keys. Places that share a key may share a passage; a finder suspects, it does not measure.

    For large corpora a finder may also have `parts(block)`, an iterator of parts such that only keys of one part are
    ever equal, each an iterable of Keys in the order of the text; and `shared`, a class variable: how many keys two
    places must share to be looked at there (1).
    """

    def keys(self, block: Block) -> Keys:
        """Return under which keys the places of `block` belong."""
        ...


class Index(Protocol):
    """Keys -> buckets."""

    def group(self, keys: Keys) -> Buckets:
        """Return the places of every key that has two or more."""
        ...


class Reporter(Protocol):
    """Report -> stream."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` in this format."""
        ...
