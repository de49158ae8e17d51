"""What a run found, as objects: few enough to be held and sorted one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reuse.model import Family, Match, Passage

SCORE = "surprise"  # what --min-score and --sort score mean, whatever else a match is scored by


@dataclass(frozen=True, slots=True)
class Findings:
    """Words of each document, matches and families by place; `unopened`: references that there was no room for."""

    words: tuple[int, ...]
    matches: Sequence[Match]
    families: Sequence[Family]
    unopened: int = 0

    def ordered(self, sort: str) -> tuple[Sequence[Match], Sequence[Family]]:
        """Return matches and families: longest or most surprising first, or by name; ties by place."""
        return (
            tuple(sorted(self.matches, key=_match_order(sort))),
            tuple(sorted(self.families, key=_family_order(sort, self.matches))),
        )

    def reused(self) -> Mapping[str, int]:
        """Document id -> characters that stand in some match or family, every character counted once."""
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for match in self.matches:
            for side in (match.a, match.b):
                spans[side.document].append((side.start, side.end))
        for family in self.families:
            for member in family.members:
                spans[member.document].append((member.start, member.end))
        return {document: union(places) for document, places in spans.items()}


def union(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many characters `spans` cover together, each counted once."""
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _match_order(sort: str) -> Callable[[Match], tuple[object, ...]]:
    """Longest or most surprising first, or by name; ties by place, so that the order is always the same."""

    def size(match: Match) -> tuple[object, ...]:
        return -len(match.a.span) - len(match.b.span), *path(match)

    def score(match: Match) -> tuple[object, ...]:
        return -match.scores.get(SCORE, 0.0), *path(match)

    def path(match: Match) -> tuple[object, ...]:
        return *_place(match.a), *_place(match.b), match.id

    return {"size": size, "score": score, "path": path}[sort]


def _family_order(sort: str, matches: Iterable[Match]) -> Callable[[Family], tuple[object, ...]]:
    """As matches: most characters in all places together, best match, or first place."""
    best: dict[str, float] = defaultdict(float)
    for match in matches:
        best[match.family] = max(best[match.family], match.scores.get(SCORE, 0.0))

    def size(family: Family) -> tuple[object, ...]:
        return -sum(len(member.span) for member in family.members), *path(family)

    def score(family: Family) -> tuple[object, ...]:
        return -best[family.id], *path(family)

    def path(family: Family) -> tuple[object, ...]:
        return *_place(family.members[0]), family.id

    return {"size": size, "score": score, "path": path}[sort]


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.start, passage.end
