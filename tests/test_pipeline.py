from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reuse.api import scan
from reuse.model import Document
from reuse.pipeline import MANY, detect
from reuse.settings import Settings

if TYPE_CHECKING:
    from reuse.findings import Findings

PIPELINE = replace(Settings().pipeline(), jobs=1)
planted = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])  # waits for compilers


def rare(count: int, seed: object) -> list[str]:
    """Words with stems of their own."""
    rnd = Random(f"rare {seed}")  # noqa: S311 - no secret
    return ["".join(rnd.choices("bcdfghklmnprstvz", k=7)) + str(i) for i in range(count)]


def common(count: int, seed: object) -> list[str]:
    """Words out of sixty that stand everywhere."""
    known = [f"{letter}{vowel}{letter}" for letter in "bcdfghklmnpr" for vowel in "aeiou"]
    return Random(f"common {seed}").choices(known, k=count)  # noqa: S311 - no secret


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Documents of common words and, here and there, copies of passages of rare words, whole, cut or edited."""
    passages = [rare(draw(st.integers(12, 40)), name) for name in "abc"]
    documents = []
    for number in range(draw(st.integers(2, 4))):
        words: list[str] = []
        for part in range(draw(st.integers(0, 3))):
            words += common(draw(st.integers(0, 40)), (number, part))
            copied = list(draw(st.sampled_from(passages)))
            for at in draw(st.sets(st.integers(0, len(copied) - 1), max_size=3)):
                copied[at] = f"edited{at}"
            words += copied[draw(st.integers(0, 6)) :]
        documents.append(Document(f"d{number}", _written(words, draw(st.integers(0, 9)))))
    return documents


def _written(words: list[str], seed: int) -> str:
    """Put words into a text with marks, line ends and characters beyond the first plane."""
    rnd = Random(seed)  # noqa: S311 - no secret
    return "".join(word + rnd.choice([" ", " ", " ", ", ", ". ", "\n", "\r\n", " 💥 ", " («"]) for word in words)


def plain(findings: Findings) -> list[tuple[object, ...]]:
    """What was found, whatever the order of documents."""
    return sorted(
        (m.kind, *sorted((side.document, side.start, side.end) for side in (m.a, m.b))) for m in findings.matches
    )


@planted
@given(corpora())
def test_spans_are_exact_and_families_whole(documents: list[Document]) -> None:
    text = {document.id: document.text for document in documents}
    findings = detect(documents, PIPELINE)
    assert len(findings.words) == len(documents)
    for match in findings.matches:
        for side in (match.a, match.b):
            assert text[side.document][side.start : side.end] == side.text
            assert side.text == side.text.strip()
        at = [match.a.start, match.b.start]
        for edit in match.edits:
            assert at[0] <= edit.a_start <= edit.a_end <= match.a.end
            assert at[1] <= edit.b_start <= edit.b_end <= match.b.end
            at = [edit.a_end, edit.b_end]
        assert (match.kind in {"verbatim", "boilerplate"}) or match.edits
    ids = [family.id for family in findings.families]
    assert len(set(ids)) == len(ids)
    assert {match.family for match in findings.matches} == set(ids)
    assert len({match.id for match in findings.matches}) == len(findings.matches)


@planted
@given(corpora())
def test_jobs_change_nothing(documents: list[Document]) -> None:
    assert detect(documents, replace(PIPELINE, jobs=2)) == detect(documents, PIPELINE)


@planted
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_inputs_does_not_matter(documents: list[Document], rnd: Random) -> None:
    first = scan(documents)
    rnd.shuffle(documents)
    assert scan(documents) == first


def test_the_names_of_documents_do_not_matter() -> None:
    passage = " ".join(rare(12, 1))
    once, twice = Document("a", passage), Document("b", f"{passage} {passage}")
    assert plain(detect([once, twice], PIPELINE)) == plain(detect([twice, once], PIPELINE))


def beside(before: int, behind: int) -> list[Document]:
    """Two documents, one of common words and one of rare ones, that share 30 rare words."""
    passage = " ".join(rare(30, "shared"))
    return [
        Document("a", " ".join([*common(60, 1), passage, *common(60, 2)])),
        Document("b", " ".join([*rare(before, 3), passage, *rare(behind, 4)])),
    ]


# an end on a sentence bound is worth the words that lie between it and the passage: up to ten
around = st.just(0) | st.integers(11, 60)


@planted
@given(around, around)
def test_a_planted_passage_is_found_exactly(before: int, behind: int) -> None:
    (match,) = detect(beside(before, behind), PIPELINE).matches
    assert match.a.text == match.b.text == " ".join(rare(30, "shared"))
    assert match.edits == ()
    assert match.scores["similarity"] == 1


@pytest.mark.parametrize("behind", [1, 5, 10])  # words; an end on a sentence bound would be worth as many
def test_a_passage_ends_on_words_that_match(behind: int) -> None:
    (match,) = detect(beside(0, behind), PIPELINE).matches
    assert match.b.text == match.a.text


def test_moved_blocks_are_separate_matches() -> None:
    one, two = rare(40, 1), rare(40, 2)
    documents = [
        Document("a", " ".join([*common(30, 1), *one, *common(30, 2), *two, *common(30, 3)])),
        Document("b", " ".join([*rare(30, 4), *two, *rare(30, 5), *one, *rare(30, 6)])),
    ]
    found = [(match.a.text, match.b.text) for match in detect(documents, PIPELINE).matches]
    assert found == [(" ".join(one),) * 2, (" ".join(two),) * 2]


def test_reuse_within_a_document() -> None:
    passage = rare(30, 1)
    text = " ".join([*common(40, 1), *passage, *common(40, 2), *passage, *common(40, 3)])
    documents = [Document("a", text), Document("b", " ".join(common(100, 4)))]
    (match,) = detect(documents, PIPELINE).matches
    assert match.a.document == match.b.document == "a"
    assert match.a.text == match.b.text == " ".join(passage)
    assert match.a.end <= match.b.start
    assert detect(documents, replace(PIPELINE, self_reuse=False)).matches == ()


def test_references_are_compared_with_the_others_only() -> None:
    passage = " ".join(rare(30, 1))
    documents = [
        Document(name, " ".join([*common(40, name), passage, *common(40, 2 * name), passage])) for name in "abcd"
    ]
    found = detect(documents, PIPELINE, references=2).matches
    assert {(match.a.document, match.b.document) for match in found} == {(x, y) for x in "ab" for y in "cd"}


def test_only_given_pairs_are_compared() -> None:
    passage = " ".join(rare(30, 1))
    documents = [Document(name, passage) for name in "abc"]
    found = detect(documents, PIPELINE, pairs=[(0, 2)]).matches
    assert [(match.a.document, match.b.document) for match in found] == [("a", "c")]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["", "word"], ["a b"], ["...", "\n\n"], ["one", "one"]])
def test_next_to_nothing_shares_nothing(texts: list[str]) -> None:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    findings = detect(documents, PIPELINE)
    assert (findings.matches, findings.families) == ((), ())
    assert len(findings.words) == len(texts)


def test_empty_documents_among_others_change_nothing() -> None:
    passage = " ".join(rare(30, 1))
    full = [Document("a", passage), Document("b", passage)]
    padded = [Document("0", ""), full[0], Document("aa", " "), full[1], Document("c", "")]
    assert plain(detect(padded, PIPELINE)) == plain(detect(full, PIPELINE))


def test_progress_is_told_step_by_step() -> None:
    told: list[str] = []
    detect([Document("a", " ".join(rare(30, 1)))], PIPELINE, progress=lambda step, _done, _total: told.append(step))
    assert list(dict.fromkeys(told)) == ["segment", "find", "gather"]


def test_large_corpora_are_related_by_links() -> None:
    assert [replace(PIPELINE, relate="auto").links(size) for size in (MANY - 1, MANY)] == [False, True]
    assert replace(PIPELINE, relate="links").links(1)
    assert not replace(PIPELINE, relate="pairs").links(10 * MANY)


def test_what_is_given_by_pair_or_against_references_is_never_related_by_links() -> None:
    passage = " ".join(rare(30, 1))
    documents = [Document(name, passage) for name in "abc"]
    linked = replace(PIPELINE, relate="links")
    assert len(detect(documents, linked).matches) == 2
    assert len(detect(documents, linked, references=1).matches) == 2
    assert len(detect(documents, linked, pairs=[(0, 1), (0, 2), (1, 2)]).matches) == 3
