"""Records that are made when somebody looks at them: what a large report holds instead of a million objects."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
_AT_ONCE = 4096  # records that are made together


class Drawn(Sequence[T], Generic[T]):
    """Records numbered in some order; equal to any sequence of the same records."""

    def __init__(self, order: Sequence[int], *, texts: bool = True) -> None:
        """Keep the numbers of the records, and whether passages are made with their texts."""
        self.order = order
        self.texts = texts

    @abstractmethod
    def draw(self, numbers: Sequence[int]) -> Iterator[T]:
        """Make the records of these numbers."""

    @abstractmethod
    def others(self, order: Sequence[int], *, texts: bool) -> Drawn[T]:
        """Return the records of other numbers, with or without texts."""

    def without_texts(self) -> Drawn[T]:
        """Return the same records, with no text but that of a family's representative."""
        return self.others(self.order, texts=False)

    def beyond_families(self) -> Drawn[T]:
        """Return the records that say more than the families of the run say anyway: all, unless a subclass knows."""
        return self

    def encoded(self, encode: Callable[[object], str], opening: bytes, ending: bytes) -> Iterator[bytes]:
        """Yield the records as JSON, some at a time: see `written`."""
        return written(self, encode, opening, ending)

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return self.others(self.order[at], texts=self.texts)
        at = range(len(self))[at]
        return next(self.draw(self.order[at : at + 1]))

    def __iter__(self) -> Iterator[T]:
        for first in range(0, len(self), _AT_ONCE):
            yield from self.draw(self.order[first : first + _AT_ONCE])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # as a list


def written(
    records: Iterable[object], encode: Callable[[object], str], opening: bytes, ending: bytes
) -> Iterator[bytes]:
    """Yield each record as JSON; encode: an object with one field or more -> its JSON on one line.

    opening, ending: what stands before the first field, instead of a brace, and what follows the record.
    """
    return (b"%s%s%s" % (opening, encode(record).encode()[1:], ending) for record in records)
