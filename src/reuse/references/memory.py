"""References that are in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from reuse.references.collect import Collector, batches
from reuse.references.lookup import Held
from reuse.references.nominate import Nominated, nominate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.columns import Block
    from reuse.model import Document
    from reuse.references.collect import Sketched
    from reuse.stages import Segmenter


@dataclass(frozen=True)
class InMemory:
    """Documents, by name; they are sketched when somebody asks which to open, or how many words they have."""

    held: Sequence[Document]
    segmenter: Segmenter

    def __len__(self) -> int:
        return len(self.held)

    @property
    def chars(self) -> int:
        """Code points of all documents."""
        return sum(document.size for document in self.held)

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Words of each document."""
        return tuple(count for one in self._sketched for count in one.words.tolist())

    def nominate(self, block: Block) -> Nominated:
        """Return the numbers of the documents that new ones may share passages with."""
        held = [Held(one.segment, np.ones(len(one.words), np.bool_)) for one in self._sketched]
        return nominate(block, held, np.arange(len(self.held)))

    def documents(self, numbers: Sequence[int]) -> list[Document]:
        """Return the documents of these numbers."""
        return [self.held[number] for number in numbers]

    @cached_property
    def _sketched(self) -> list[Sketched]:
        collector = Collector(self.segmenter)
        found: list[Sketched] = []
        for batch in batches(self.held):
            found += collector.add([document.text for document in batch])
        return found + list(collector.rest())
