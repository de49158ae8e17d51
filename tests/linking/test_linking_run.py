"""Whole runs over corpora that are related by links, however small."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.api import scan
from reuse.linking.findings import Found
from reuse.linking.run import link
from reuse.memory import room
from reuse.memory.room import Room
from reuse.memory.spool import Spool
from reuse.model import Document
from reuse.pipeline import detect, silent
from test_pipeline import PIPELINE as PAIRS
from test_pipeline import around, beside, common, corpora, plain, planted, rare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.model import Family, Match, Passage

PIPELINE = replace(PAIRS, relate="links")


def run(documents: Sequence[Document], *, jobs: int = 1, within: bool = True) -> Found:
    found = detect(documents, replace(PIPELINE, jobs=jobs, self_reuse=within))
    assert isinstance(found, Found)
    return found


def told(found: Found) -> tuple[tuple[int, ...], list[Match], list[Family]]:
    return found.words, list(found.matches), list(found.families)


def held(side: Passage) -> range:
    return range(side.start, side.end)


def words(*parts: Sequence[str]) -> str:
    return " ".join(word for part in parts for word in part)


@planted
@given(corpora())
def test_spans_are_exact_and_families_whole(documents: list[Document]) -> None:
    text = {document.id: document.text for document in documents}
    order = list(text)
    _, matches, families = told(run(documents))
    for match in matches:
        for side in (match.a, match.b):
            assert text[side.document][side.start : side.end] == side.text
            assert side.text == side.text.strip()
            assert side.text
        before, after = ((order.index(side.document), side) for side in (match.a, match.b))
        assert before[0] < after[0] or (before[0] == after[0] and match.a.end <= match.b.start)
        at = [match.a.start, match.b.start]
        for edit in match.edits:
            assert at[0] <= edit.a_start <= edit.a_end <= match.a.end
            assert at[1] <= edit.b_start <= edit.b_end <= match.b.end
            assert (edit.operation == "insert") == (edit.a_start == edit.a_end)
            assert (edit.operation == "delete") == (edit.b_start == edit.b_end)
            at = [edit.a_end, edit.b_end]
        assert match.kind in {"verbatim", "boilerplate"} or match.edits
        assert match.scores["surprise"] >= PIPELINE.aligner.min_score
        assert 0 < match.scores["similarity"] <= match.scores["shared"] <= 1
    ids = [family.id for family in families]
    assert len(set(ids)) == len(ids)
    assert {match.family for match in matches} == set(ids)
    assert len({match.id for match in matches}) == len(matches)
    for family in families:
        assert set(family.linked) <= set(ids)
        for member in family.members:
            assert text[member.document][member.start : member.end] == member.text


@planted
@given(corpora())
def test_between_edits_the_words_are_equal(documents: list[Document]) -> None:
    text = {document.id: document.text for document in documents}
    for match in run(documents).matches:
        at = [match.a.start, match.b.start]
        ends = (match.a.end, match.b.end)
        bounds = [((one.a_start, one.a_end), (one.b_start, one.b_end)) for one in match.edits]
        for a, b in [*bounds, ((ends[0], ends[0]), (ends[1], ends[1]))]:
            same = [text[match.a.document][at[0] : a[0]], text[match.b.document][at[1] : b[0]]]
            known = [[word for word in _plain(one).split() if word.isalnum()] for one in same]
            assert known[0] == known[1]
            at = [a[1], b[1]]


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text)


@planted
@given(corpora())
def test_jobs_change_nothing(documents: list[Document]) -> None:
    assert told(run(documents, jobs=2)) == told(run(documents))


@planted
@given(corpora(), st.sampled_from([1, 300, 1 << 13]))
def test_memory_changes_nothing(documents: list[Document], limit: int) -> None:
    expected = told(run(documents))
    chosen = PIPELINE.segmenter, PIPELINE.finders, PIPELINE.aligner
    spool = Spool("")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_LEAST", 1)  # every column is mapped, and few keys are sorted at once
        found = link(
            [spool.put(one) for one in documents], *chosen, within=True, jobs=1, room=Room(limit), progress=silent
        )
        assert told(found) == expected


@planted
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_does_not_matter(documents: list[Document], rnd: Random) -> None:
    first = scan(documents, relate="links")
    rnd.shuffle(documents)
    assert scan(documents, relate="links") == first


@planted
@given(around, around)
def test_a_planted_passage_is_found_exactly(before: int, behind: int) -> None:
    (match,) = run(beside(before, behind)).matches
    assert match.a.text == match.b.text == words(rare(30, "shared"))
    assert match.edits == ()
    assert match.scores["similarity"] == 1


def test_moved_blocks_are_separate_matches() -> None:
    one, two = rare(40, 1), rare(40, 2)
    documents = [
        Document("a", words(common(30, 1), one, common(30, 2), two, common(30, 3))),
        Document("b", words(rare(30, 4), two, rare(30, 5), one, rare(30, 6))),
    ]
    found = sorted((match.a.text, match.b.text) for match in run(documents).matches)
    assert found == sorted([(words(one),) * 2, (words(two),) * 2])


def licences(copies: int, *, edited: bool = False) -> tuple[str, list[Document]]:
    """One licence in so many documents, each time amid other words, and perhaps with its 70th word changed."""
    licence = rare(150, "licence")
    documents = []
    for k in range(copies):
        own = [*licence[:70], f"holder{k}", *licence[71:]] if edited else licence
        documents.append(Document(f"d{k:03}", words(rare(30, (k, 1)), own, rare(30, (k, 2)))))
    return words(licence), documents


def test_many_copies_of_a_licence_are_one_family() -> None:
    licence, documents = licences(200)
    found = run(documents)
    (family,) = found.families
    assert [member.document for member in family.members] == [document.id for document in documents]
    assert {member.text for member in family.members} == {licence}
    assert family.kind == "boilerplate"
    assert len(found.matches) == 199
    assert found.reused() == {document.id: len(licence) for document in documents}


def test_many_edited_copies_of_a_licence_are_one_family() -> None:
    _, documents = licences(60, edited=True)
    found = run(documents)
    (family,) = found.families
    assert len(family.members) == 60
    assert {match.scores["words"] for match in found.matches} == {150}
    assert {len(match.edits) for match in found.matches} == {1}


@pytest.mark.parametrize("edited", [False, True])
def test_matches_follow_the_copies_and_not_their_pairs(edited: bool) -> None:  # noqa: FBT001 - a parameter
    half, whole = (len(run(licences(copies, edited=edited)[1]).matches) for copies in (100, 200))
    assert half >= 99
    assert whole <= 2.1 * half


def test_reuse_within_a_document() -> None:
    passage = rare(30, 1)
    documents = [
        Document("a", words(common(40, 1), passage, common(40, 2), passage, common(40, 3))),
        Document("b", words(common(100, 4))),
    ]
    (match,) = run(documents).matches
    assert match.a.document == match.b.document == "a"
    assert match.a.text == match.b.text == words(passage)
    assert match.a.end <= match.b.start
    found = run(documents, within=False)
    assert (list(found.matches), list(found.families)) == ([], [])


def test_reuse_within_a_document_is_left_out_and_that_of_others_kept() -> None:
    passage, other = rare(30, 1), rare(30, 2)
    documents = [
        Document("a", words(common(40, 1), passage, common(40, 2), passage, other)),
        Document("b", words(rare(40, 3), other, rare(40, 4))),
    ]
    (match,) = run(documents, within=False).matches
    assert (match.a.document, match.b.document) == ("a", "b")
    assert match.a.text == match.b.text == words(other)


def test_reuse_within_a_document_is_left_out_where_a_copy_parts_it() -> None:
    """The second document has a passage twice, and between both places what the first document has too."""
    passage, other = rare(20, 1), rare(20, 2)
    documents = [Document("a", words(other)), Document("b", words(passage, other, rare(20, 3), passage))]
    assert {(match.a.document, match.b.document) for match in run(documents, within=False).matches} == {("a", "b")}


def test_an_edited_copy_is_one_match_with_edits() -> None:
    passage = rare(80, 3)
    copied = [f"edited{k}" if k % 8 == 0 else word for k, word in enumerate(passage)]
    documents = [
        Document("a", words(rare(60, 11), passage, rare(60, 12))),
        Document("b", words(rare(60, 13), copied, rare(60, 14))),
    ]
    (match,) = run(documents).matches
    assert (match.kind, match.a.text, match.b.text) == ("edited", words(passage[1:]), words(copied[1:]))
    text = {document.id: document.text for document in documents}
    assert [
        (one.operation, text["a"][one.a_start : one.a_end], text["b"][one.b_start : one.b_end]) for one in match.edits
    ] == [("replace", passage[k], copied[k]) for k in range(8, 80, 8)]


def test_a_reworded_passage_is_found_by_the_finders() -> None:
    passage = rare(40, 3)
    shuffled = Random(5).sample(passage, len(passage))  # noqa: S311 - no secret
    documents = [
        Document("a", f"{words(common(60, 11))}. {words(passage)}. {words(common(60, 12))}."),
        Document("b", f"{words(common(60, 13))}. {words(shuffled)}. {words(common(60, 14))}."),
    ]
    (match,) = run(documents).matches
    assert match.kind == "paraphrase"
    for side, own in ((match.a, passage), (match.b, shuffled)):
        assert set(own) <= set(side.text.replace(".", "").split())
        assert len(side.text.split()) <= 45
    assert match.scores["order"] < 0.5


@pytest.mark.parametrize("times", [2, 3, 500])
def test_a_sentence_said_again_and_again_is_reused_to_its_end(times: int) -> None:
    sentence = f"{words(rare(12, 's'))}. "
    start = "Something else. "
    text = start + sentence * times
    found = run([Document("a", text), Document("b", words(rare(50, 3)))])
    for sides, first in (("ab", len(start)), ("b", len(start + sentence))):
        covered = {k for match in found.matches for side in sides for k in held(getattr(match, side))}
        assert covered.issuperset(k for k in range(first, len(text)) if text[k] != " ")
        assert min(covered) >= len(start)
    assert len(found.matches) <= times


def test_a_document_of_one_repeated_sentence_is_a_family_of_all_its_places() -> None:
    sentence = f"{words(rare(12, 's'))}. "
    documents = [Document("a", words(rare(50, 2)) + ". " + sentence), Document("b", sentence * 500)]
    found = run(documents, within=True)
    assert found.reused()["a"] == len(sentence) - 1
    assert found.reused()["b"] >= 499 * len(sentence.strip())
    assert max(len(family.members) for family in found.families) >= 500
    assert len(found.matches) <= 501


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["", "word"], ["a b"], ["...", "\n\n"], ["one", "one"]])
def test_next_to_nothing_shares_nothing(texts: list[str]) -> None:
    found = run([Document(str(number), text) for number, text in enumerate(texts)])
    assert (list(found.matches), list(found.families), found.reused()) == ([], [], {})
    assert len(found.words) == len(texts)


def test_empty_documents_among_others_change_nothing() -> None:
    passage = words(rare(30, 1))
    full = [Document("a", passage), Document("b", passage)]
    padded = [Document("0", ""), full[0], Document("aa", " "), full[1], Document("c", "")]
    assert plain(run(padded)) == plain(run(full)) != []  # type: ignore[arg-type]  # all that it looks at are matches


@planted
@given(corpora())
def test_passages_of_pairs_are_found_by_links_too(documents: list[Document]) -> None:
    """What two documents share by pairs, word for word and long, lies in some match of links."""
    covered: dict[str, set[int]] = {document.id: set() for document in documents}
    for match in run(documents).matches:
        for side in (match.a, match.b):
            covered[side.document].update(held(side))
    for match in detect(documents, PAIRS).matches:
        if match.scores["similarity"] == 1 and match.scores["words"] >= 40:
            side = match.b
            assert len(covered[side.document].intersection(held(side))) >= 0.8 * len(side.span)


def test_progress_is_told_step_by_step() -> None:
    steps: list[str] = []
    detect([Document("a", words(rare(30, 1)))], PIPELINE, progress=lambda step, _done, _total: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["segment", "find", "align", "gather"]


class Watched(str):
    """A text that counts the characters that are cut out of it."""

    __slots__ = ("cut",)

    def __getitem__(self, at: object) -> str:
        found = super().__getitem__(at)  # type: ignore[index]
        self.cut = getattr(self, "cut", 0) + len(found)
        return found


def test_many_places_of_long_documents_cost_no_copies_of_these() -> None:
    sentences = [f"{words(rare(10, k)).capitalize()}.\n" for k in range(120)]
    texts = [Watched("".join(sentences)), Watched("".join(sentences[k * 7 % 120] for k in range(120)))]
    found = run([Document(name, text) for name, text in zip("ab", texts, strict=True)])
    assert len(found.families) >= 110
    assert sum(getattr(text, "cut", 0) for text in texts) < 3 * len(texts[0])
