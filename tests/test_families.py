from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from reuse import families
from reuse.families import gather
from reuse.model import Document, Match

if TYPE_CHECKING:
    from random import Random

    import pytest

    from reuse.families import Gathered
    from reuse.model import Family, Kind, Passage

    Place = tuple[str, int, int]

TEXT = "".join(chr(97 + i % 26) for i in range(100))


def document(name: str, **metadata: str) -> Document:
    return Document(name, TEXT, metadata=metadata)


def corpus(*names: str) -> dict[str, Document]:
    return {name: document(name) for name in names}


def match(a: Place, b: Place, kind: Kind = "edited") -> Match:
    sides = [document(name).passage(start, end) for name, start, end in (a, b)]
    return Match("", kind, {"surprise": 20.0}, *sides)


def where(passage: Passage) -> Place:
    return passage.document, passage.start, passage.end


def members(family: Family) -> list[Place]:
    return [where(member) for member in family.members]


places = st.tuples(st.sampled_from("abcde"), st.integers(0, 60), st.integers(5, 40)).map(
    lambda place: (place[0], place[1], place[1] + place[2])
)


def apart(two: list[Place]) -> bool:
    """Whether two places, in order, are a match: sides within one document do not overlap."""
    return two[0][0] != two[1][0] or two[0][2] <= two[1][1]


matches_ = st.lists(
    st.tuples(places, places).map(sorted).filter(apart).map(lambda two: match(*two)),
    max_size=12,
    unique_by=lambda one: (where(one.a), where(one.b)),
)


def gathered(matches: list[Match]) -> Gathered:
    return gather(matches, corpus(*"abcdefgh"))


def holds(family: Family, side: Passage) -> bool:
    """Whether a member is the place of `side`: of the same document, with more than a third of both in common."""
    return any(member.document == side.document and member.span.overlap(side.span) for member in family.members)


@given(matches_)
def test_every_match_has_one_family_which_holds_both_of_its_sides(matches: list[Match]) -> None:
    found = gathered(matches)
    by_id = {family.id: family for family in found.families}
    assert len(by_id) == len(found.families)
    assert {one.family for one in found.matches} == set(by_id)
    assert [(one.a, one.b) for one in found.matches] == [(one.a, one.b) for one in matches]
    for one in found.matches:
        assert holds(by_id[one.family], one.a)
        assert holds(by_id[one.family], one.b)
    for family in found.families:
        assert 0 <= family.first < len(family.members)
        for member in family.members:
            assert member.text == TEXT[member.start : member.end]


@given(matches_)
def test_every_member_matches_the_representative(matches: list[Match]) -> None:
    found = gathered(matches)
    for family in found.families:
        center = family.members[family.representative]
        own = [one for one in found.matches if one.family == family.id]
        for k, member in enumerate(family.members):
            if k != family.representative:
                assert any(
                    (holds_place(one.a, center) and holds_place(one.b, member))
                    or (holds_place(one.b, center) and holds_place(one.a, member))
                    for one in own
                )


def holds_place(side: Passage, place: Passage) -> bool:
    return side.document == place.document and side.span.overlap(place.span) > 0


@given(matches_)
def test_members_are_sides_of_matches_each_once(matches: list[Match]) -> None:
    found = gathered(matches)
    for family in found.families:
        own = {where(side) for one in found.matches if one.family == family.id for side in (one.a, one.b)}
        assert len(set(members(family))) == len(family.members)
        assert {place[0] for place in members(family)} == {place[0] for place in own}


@given(matches_, st.randoms(use_true_random=False))
def test_the_order_of_matches_does_not_matter(matches: list[Match], rnd: Random) -> None:
    found = gathered(matches)
    rnd.shuffle(matches)
    again = gathered(matches)
    assert sorted(again.families, key=lambda family: family.id) == sorted(found.families, key=lambda family: family.id)
    assert {one.id: one for one in again.matches} == {one.id: one for one in found.matches}


def test_nothing_gathers_to_nothing() -> None:
    assert gathered([]) == families.Gathered((), ())


def test_places_of_one_document_are_one_place_where_they_cover_much_the_same() -> None:
    found = gathered([match(("a", 0, 50), ("b", 0, 50)), match(("a", 2, 52), ("c", 0, 50))])
    assert len(found.families) == 1
    assert {place[0] for place in members(found.families[0])} == {"a", "b", "c"}
    apart = gathered([match(("a", 0, 50), ("b", 0, 50)), match(("a", 30, 80), ("c", 0, 50))])
    assert len(apart.families) == 2


def test_ten_thousand_places_cost_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{k:05}" for k in range(10_000)]
    text = document("x")
    star = [
        Match("", "verbatim", {}, replace(text, id=names[0]).passage(0, 40), replace(text, id=name).passage(9, 49))
        for name in names[1:]
    ]
    looked: list[int] = []
    same_place, heap_push = families._same_place, families.heappush  # noqa: SLF001 - what is counted are its steps
    monkeypatch.setattr(families, "_same_place", lambda *two: looked.append(1) or same_place(*two))
    monkeypatch.setattr(families, "heappush", lambda *two: looked.append(1) or heap_push(*two))
    found = gather(star, {name: replace(text, id=name) for name in names})
    assert len(found.families) == 1
    assert len(found.families[0].members) == 10_000
    assert found.families[0].kind == "boilerplate"
    assert len(looked) < 2 * len(names)


def test_chains_of_neighbours_are_no_family() -> None:
    chain = [match((one, 0, 40), (then, 0, 40)) for one, then in ("ab", "bc", "cd", "de", "ef")]
    for family in gathered(chain).families:
        assert len(family.members) <= 3


def test_a_clique_is_one_family() -> None:
    clique = [match((one, 0, 40), (then, 0, 40)) for one, then in combinations("abcd", 2)]
    found = gathered(clique)
    assert len(found.families) == 1
    assert len({one.family for one in found.matches}) == 1


def test_the_first_appearance_is_the_oldest_where_all_have_a_date() -> None:
    both = [match(("a", 0, 40), ("b", 0, 40)), match(("a", 0, 40), ("c", 0, 40))]
    dated = {name: document(name, date=date) for name, date in (("a", "1999"), ("b", "2001"), ("c", "1984-05-01"))}
    (family,) = gather(both, dated).families
    assert family.members[family.first].document == "c"
    (family,) = gather(both, {**dated, "b": document("b")}).families
    assert family.members[family.first].document == "a"


def test_families_of_overlapping_places_are_linked() -> None:
    found = gathered(
        [
            match(("a", 0, 20), ("b", 0, 20)),
            match(("a", 0, 20), ("c", 0, 20)),
            match(("a", 0, 90), ("d", 0, 90)),
            match(("e", 0, 30), ("f", 0, 30)),
        ]
    )
    by_size = {
        len(members(family)): family
        for family in found.families
        if "e" not in dict.fromkeys(place[0] for place in members(family))
    }
    short, long = by_size[3], by_size[2]
    assert short.linked == (long.id,)
    assert long.linked == (short.id,)
    assert [family.linked for family in found.families if family.members[0].document == "e"] == [()]


def test_what_stands_in_most_documents_is_boilerplate() -> None:
    formula = [match(("a", 10, 50), (name, 10, 50), "verbatim") for name in "bcde"]
    found = gather(formula, corpus(*"abcdefgh"))
    assert {family.kind for family in found.families} == {one.kind for one in found.matches} == {"boilerplate"}
    found = gather(formula, corpus(*"abcdefghijklm"))  # in less than half of them
    assert {family.kind for family in found.families} == {"verbatim"}
    found = gather(formula[:3], corpus(*"abcd"))  # in all, but these are few
    assert {family.kind for family in found.families} == {"verbatim"}


def test_what_opens_or_closes_all_its_documents_is_boilerplate_if_unchanged() -> None:
    many = corpus(*"abcdefgh")
    for start, end, kind, expected in (
        (0, 40, "verbatim", "boilerplate"),
        (60, 100, "verbatim", "boilerplate"),
        (30, 70, "verbatim", "verbatim"),
        (0, 40, "edited", "edited"),
    ):
        (family,) = gather([match(("a", start, end), ("b", start, end), kind)], many).families
        assert family.kind == expected


def test_the_kind_of_a_family_is_the_loosest_of_its_matches() -> None:
    found = gathered(
        [match(("a", 10, 50), ("b", 10, 50), "verbatim"), match(("a", 10, 50), ("c", 10, 50), "paraphrase")]
    )
    assert [family.kind for family in found.families] == ["paraphrase"]
    assert [one.kind for one in found.matches] == ["verbatim", "paraphrase"]


@settings(max_examples=30)
@given(st.text(max_size=20), st.text(max_size=20))
def test_any_name_can_be_told(one: str, other: str) -> None:
    if one != other:
        found = gather([match((one, 10, 50), (other, 10, 50))], corpus(one, other))
        assert {place[0] for place in members(found.families[0])} == {one, other}


def test_a_fingerprint_is_the_same_wherever_the_words_are() -> None:
    one = gather([match(("a", 0, 30), ("b", 0, 30))], corpus("a", "b"))
    other = gather([match(("c", 26, 56), ("d", 0, 30))], corpus("c", "d"))
    assert one.families[0].fingerprint == other.families[0].fingerprint
    assert one.families[0].id != other.families[0].id
