"""The nouns: what a person, a reporter or a script meets.

Every record here has the shape of the JSON report (docs/schema), so that the report is written, read and validated
from these classes alone. Offsets are half-open and count Unicode code points of `Document.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate
from typing import Literal

from msgspec import UNSET, UnsetType

from reuse.anchors import Anchor, Anchors

SCHEMA_VERSION = 1

Kind = Literal["verbatim", "edited", "paraphrase", "summary", "boilerplate"]
Operation = Literal["replace", "insert", "delete"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range `start <= offset < end` of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def overlap(self, other: Span) -> int:
        """Code points that both ranges hold."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True)
class Document:
    """A text with a name: `id` (unique in a run), `text` (decoded, line ends as in the file), where it came from.

    `anchors` lead from offsets back to what one would cite in the original, where that is more than line and column.
    """

    id: str
    text: str
    path: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    sha256: str = ""
    anchors: Anchors | None = None

    @property
    def size(self) -> int:
        """Code points of the text."""
        return len(self.text)

    def part(self, start: int, end: int) -> str:
        """Return the text from code point `start` to `end`."""
        return self.text[start:end]

    @property
    def lined(self) -> str:
        """The text with every line end a single line feed, in its last place; offsets stay as they are.

        CR, LF and CR LF end lines, not the others that `str.splitlines` knows: editors do not count those.
        """
        text = self.text
        return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text

    @cached_property
    def _line_starts(self) -> list[int]:
        lengths = map(len, self.lined.split("\n")[:-1])
        return [number + at for number, at in enumerate(accumulate(lengths, initial=0))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at `offset`."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def passage(self, start: int, end: int) -> Passage:
        """Return the passage of this document that stands at code points `start` to `end`."""
        where = self.position(start), self.position(end)
        return Passage(self.id, start, end, *where[0], *where[1], self.text[start:end], *self.cited(start, end))

    def cited(self, start: int, end: int) -> tuple[Anchor | UnsetType, Anchor | UnsetType]:
        """Return what to cite for both ends of a passage; nothing where line and column are all there is."""
        return self.anchors.span(start, end) if self.anchors else (UNSET, UNSET)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document: `document` is its id, `text` what stands there; lines and columns count from 1.

    Where the original has more to cite (a page, a record, an element), the anchors of its first and its last character
    say it; else there are none.
    """

    document: str
    start: int
    end: int
    start_line: int
    start_column: int
    end_line: int
    end_column: int
    text: str
    start_anchor: Anchor | UnsetType = UNSET
    end_anchor: Anchor | UnsetType = UNSET

    @property
    def span(self) -> Span:
        """The code points of the passage."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the sides of a match, in whole words; what lies between edits is equal.

    `a_start:a_end` of the first document became `b_start:b_end` of the second; one of them is empty where words
    were inserted or deleted. Code points of the documents.
    """

    operation: Operation
    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """Two aligned passages, how alike they are, by name, and in what way (`kind`)."""

    id: str
    kind: Kind
    scores: Mapping[str, int | float]
    a: Passage
    b: Passage
    edits: tuple[Edit, ...] = ()
    family: str = ""
    is_new: bool = True


def match_id(a: tuple[str, int, int], b: tuple[str, int, int]) -> str:
    """Return the id of a match, by its places: document, start and end."""
    where = f"{a[0]}\0{a[1]}\0{a[2]}\0{b[0]}\0{b[1]}\0{b[2]}"
    return blake2b(where.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Family:
    """All the places where one passage stands; `members[representative]` matches every other member directly.

    `first` is the index in `members` of the first appearance: by the documents' `date` metadata where all members
    have one, else by name. `fingerprint` is the same wherever the same words are found again. `linked` are the ids
    of families whose passages overlap with these: a longer reuse that contains a popular shorter one. `known` are
    the indices of the members that a baseline knows, where there is one that knows the family, and `reason` is what it
    says of that.
    """

    id: str
    fingerprint: str
    kind: Kind
    members: tuple[Passage, ...]
    first: int = 0
    representative: int = 0
    linked: tuple[str, ...] = ()
    known: tuple[int, ...] | UnsetType = UNSET
    reason: str | UnsetType = UNSET


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that became no document, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What a report says of a document; `reused_share` is `reused_chars / chars`, every character counted once."""

    id: str
    path: str
    sha256: str
    encoding: str
    chars: int
    words: int
    metadata: Mapping[str, str]
    reused_chars: int
    reused_share: float

    @classmethod
    def of(cls, document: Document, chars: int, words: int, reused: int) -> DocumentRecord:
        """Return the record of a document of so many code points and words; reused: those that stand elsewhere."""
        share = round(reused / chars if chars else 0.0, 4)
        return cls(
            document.id, document.path, document.sha256, document.encoding, chars, words, document.metadata, reused,
            share,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tool:
    """The program that made a report."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Run:
    """How a report was made. No clock and no machine: the same input gives the same bytes."""

    settings: Mapping[str, object]
    input_digest: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals over the whole run, also where a list is shorter; `left_out` says by how many records, list by list.

    They were cut by a limit, or are matches that only repeat a family: word for word, of one of many places.
    """

    documents: int
    words: int
    chars: int
    reused_chars: int
    matches: int
    families: int
    skipped: int
    passed_over: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reporter needs.

    `texts` are those of whole documents, by id, where they are at hand: for reporters that show more than passages.
    They are no part of the report: two are equal without, and JSON holds them only where it is asked to.
    """

    schema_version: int
    tool: Tool
    run: Run
    documents: tuple[DocumentRecord, ...]
    matches: Sequence[Match]
    families: Sequence[Family]
    skipped: tuple[Skipped, ...]
    summary: Summary
    texts: Mapping[str, str] | UnsetType = field(default=UNSET, compare=False, repr=False)
