"""Report -> the contents of a page: an index that is read at once, and blocks that are read when they are drawn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from reuse.reporters.page.passages import Told, told
from reuse.reporters.page.shrunk import shrunk, text_size
from reuse.reporters.page.texts import Texts
from reuse.reporters.places import SCORES
from reuse.reporters.records import lean
from reuse.reporters.safe import printable
from reuse.reporters.sharing import sharing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reuse.model import DocumentRecord, Report

_TOGETHER = 64  # families in a block
_CHARS = 150_000  # of texts in a block
_UNUSED = 2_000  # documents without reuse that are listed
_PAIRS = 50_000  # of documents
_SNIPPET = 240  # characters of a passage in the index


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
    maker = _Maker(report, told(report), anonymise=anonymise)
    families = maker.families(size)
    while True:
        documents = maker.documents(families)
        index = maker.index(families, documents, {})
        used = text_size(index) + sum(text_size(block) + _FRAME for block in families)
        if not size or used <= size or not families:
            break
        families = families[: len(families) * 3 // 4]
    texts, held = maker.texts(families, documents, size - used - 4 * len(documents) if size else None)
    blocks = {f"f{number}": block for number, block in enumerate(families)} | texts
    names = [maker.names[number] for number in documents]
    return Contents(maker.index(families, documents, held), blocks, names)


@dataclass(eq=False)
class _Maker:
    report: Report
    told: list[Told]
    anonymise: bool

    def __post_init__(self) -> None:
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
        while some := list(islice(rows, _TOGETHER)):
            blocks.append(shrunk([one.record(self.numbers) for one in some]))
            used += text_size(blocks[-1]) + _FRAME
            if size and used > size:
                blocks.pop()
                break
        return blocks

    def documents(self, families: Sequence[bytes]) -> list[int]:
        """Return the numbers of the documents to list: all of these families, and some others."""
        used = {member.document for one in self._shown(families) for member in one.family.members}
        free = (k for k, one in enumerate(self.report.documents) if one.id not in used)
        return sorted([*(self.numbers[name] for name in used if name in self.numbers), *islice(free, _UNUSED)])

    def texts(
        self, families: Sequence[bytes], documents: Sequence[int], room: int | None
    ) -> tuple[dict[str, bytes], dict[int, tuple[int, bool]]]:
        """Return blocks of texts, as many as fit in `room`, and by document its block, and whether it is whole.

        A text that does not fit is cut to what is quoted of it.
        """
        row = {k: place for place, k in enumerate(documents)}
        shown = len(self._shown(families))
        order = sorted(documents, key=lambda k: (-self.report.documents[k].reused_chars, k))
        blocks: dict[str, bytes] = {}
        held: dict[int, tuple[int, bool]] = {}
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
                held |= {k: (len(blocks), whole) for k, _ in some}
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

    def _shown(self, families: Sequence[bytes]) -> list[Told]:
        return self.told[: len(families) * _TOGETHER]

    def index(
        self,
        families: Sequence[bytes],
        documents: Sequence[int],
        held: Mapping[int, tuple[int, bool]],
    ) -> bytes:
        """Return what the page reads at once."""
        report, shown = self.report, self._shown(families)
        row = {report.documents[k].id: place for place, k in enumerate(documents)}
        records = [report.documents[k] for k in documents]
        reused = [k for k in documents if report.documents[k].reused_chars]
        pictures, left_out = self._pictures(shown, row)
        cut = {
            "passages": len(self.told) - len(shown),
            "documents": len(report.documents) - len(documents),
            "texts": len(reused) - len(held),
            "pairs": left_out,
        }
        return shrunk(
            {
                "tool": f"{report.tool.name} {report.tool.version}",
                "nameless": self.anonymise,
                "totals": report.summary,
                "digest": report.run.input_digest,
                "scores": list(SCORES.items()),  # keys of mappings are sorted
                "settings": [] if self.anonymise else settings(report),
                "skipped": [[f"Input {k + 1}" if self.anonymise else printable(one.path), printable(one.reason)]
                            for k, one in enumerate(report.skipped)],
                "cut": {name: count for name, count in cut.items() if count},
                "documents": {
                    "name": [self.names[k] for k in documents],
                    "words": [one.words for one in records],
                    "chars": [one.chars for one in records],
                    "reused": [one.reused_chars for one in records],
                    "date": [one.metadata.get("date", "") for one in records],
                    "block": [held.get(k, (-1, False))[0] for k in documents],
                    "whole": [int(held.get(k, (-1, False))[1]) for k in documents],
                },
                "passages": _passages(shown, row),
                **pictures,
            }
        )  # fmt: skip

    def _pictures(self, shown: Sequence[Told], row: Mapping[str, int]) -> tuple[dict[str, object], int]:
        """Return what the heat map and the network are drawn from, and how many pairs are not in it."""
        if len(shown) in self._drawn:
            return self._drawn[len(shown)]
        shared = sharing(self.report, [one.family for one in shown])
        known = [row.get(self.report.documents[k].id, -1) for k in shared.documents.tolist()]
        a, b = shared.pairs()
        nodes, at = shared.placed()
        pairs = zip(
            a[:_PAIRS].tolist(), b[:_PAIRS].tolist(),
            shared.chars[a, b][:_PAIRS].tolist(), shared.chars[b, a][:_PAIRS].tolist(), strict=True,
        )  # fmt: skip
        drawn: dict[str, object] = {
            "pairs": [[known[i], known[j], to, back] for i, j, to, back in pairs],
            "order": [known[k] for k in shared.clustered().tolist() if known[k] >= 0],
            "nodes": [[known[k], *place] for k, place in zip(nodes.tolist(), at.round(3).tolist(), strict=True)],
        }
        self._drawn[len(shown)] = drawn, max(len(a) - _PAIRS, 0)
        return self._drawn[len(shown)]


def _passages(shown: Sequence[Told], row: Mapping[str, int]) -> dict[str, list[Any]]:
    """Return families as columns; `from` is the first of each one's places, which are columns, too."""
    found: dict[str, list[Any]] = {
        name: [] for name in ("id", "kind", "words", "score", "first", "head", "linked", "text", "from")
    }
    place: dict[str, list[int]] = {name: [] for name in ("document", "start", "length")}
    number = {one.family.id: k for k, one in enumerate(shown)}
    for one in shown:
        members = [k for k, member in enumerate(one.family.members) if member.document in row]
        found["id"].append(one.family.id)
        found["kind"].append(one.family.kind)
        found["words"].append(len(one.head.text.split()))
        found["score"].append(one.score)
        found["first"].append(_place_of(one.family.first, members))
        found["head"].append(_place_of(one.family.representative, members))
        found["linked"].append([number[other] for other in one.family.linked if other in number])
        found["text"].append(" ".join(one.head.text[:_SNIPPET].split()))
        found["from"].append(len(place["document"]))
        for k in members:
            member = one.family.members[k]
            place["document"].append(row[member.document])
            place["start"].append(member.start)
            place["length"].append(member.end - member.start)
    return {**found, **{f"place_{name}": column for name, column in place.items()}}


def _place_of(member: int, members: Sequence[int]) -> int:
    return members.index(member) if member in members else 0


def names(documents: Sequence[DocumentRecord]) -> list[str]:
    """Return what to call documents: the path, where several have one, the id as well; safe to show."""
    shared = Counter(one.path for one in documents)
    return [printable(one.path if one.path and shared[one.path] == 1 else one.id) for one in documents]


def settings(report: Report) -> list[tuple[str, str]]:
    """Return the settings of a run, as a user would write them."""
    said = []
    for name, value in sorted(report.run.settings.items()):
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        said.append((printable(name.replace("_", "-")), printable(text)))
    return said
