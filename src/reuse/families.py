"""Matches -> families: all the places where one passage stands, each matched to a representative directly.

Places are the sides of matches; sides of one document that cover much the same words are one place. Families are
stars: the place with most matches takes all places that match it, then the next, until every match belongs to one.
The cost follows the matches, not the pairs of places.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from reuse.model import Family, Span, match_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reuse.model import Document, Kind, Match, Passage

SAME_PLACE = 0.6  # words in common, of all words of both sides: then they are one place
EVERYWHERE = 0.5  # of all documents, and
MANY = 5  # documents: a passage that stands in as many is a formula


@dataclass(frozen=True, slots=True)
class Gathered:
    """Matches, each with its family's id, and the families."""

    matches: tuple[Match, ...]
    families: tuple[Family, ...]


def gather(matches: Sequence[Match], documents: Mapping[str, Document]) -> Gathered:
    """Return the families of `matches`; `documents` by id tell the first appearance of each by `date` or name."""
    sides = [(match.a, match.b) for match in matches]
    places, places_of = _places(sides)
    families: list[Family] = []
    family_of: list[Family | None] = [None] * len(matches)
    for center, own in _stars(places_of):
        members = sorted({place for k in own for place in places_of[k]} | {center})
        exact = _exact(center, own, places_of, sides)
        passages = tuple(exact.get(place, places[place]) for place in members)
        family = _family(passages, members.index(center), [matches[k].kind for k in own], documents)
        families.append(family)
        for k in own:
            family_of[k] = family
    linked = _linked(families)
    return Gathered(
        tuple(
            replace(
                match, id=match_id(_place(match.a), _place(match.b)), family=family.id, kind=_kind_within(match, family)
            )
            for match, family in zip(matches, family_of, strict=True)
            if family is not None
        ),
        tuple(replace(family, linked=linked.get(family.id, ())) for family in families),
    )


def _places(sides: Sequence[tuple[Passage, Passage]]) -> tuple[list[Passage], list[tuple[int, int]]]:
    """Return the places, in order of document and start, and for each match the places of its two sides."""
    rows = sorted(
        (
            (side.document, side.start, -side.end, k, which)
            for k, both in enumerate(sides)
            for which, side in enumerate(both)
        )
    )
    places: list[Passage] = []
    of = [[-1, -1] for _ in sides]
    open_: list[int] = []  # places of this document that reach beyond the last start
    for document, start, minus_end, k, which in rows:
        open_ = [p for p in open_ if places[p].document == document and places[p].end > start]
        span = Span(start, -minus_end)
        same = next((p for p in reversed(open_) if _same_place(places[p].span, span)), None)
        if same is None:
            same = len(places)
            places.append(sides[k][which])
            open_.append(same)
        of[k][which] = same
    return places, [(a, b) for a, b in of]


def _same_place(one: Span, other: Span) -> bool:
    common = one.overlap(other)
    return common >= SAME_PLACE * (len(one) + len(other) - common)


def _stars(places_of: Sequence[tuple[int, int]]) -> list[tuple[int, list[int]]]:
    """Cover all matches by stars: (place in the middle, matches), the largest first."""
    matches_of: dict[int, set[int]] = defaultdict(set)
    for k, both in enumerate(places_of):
        for place in both:
            matches_of[place].add(k)
    heap = [(-len(own), place) for place, own in matches_of.items()]
    heapify(heap)
    stars = []
    while heap:
        size, center = heappop(heap)
        own = matches_of[center]
        if not own:
            continue
        if -size != len(own):  # some of its matches went to another family since
            heappush(heap, (-len(own), center))
            continue
        members = {place for k in own for place in places_of[k]}
        within = {k for place in members for k in matches_of[place] if set(places_of[k]) <= members}
        for k in within:
            for place in places_of[k]:
                matches_of[place].discard(k)
        stars.append((center, sorted(within)))
    return stars


def _exact(
    center: int,
    own: Sequence[int],
    places_of: Sequence[tuple[int, int]],
    sides: Sequence[tuple[Passage, Passage]],
) -> dict[int, Passage]:
    """Passages of the places that match the one in the middle directly: their sides of that match.

    Of several sides the longest, of these the first.
    """
    exact: dict[int, Passage] = {}
    for k in own:
        if center in places_of[k]:
            for place, side in zip(places_of[k], sides[k], strict=True):
                if place not in exact or _longer(side.span, exact[place].span):
                    exact[place] = side
    return exact


def _longer(one: Span, other: Span) -> bool:
    return (len(one), -one.start) > (len(other), -other.start)


def _family(
    members: tuple[Passage, ...], representative: int, kinds: list[Kind], documents: Mapping[str, Document]
) -> Family:
    place = members[representative]
    identity = family_id(place.document, place.start, place.end, len(members))
    dates = [documents[member.document].metadata.get("date", "") for member in members]
    first = first_appearance(members, dates)
    return Family(identity, fingerprint(place.text), _kind(members, kinds, documents), members, first, representative)


def fingerprint(text: str) -> str:
    """Return what is the same wherever the same words are found again."""
    words = " ".join(text.casefold().split())
    return digest(words.encode("utf-8", "surrogatepass"))


def digest(words: bytes) -> str:
    """Return the fingerprint of words that are folded, with single blanks between them."""
    return blake2b(words, digest_size=8).hexdigest()


def family_id(document: str, start: int, end: int, size: int) -> str:
    """Return the id of a family of `size` places, by its representative."""
    where = f"{document}\0{start}\0{end}\0{size}".encode("utf-8", "surrogatepass")
    return blake2b(where, digest_size=6).hexdigest()


def first_appearance(members: Sequence[Passage], dates: Sequence[str]) -> int:
    """Return which member is the oldest, where all have a date, else the first by name."""
    dated = all(dates)
    return min(range(len(members)), key=lambda k: (dates[k] if dated else "", members[k].document, members[k].start))


def _kind(members: Sequence[Passage], kinds: list[Kind], documents: Mapping[str, Document]) -> Kind:
    """Return the loosest kind of the family's matches, or boilerplate where it is a formula or template.

    A formula stands in many of all documents; a template opens or closes every document it is in, unchanged.
    """
    loosest = max(kinds, key=("verbatim", "edited", "paraphrase", "summary", "boilerplate").index)
    holders = {member.document for member in members}
    if len(holders) >= max(MANY, EVERYWHERE * len(documents)):
        return "boilerplate"
    if loosest == "verbatim" and len(holders) > 1:
        texts = [(documents[member.document].text, member) for member in members]
        if all(not text[m.end :].strip() for text, m in texts) or all(not text[: m.start].strip() for text, m in texts):
            return "boilerplate"
    return loosest


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.start, passage.end


def _kind_within(match: Match, family: Family) -> Kind:
    return "boilerplate" if family.kind == "boilerplate" else match.kind


def _linked(families: Sequence[Family]) -> dict[str, tuple[str, ...]]:
    """Families whose passages overlap, by id: for each place the one before that reaches into it."""
    rows = sorted(
        (member.document, member.start, member.end, family.id) for family in families for member in family.members
    )
    links: dict[str, set[str]] = defaultdict(set)
    reach: tuple[str, int, str] = ("", 0, "")  # document, end, family of the place that reaches farthest
    for document, start, end, family in rows:
        if reach[0] == document and reach[1] > start and reach[2] != family:
            links[family].add(reach[2])
            links[reach[2]].add(family)
        if reach[0] != document or end > reach[1]:
            reach = (document, end, family)
    return {family: tuple(sorted(others)) for family, others in links.items()}
