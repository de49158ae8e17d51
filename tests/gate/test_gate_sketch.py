from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.gate.sketch import ALIKE, SIZE, agreeing, pairs, sketch

TEXT = """The harbour master wrote to the council that the old crane, which had stood at the north quay since the war,
was no longer safe to use, and that a new one would have to be bought before the autumn storms set in."""
SHORT = "Seven crews mended their torn nets by the light of a lantern."
WORDS = TEXT.split()


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper(),
        " ".join(WORDS),
        "\n".join(WORDS),
        TEXT.replace(",", " -").replace(".", "!"),
        TEXT.replace("e", "e\u0301"),
        TEXT.replace("harbour", "har-\n  bour"),
        TEXT.replace("fi", "\ufb01"),
    ],
)
def test_what_is_written_otherwise_has_the_same_fingerprint(other: str) -> None:
    assert sketch(other) == sketch(TEXT)


@pytest.mark.parametrize(
    "text", [TEXT, SHORT, "紀伊國屋の書店で新しい小説を三冊買い求めた老人が静かに駅へ歩いていった。"]
)
def test_a_light_edit_leaves_it_alike(text: str) -> None:
    parts = text.split() if " " in text else list(text)
    edited = [*parts[:5], "X", *parts[6:]]
    assert sketch("".join(edited) if " " not in text else " ".join(edited)) != sketch(text)
    assert agreeing(sketch(" ".join(edited)), sketch(text)) >= ALIKE + 3


def test_other_texts_of_like_words_are_not_alike() -> None:
    chance = random.Random(6)  # noqa: S311 - no secret
    marks = [sketch(" ".join(chance.sample(WORDS, 30))) for _ in range(60)]
    others = [sketch(f"{SHORT} {number} {chance.random()}") for number in range(3)]
    assert max(agreeing(mark, sketch(SHORT)) for mark in marks) < ALIKE
    assert min(agreeing(other, sketch(SHORT)) for other in others) >= ALIKE


@given(st.text(max_size=60))
def test_any_text_has_one(text: str) -> None:
    assert len(bytes.fromhex(sketch(text))) == SIZE
    assert sketch(text) == sketch(f" {text}\n")


def test_pairs_are_one_to_one_equal_ones_first() -> None:
    near = sketch(TEXT.replace("crane", "winch"))
    assert pairs([sketch(TEXT)], [near, sketch(TEXT)]) == {1: 0}
    assert pairs([sketch(TEXT), sketch(SHORT)], [sketch(SHORT), near]) == {0: 1, 1: 0}
    assert pairs([], [near]) == pairs([near], []) == {}
    assert pairs([near, near], [near, near, near]) == {0: 0, 1: 1}
