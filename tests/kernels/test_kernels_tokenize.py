from __future__ import annotations

import random
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.columns import LINE
from reuse.kernels import tokenize, tokenize_plain
from reuse.kernels.fold import fold
from reuse.kernels.fold_tables import FoldTables
from reuse.kernels.word_hash import hash_word
from reuse.segmenters.abbreviations import ABBREVIATIONS

# what the rules look at, met far more often than by chance
NASTY = (
    *("a", "B", "é", "ß", "İ", "ﬁ", "ŉ", "ſ", "1", "٣", "½", "²", "ⅻ", "א", "क", "ि", "漢", "が", "か", "ภ", "ำ", "한"),
    *("\u0301", "\u0345", "\u3099", "\uff9e", "\u00ad", "\u200d", "\u200c", "\u200b", "\ufeff", "ـ", "\ufe0f"),
    *(" ", "\t", "\xa0", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\n"),
    *(
        ".",
        "...",
        "…",
        "!",
        "?",
        "。",
        "।",
        "؟",
        ",",
        ":",
        '"',
        "”",
        "'",
        "’",
        "(",
        "[",
        "]",
        "-",
        "‐",
        "–",
        "•",
        "_",
    ),  # the look-alikes are meant
    *(
        "Dr.",
        "No. 5",
        "e.g.",
        "exam-\nple",
        "exam\u00ad\r\n  ple",
        "END.",
        "end.Next",
        "1.",
        "ﷲ",
        "\ud800",
        "\U0001f600",
    ),
)
texts = st.one_of(st.text(st.characters()), st.lists(st.sampled_from(NASTY)).map("".join))


def assert_twins_agree(batch: list[str]) -> None:
    compiled = tokenize.tokenize(batch, ABBREVIATIONS)
    plain = tokenize_plain.tokenize(batch, ABBREVIATIONS)
    for column in compiled.__slots__:
        mine, other = getattr(compiled, column), getattr(plain, column)
        assert mine.dtype == other.dtype
        np.testing.assert_array_equal(mine, other, err_msg=column)


@settings(deadline=None, max_examples=300)
@given(st.lists(texts, max_size=6))
def test_the_compiled_loops_equal_their_plain_twin(batch: list[str]) -> None:
    assert_twins_agree(batch)


def test_twins_agree_on_long_mixed_text() -> None:
    rng = random.Random(7)  # noqa: S311  # no secret
    assert_twins_agree(["".join(rng.choices(NASTY, k=rng.randrange(2000))) for _ in range(40)] + [""])


@pytest.mark.parametrize(
    "long",
    [
        "a" + "\u0301" * 200_000 + "b",
        "a" + "\u00ad" * 200_000 + "b",
        "a" + "\u00ad" * 200_000 + "\n" * 1000 + "b",
        ("a-" + " " * 100_000) * 2 + "\nb",
        "x" * 300_000,
        "漢" * 200_000,
        "\n" * 300_000,
    ],
    ids=["marks", "soft hyphens", "soft line end", "hyphens and blanks", "one word", "Han", "lines"],
)
def test_twins_agree_on_long_runs_of_one_thing(long: str) -> None:
    assert_twins_agree([long])


def test_a_hash_is_that_of_the_folded_word_and_never_zero() -> None:
    block = tokenize.tokenize(["Straße 12345678 extraordinary"], ABBREVIATIONS)
    words = [hash_word("strasse"), hash_word("12345678", whole=True), hash_word("extraordinary")]
    assert list(zip(block.words.tolist(), block.stems.tolist(), strict=True)) == words
    assert block.words[1] == block.stems[1]
    assert all(all(pair) for pair in words)


def test_stems_of_inflected_forms_are_equal_and_words_are_not() -> None:
    block = tokenize.tokenize(["nation nations national nature"], ABBREVIATIONS)
    assert len(set(block.words.tolist())) == 4
    assert len(set(block.stems[:3].tolist())) == 1
    assert block.stems[3] != block.stems[0]


def test_a_million_words_have_a_million_hashes() -> None:
    letters = [
        a + b + c + d for a in "aeiou\u0430\u4e00z09" for b in "bcdfghjklm" for c in "aeiouxyz01" for d in "rstnpq"
    ]
    hashes = [hash_word(word + tail)[0] for word in letters for tail in ("", "s", "ed", "ing", "\u0430")]
    assert len(set(hashes)) == len(hashes) == 30_000


@given(st.characters())
def test_tables_hold_what_fold_says(character: str) -> None:
    tables = FoldTables()
    code = ord(character)
    tables.fill(np.array([code], np.uint32))
    folded = int(tables.folds[code])
    if folded >= 0x110000:
        rest = tables.expansions[folded - 0x110000 :].tolist()
        written = "".join(map(chr, rest[: rest.index(0)]))
    else:
        written = chr(folded) if folded else ""
    assert written == fold(character)
    assert np.flatnonzero(tables.shapes).tolist() == [code]


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_composed_and_decomposed_accents_fold_alike(text: str) -> None:
    latin = "".join(c for c in text if ord(c) < 0x0530)
    assert fold(unicodedata.normalize("NFD", latin)) == fold(unicodedata.normalize("NFC", latin))


def test_a_rejoined_word_leaves_its_line_to_the_next() -> None:
    block = tokenize.tokenize(["an exam-\nple word"], ABBREVIATIONS)
    assert [bits & LINE for bits in block.breaks.tolist()] == [LINE, 0, LINE]
