from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from texts import Corpus, rare

from reuse.aligners.pair import Text, laid
from reuse.aligners.spelling import respelled
from reuse.aligners.surprise import Surprise
from reuse.aligners.workspace import Workspace

if TYPE_CHECKING:
    from reuse.aligners.pair import Passages

PASSAGE = rare(43)
MODEL = Surprise(edge=0.0)
PLACES = 15.0  # bits


def misread(words: list[str], every: int) -> list[str]:
    """One letter of every so manieth word is another."""
    return [f"{word[:3]}x{word[4:]}" if k % every == every - 1 else word for k, word in enumerate(words)]


def texts(other: list[str]) -> tuple[str, str]:
    """The passage and another version of it, from word 20 on, among words that have nothing in common."""
    sides = ((PASSAGE, "a"), (other, "b"))
    one, two = (" ".join([*rare(20, name), *words, *rare(20, f"{name} behind")]) for words, name in sides)
    return one, two


def found(other: list[str], model: Surprise = MODEL) -> list[Passages]:
    both = texts(other)
    corpus = Corpus.of(*both)
    (passages,) = model.align(corpus.block, corpus.shares, [(0, 1)], PLACES, texts=both)
    return passages


def matching(passages: list[Passages]) -> int:
    """Words of a that match."""
    return sum(int((one.gains[0] > 0).sum()) for one in passages)


@pytest.mark.parametrize("every", [3, 5, 8])
def test_misread_words_match(every: int) -> None:
    (without,) = found(misread(PASSAGE, every), Surprise(edge=0.0, spelling=False))
    assert matching([without]) == len(PASSAGE) - len(PASSAGE[every - 1 :: every])
    (one,) = found(misread(PASSAGE, every))
    assert one.a == one.b == (20, 20 + len(PASSAGE))
    assert matching([one]) == len(PASSAGE)


@pytest.mark.xfail(strict=True, reason="a word enters a side's passage only where the other side's has its answer")
def test_misread_words_at_an_end_belong_to_the_passage() -> None:
    (one,) = found([*misread(PASSAGE[:2], 1), *misread(PASSAGE[2:-2], 5), *misread(PASSAGE[-2:], 1)])
    assert one.a == one.b == (20, 20 + len(PASSAGE))


def test_words_in_two_pieces_match_one_word() -> None:
    pieces = [part for k, word in enumerate(PASSAGE) for part in ([word[:5], word[5:]] if k % 6 == 2 else [word])]
    parted = len(PASSAGE[2::6])
    assert len(pieces) == len(PASSAGE) + parted
    assert matching(found(pieces, Surprise(edge=0.0, spelling=False))) == len(PASSAGE) - parted
    assert matching(found(pieces)) == len(PASSAGE)


def test_other_words_do_not() -> None:
    strange = rare(len(PASSAGE), "x")
    other = [strange[k] if k % 3 == 0 else word for k, word in enumerate(PASSAGE)]
    assert matching(found(other)) == len(PASSAGE) - len(PASSAGE[::3])


def test_a_word_answers_one_word() -> None:
    word = PASSAGE[20]
    other = [*PASSAGE[:15], *(f"{word[:3]}{letter}{word[4:]}" for letter in "wxyz" * 3), *PASSAGE[27:]]
    (one,) = found(other)
    assert int((one.gains[0] > 0).sum()) == int((one.gains[1] > 0).sum()) == len(PASSAGE) - 12 + 1


def settled(other: list[str], *, given: bool) -> Passages | None:
    """What `respelled` makes of the passages as they are, the texts `given` or not."""
    both = texts(other)
    corpus = Corpus.of(*both)
    sides = [Text.of(corpus.block, corpus.shares, k, both[k] if given else "") for k in (0, 1)]
    longest = max(len(side.ids) for side in sides)
    with laid(sides[0], sides[1], corpus.shares, MODEL, Workspace(len(corpus.shares.counts), longest)) as pair:
        whole = pair.settle((20, 20 + len(PASSAGE), 20, 20 + len(other)))
        assert whole
        return respelled(pair, whole)


def test_equal_passages_are_left_as_they_are() -> None:
    assert settled(PASSAGE, given=True) is None
    assert settled(misread(PASSAGE, 20), given=True) is None  # next to all of it matches


def test_without_texts_there_are_no_spellings() -> None:
    assert settled(misread(PASSAGE, 3), given=True)
    assert settled(misread(PASSAGE, 3), given=False) is None
