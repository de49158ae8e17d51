"""What `reuse explain` says, as records: the JSON is made of these alone. Offsets are code points, half-open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reuse.model import Kind, Passage, Tool  # noqa: TC001 - msgspec may read the annotations

# reported; not a pair that the run compares; no window showed enough; no box lay there; below min_score; below
# min_words; told as the blocks it is made of; better passages have its words; part of a summary
Fate = Literal["reported", "excluded", "unseen", "unboxed", "weak", "short", "moved", "taken", "summary"]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the pair was compared among: `places` is log2 of the places where a pair of passages could have stood."""

    documents: int
    references: int
    words: int
    places: float
    min_score: float
    min_words: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two places that share `keys` keys, the rarest of which stands in `places` places; `words` is what they share.

    A key of more places than the limit is a `crowd`: it links each place with the first one only.
    """

    keys: int
    places: int
    crowd: bool
    a: Passage
    b: Passage
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """What one finder found: keys of both sides, how many met, how many of these in crowds that do not link them.

    nominates  whether a window of both documents showed enough bits; `bits`: the best one of the places asked about
    """

    finder: str
    keys_a: int
    keys_b: int
    met: int
    crowded: int
    nominates: bool
    bits: float | None
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that MinHash misses the likest two sentences (or pairs of sentences): (1 - jaccard^rows)^bands."""

    a: Passage
    b: Passage
    jaccard: float
    bands: int
    rows: int
    missed: float
    met: bool


@dataclass(frozen=True, slots=True)
class Nomination:
    """Whether the two documents were aligned at all: `needed` bits must show in a window of places that share a key.

    opened: whether the reference was looked at, of which there are many; else nothing of it could be found
    """

    nominated: bool
    needed: float
    finders: tuple[Keys, ...]
    minhash: Chance | None
    opened: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a passage: `hit` if it answers one of the other side; `run`: words of the common run it stands in."""

    text: str
    start: int
    end: int
    hit: bool
    bits: float
    run: int


@dataclass(frozen=True, slots=True)
class Side:
    """Bits of one side; the edges are what sentence bounds at its ends were worth, which is not in the bits."""

    bits: float
    edges: tuple[float, float]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A score, and what it means here in one sentence."""

    name: str
    value: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two passages that were looked at, what became of them and why; `sides` are those of a and of b."""

    fate: Fate
    reason: str
    kind: Kind
    a: Passage
    b: Passage
    scores: tuple[Score, ...]
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two places were, or were not, reported.

    a, b        the places asked about, in the order in which the run compares their documents
    boxes       how many boxes the two documents have, and how many of these touch both places
    candidates  the reported ones, then the best of the others; `left_out`: how many others there are
    """

    tool: Tool
    reported: bool
    verdict: str
    a: Passage
    b: Passage
    compared: Compared
    nomination: Nomination
    boxes: tuple[int, int]
    candidates: tuple[Candidate, ...]
    left_out: int
