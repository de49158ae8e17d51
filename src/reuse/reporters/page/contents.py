"""Report -> the contents of a page: an index that is read at once, and blocks that are read when they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from reuse.reporters.page.opening import names, opening, passages, pictures
from reuse.reporters.page.shrunk import shrunk, text_size
from reuse.reporters.page.stories import Stories
from reuse.reporters.page.texts import Texts
from reuse.reporters.records import lean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reuse.model import Report
    from reuse.reporters.page.opening import Held
    from reuse.reporters.page.passages import Told

TOGETHER = 64  # families in a block
_CHARS = 150_000  # of texts in a block
_UNUSED = 2_000  # documents without reuse that are listed


@dataclass(frozen=True, eq=False)
class Contents:
    """`index` and `blocks` (name -> data), as `shrunk` makes them; `names`: what the documents are called."""

    index: bytes
    blocks: Mapping[str, bytes]
    names: Sequence[str]

    @property
    def size(self) -> int:
        """Characters that all of it takes in a page."""
        return text_size(self.index) + sum(text_size(block) + _FRAME for block in self.blocks.values())


_FRAME = 60  # characters around a block


def contents(report: Report, size: int = 0, *, anonymise: bool = False) -> Contents:
    """Return what a page shows of `report`.

    size       most characters that it may take; 0: any. Families come first, in their order, then texts, those of the
               most reused documents first; what is left out is counted in the index.
    anonymise  leave out the names of documents
    """
    report = lean(report)
    maker = _Maker(report, Stories(report), anonymise=anonymise)
    families = maker.families(size)
    while True:
        shown = maker.shown(families)
        documents = maker.documents(shown)
        index = maker.index(shown, documents, {})
        used = text_size(index) + sum(text_size(block) + _FRAME for block in families)
        if not size or used <= size or not families:
            break
        families = families[: len(families) * 3 // 4]
    texts, held = maker.texts(len(shown), documents, size - used - 4 * len(documents) if size else None)
    blocks = {f"f{number}": block for number, block in enumerate(families)} | texts
    names = [maker.names[number] for number in documents]
    return Contents(maker.index(shown, documents, held), blocks, names)


@dataclass(eq=False)
class _Maker:
    report: Report
    stories: Stories
    anonymise: bool

    def __post_init__(self) -> None:
        self.told = list(self.stories)
        self.sources = Texts(self.report, self.told)
        self._drawn: dict[int, tuple[dict[str, object], int]] = {}  # by the number of families
        self.numbers = {one.id: number for number, one in enumerate(self.report.documents)}
        self.names = (
            [f"Document {k + 1}" for k in self.numbers.values()] if self.anonymise else names(self.report.documents)
        )

    def families(self, size: int) -> list[bytes]:
        """Return blocks of families, as many as fit."""
        blocks: list[bytes] = []
        used = 0
        rows = iter(self.told)
        while some := list(islice(rows, TOGETHER)):
            blocks.append(shrunk([one.record(self.numbers) for one in some]))
            used += text_size(blocks[-1]) + _FRAME
            if size and used > size:
                blocks.pop()
                break
        return blocks

    def documents(self, shown: Sequence[Told]) -> list[int]:
        """Return the numbers of the documents to list: all of these families, and some others."""
        used = {member.document for one in shown for member in one.family.members}
        free = (k for k, one in enumerate(self.report.documents) if one.id not in used)
        return sorted([*(self.numbers[name] for name in used if name in self.numbers), *islice(free, _UNUSED)])

    def texts(self, shown: int, documents: Sequence[int], room: int | None) -> tuple[dict[str, bytes], dict[int, Held]]:
        """Return blocks of texts, as many as fit in `room`, and by document its block, and whether it is whole.

        A text that does not fit is cut to what is quoted of it.
        """
        row = {k: place for place, k in enumerate(documents)}
        order = sorted(documents, key=lambda k: (-self.report.documents[k].reused_chars, k))
        blocks: dict[str, bytes] = {}
        held: dict[int, Held] = {}
        left = [k for k in order if self.report.documents[k].reused_chars]
        for whole in (True, False):
            rest: list[int] = []
            for some in self._batches(left, rest, shown, whole=whole):
                block = shrunk({str(row[k]): chunks for k, chunks in some})
                if room is not None:
                    room -= text_size(block) + _FRAME
                    if room < 0:
                        room += text_size(block) + _FRAME
                        rest += [k for k, _ in some]
                        continue
                held |= {k: (len(blocks), int(whole)) for k, _ in some}
                blocks[f"t{len(blocks)}"] = block
            left = rest
        return blocks, held

    def _batches(
        self, numbers: Sequence[int], rest: list[int], shown: int, *, whole: bool
    ) -> Iterator[list[tuple[int, Any]]]:
        """Yield documents with their texts, some at a time; those that have none go to `rest`."""
        some: list[tuple[int, Any]] = []
        size = 0
        for k in numbers:
            name = self.report.documents[k].id
            if whole and not self.sources.is_whole(name):
                rest.append(k)
                continue
            chunks = self.sources.whole(name) if whole else self.sources.quoted(name)
            some.append((k, self.sources.laid_out(name, chunks, shown)))
            size += sum(len(text) for _, text in chunks)
            if size >= _CHARS:
                yield some
                some, size = [], 0
        if some:
            yield some

    def shown(self, families: Sequence[bytes]) -> list[Told]:
        """Return the families in these blocks."""
        return self.told[: len(families) * TOGETHER]

    def index(self, shown: Sequence[Told], documents: Sequence[int], held: Mapping[int, Held]) -> bytes:
        """Return what the page reads at once."""
        report = self.report
        row = {report.documents[k].id: place for place, k in enumerate(documents)}
        if len(shown) not in self._drawn:
            self._drawn[len(shown)] = pictures(report, (one.family for one in shown), row)
        drawn, left_out = self._drawn[len(shown)]
        reused = sum(1 for k in documents if report.documents[k].reused_chars)
        cut = {
            "passages": len(self.told) - len(shown),
            "documents": len(report.documents) - len(documents),
            "texts": reused - len(held),
            "pairs": left_out,
        }
        return shrunk(
            {
                **opening(report, documents, self.names, held, nameless=self.anonymise),
                "cut": {name: count for name, count in cut.items() if count},
                "passages": passages((one.family for one in shown), self.stories.scores[: len(shown)], row),
                **drawn,
            }
        )
