"""A Protocol for each kind of stage. A stage is a frozen dataclass whose fields are its options, with defaults.

It has one verb, prints nothing, reads no settings and does not know where it runs. `catalog.py` lists them by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Protocol, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reuse.anchors import Anchors
    from reuse.columns import Block, Buckets, Keys
    from reuse.model import Document, Report, Skipped


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one input and what to call it: `name` is its path as the user would type it, safe to print.

    A loader that `streams` reads from `open()`; `data` is empty then. `metadata`, `format` (the name of a loader) and
    `anchors` are what is known of it from outside.
    """

    name: str
    data: bytes = b""
    encoding: str = ""  # forced by the user; empty: found out
    stream: BinaryIO | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    format: str = ""
    anchors: Anchors | None = None  # for a loader that has none of its own

    def open(self) -> BinaryIO:
        """Return the bytes as a stream, from where it stands."""
        return BytesIO(self.data) if self.stream is None else self.stream


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in an archive that is left out by rule: it is counted under `why`, and not told one by one."""

    why: str


class Loader(Protocol):
    """Bytes -> Documents.

    A loader of archives yields Sources: what is in them, each read before the next is asked for. It may also have, as
    class variables: `streams`, True where it reads its source as it goes, however large; `isolated`, True where a
    library reads hostile bytes in a language that can crash or hang: it runs in a process of its own; and
    `recognises(head)`: whether the first bytes of a file without a known suffix are of its format.
    """

    suffixes: ClassVar[tuple[str, ...]]  # lower case, with the dot

    def load(self, source: Source) -> Iterator[Document | Source | Skipped | PassedOver]:
        """Yield what is in `source`; raise UnreadableError with the reason where there is nothing (more)."""
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
    places must share to be looked at there (1). `reads`, another one, names the columns of a block that it looks at:
    others may be empty there.
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
