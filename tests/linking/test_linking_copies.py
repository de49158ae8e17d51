"""What is asked of copies besides that they are found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reuse.api import scan
from reuse.model import Document
from reuse.pipeline import detect
from test_pipeline import PIPELINE, rare

LINKS = replace(PIPELINE, relate="links")


def amid(words: int) -> list[Document]:
    """Two documents that share so many words."""
    passage = rare(words, "passage")
    return [Document(name, " ".join([*rare(40, name), *passage, *rare(40, name * 2)])) for name in "ab"]


SHORT = "linking.copies: nothing asks the passages of chains for `min_words`"


@pytest.mark.parametrize("least", [8, 30])
def test_copies_of_as_many_words_as_are_asked_for_are_told(least: int) -> None:
    (match,) = scan(amid(least), relate="links", min_words=least).matches
    assert match.scores["words"] == least


@pytest.mark.parametrize(("words", "least"), [(6, 8), (30, 50)])
def test_copies_of_fewer_words_than_are_asked_for_are_not_told(words: int, least: int) -> None:
    assert len(scan(amid(words), relate="pairs", min_words=least).matches) == 0
    assert len(scan(amid(words), relate="links", min_words=least).matches) == 0


TWICE = "linking.copies: two chains of one document may be extended to the same passages"


def test_one_pair_of_passages_is_told_once() -> None:
    """The second document says the middle of the first twice, and each time its chain reaches to both ends."""
    known = rare(13, 1)
    copied = [12, *range(9), *range(1, 8), 10, 9, 10, 11]
    documents = [Document("a", " ".join(known[:12])), Document("b", " ".join(known[k] for k in copied))]
    ids = [match.id for match in detect(documents, LINKS).matches]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("relate", ["pairs", "links"])
def test_a_run_needs_no_finder(relate: str) -> None:
    documents = amid(30)
    found = detect(documents, replace(LINKS, relate=relate, finders=()))  # type: ignore[arg-type]  # one of its values
    assert len(found.matches) == (relate == "links")


OVER = "passages of one document reach over one another where what repeats itself stands around what is copied"


@pytest.mark.parametrize("times", [6, 8])
def test_passages_of_one_document_do_not_overlap(times: int) -> None:
    """Seven words over and over, a passage, the same again, and again."""
    repeated, passage = rare(7, "repeated"), rare(18, "passage")
    text = " ".join([*repeated * times, *passage] * 3)
    for match in detect([Document("a", text)], LINKS).matches:
        assert match.a.end <= match.b.start
