from __future__ import annotations

import importlib.util
import itertools
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.columns import SENTENCE
from reuse.errors import UsageError
from reuse.kernels.fold import fold
from reuse.kernels.word_hash import hash_word
from reuse.segmenters.intl import IntlWords
from reuse.segmenters.words import Words

needs_icu = pytest.mark.skipif(importlib.util.find_spec("icu4py") is None, reason="the extra intl is not installed")


def words(text: str) -> list[str]:
    block = IntlWords().segment([text])
    return [text[start:end] for start, end in zip(block.starts, block.ends, strict=True)]


def test_without_icu_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icu4py", None)
    with pytest.raises(UsageError, match=r"pip install 'text-reuse\[intl\]'"):
        IntlWords()


@needs_icu
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们今天去学校。", "我们|今天|去|学校"),
        ("𠀀abc我们abc", "𠀀|abc|我们|abc"),
        ("ภาษาไทยเป็นภาษา", "ภาษา|ไทย|เป็น|ภาษา"),
        ("plain words, 3月", "plain|words|3|月"),
    ],
)
def test_words_by_dictionary(text: str, expected: str) -> None:
    assert words(text) == expected.split("|")


@needs_icu
@given(
    st.lists(
        st.text(st.one_of(st.characters(), st.sampled_from("我们今天去学校。ภาษาไทยか\u3099漢\U00020000"))), max_size=4
    )
)
def test_spans_are_the_words_for_any_unicode(texts: list[str]) -> None:
    block, characters = IntlWords().segment(texts), Words().segment(texts)
    assert len(block.documents) == len(texts) + 1
    for text, first, last in zip(texts, block.documents, block.documents[1:], strict=False):
        spans = list(zip(block.starts[first:last].tolist(), block.ends[first:last].tolist(), strict=True))
        assert all(a < b <= c < d for (a, b), (c, d) in itertools.pairwise(spans))
        for row, (start, end) in enumerate(spans, first):
            assert block.words[row] == hash_word(fold(text[start:end]))[0]
    assert np.sum(block.ends - block.starts) == np.sum(characters.ends - characters.starts)
    assert np.sum(block.breaks & SENTENCE) == np.sum(characters.breaks & SENTENCE)
