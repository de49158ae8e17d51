"""Known reuse, planted into a corpus: where passages are taken, and where their copies go.

Passages are taken where the corpus repeats nothing by itself, as far as the detector sees, so that each copy has one
source; they do not overlap, and no copy is put inside of one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

from reuse.columns import SENTENCE
from reuse.evaluation.disguises import Cut, Piece, Reorder, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reuse.columns import Block
    from reuse.evaluation.disguises import Disguise
    from reuse.evaluation.plagdet import Range

_ROOM = 1.5  # times the wanted words: a passage may grow by as much to end with a sentence
_LATE = 8  # words; a passage that is cut begins at most so many after its sentence does


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a document, by its number."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage and its copy, in the new texts, and how it was disguised."""

    disguise: str
    source: Place
    copy: Place


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage of an old text, and the text of its copy."""

    disguise: Disguise
    source: Place
    copy: str


@dataclass(frozen=True, slots=True)
class Insertion:
    """What goes in front of a character of an old text: a copy, and the blanks that part it from what follows."""

    at: int
    taken: Taken
    gap: str

    @property
    def length(self) -> int:
        """Code points by which the text grows."""
        return len(self.taken.copy) + len(self.gap)


class Ground:
    """The documents: their words, and which characters nothing may be taken from, or put into."""

    def __init__(self, texts: Sequence[str], block: Block) -> None:
        """Look at `texts`, whose words are `block`."""
        self.texts = texts
        self.documents: list[int] = block.documents.tolist()
        self.starts: list[int] = block.starts.tolist()
        self.ends: list[int] = block.ends.tolist()
        self.opens = ((block.breaks & SENTENCE) != 0).tolist()
        self.taken: dict[int, list[Range]] = defaultdict(list)

    def words(self) -> Iterable[str]:
        """All words, as they stand."""
        for number, text in enumerate(self.texts):
            for row in range(self.documents[number], self.documents[number + 1]):
                yield text[self.starts[row] : self.ends[row]]

    def sentences(self) -> list[tuple[int, int]]:
        """Document and row of the first word of each sentence."""
        rows = pairwise(self.documents)
        return [(number, row) for number, (i, j) in enumerate(rows) for row in range(i, j) if self.opens[row]]

    def begin(self, number: int, row: int) -> int:
        """Where a word begins, with the quotes and brackets in front of it."""
        text, start = self.texts[number], self.starts[row]
        floor = self.ends[row - 1] if row > self.documents[number] else 0
        at = start
        while at > floor and not text[at - 1].isspace():
            at -= 1
        return start if at == floor and floor else at

    def finish(self, number: int, row: int) -> int:
        """Where the word before `row` ends, with the stops and quotes behind it."""
        text, at = self.texts[number], self.ends[row - 1]
        ceiling = self.starts[row] if row < self.documents[number + 1] else len(text)
        while at < ceiling and not text[at].isspace():
            at += 1
        return at if at < ceiling or ceiling == len(text) else self.ends[row - 1]

    def piece(self, number: int, first: int, last: int) -> tuple[Place, Piece]:
        """Return the words of rows `first` to `last`, and where they are."""
        text, place = self.texts[number], Place(number, self.begin(number, first), self.finish(number, last))
        bounds = [(self.starts[row], self.ends[row]) for row in range(first, last)]
        edges = [place.start, *(edge for bound in bounds for edge in bound), place.end]
        cuts = [text[i:j] for i, j in pairwise(edges)]
        sentences = [0, *(row - first for row in range(first + 1, last) if self.opens[row])]
        newline = "\r\n" if "\r\n" in text else "\n"
        return place, Piece(tuple(cuts[1::2]), tuple(cuts[::2]), tuple(sentences), newline)

    def free(self, number: int, start: int, end: int) -> bool:
        """Tell whether nothing in this range is taken."""
        return all(end <= i or j <= start for i, j in self.taken[number])


def plant(ground: Ground, disguises: Sequence[Disguise], *, cases: int, words: int, seed: int) -> list[list[Insertion]]:
    """Return what to insert into each text: copies of passages of about `words` words, `disguises` in turn.

    There are fewer than `cases` where the texts have no more room. The same seed gives the same.
    """
    chance = Random(seed)  # noqa: S311 - chance that can be repeated is what is wanted
    corpus = Vocabulary(ground.words())
    starts = ground.sentences()
    chance.shuffle(starts)
    taken: list[Taken] = []
    for number, row in starts:
        if len(taken) == cases:
            break
        disguise = disguises[len(taken) % len(disguises)]
        if rows := _rows(ground, disguise, (number, row), words, chance):
            place, piece = ground.piece(number, *rows)
            if ground.free(number, place.start, place.end):
                ground.taken[number].append((place.start, place.end))
                taken.append(Taken(disguise, place, disguise.apply(piece, chance, corpus)))
    return _insertions(ground, taken, chance)


def _rows(
    ground: Ground, disguise: Disguise, sentence: tuple[int, int], words: int, chance: Random
) -> tuple[int, int] | None:
    """Return the words of a passage for this disguise at a sentence, (document, row), if there is one."""
    number, row = sentence
    end = ground.documents[number + 1]
    if isinstance(disguise, Cut):
        row += chance.randint(1, _LATE)
        return (row, row + words) if row + words < end and not ground.opens[row] else None
    last = row + words
    if last > end:
        return None
    bound = next((k for k in range(last, min(end, row + int(_ROOM * words)) + 1) if k == end or ground.opens[k]), last)
    if isinstance(disguise, Reorder) and not any(ground.opens[row + 1 : bound]):
        return None
    return row, bound


def _insertions(ground: Ground, taken: Sequence[Taken], chance: Random) -> list[list[Insertion]]:
    """Put each copy in front of some sentence of another document; of its own where there is no other."""
    spots = [(number, ground.begin(number, row)) for number, row in ground.sentences()]
    spots = [(number, at) for number, at in spots if ground.free(number, at, at)]
    chance.shuffle(spots)
    into: list[list[Insertion]] = [[] for _ in ground.texts]
    for one in taken:
        others = (k for k, (number, _) in enumerate(spots) if number != one.source.document)
        chosen = next(others, 0) if len(ground.texts) > 1 else 0
        if not spots or (len(ground.texts) > 1 and spots[chosen][0] == one.source.document):
            continue
        number, at = spots.pop(chosen)
        text = ground.texts[number]
        before = text[:at]
        gap = before[len(before.rstrip()) :] or (" " if before else "\n\n")
        into[number].append(Insertion(at, one, gap))
    return [sorted(own, key=lambda insertion: insertion.at) for own in into]


def moved(place: Place, insertions: Sequence[Sequence[Insertion]]) -> Place:
    """Return where a place of the old texts is in the new ones; what was put at its very ends is outside."""
    own = insertions[place.document]
    start = place.start + sum(one.length for one in own if one.at <= place.start)
    end = place.end + sum(one.length for one in own if one.at < place.end)
    return Place(place.document, start, end)


def new_texts(texts: Sequence[str], insertions: Sequence[Sequence[Insertion]]) -> tuple[list[str], list[Planted]]:
    """Return the texts with the copies in them, and where the passages and copies are there."""
    made, planted = [], []
    for number, (text, own) in enumerate(zip(texts, insertions, strict=True)):
        parts, reached, grown = [], 0, 0
        for one in own:
            parts += [text[reached : one.at], one.taken.copy, one.gap]
            start = one.at + grown
            copy = Place(number, start, start + len(one.taken.copy))
            planted.append(Planted(one.taken.disguise.name, moved(one.taken.source, insertions), copy))
            reached, grown = one.at, grown + one.length
        made.append("".join([*parts, text[reached:]]))
    return made, planted
