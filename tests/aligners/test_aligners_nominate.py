from __future__ import annotations

from itertools import combinations, combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import Corpus, common, rare

from reuse.aligners.nominate import CROWD, nominate
from reuse.aligners.surprise import Surprise, search_space
from reuse.finders.ngrams import Ngrams
from reuse.indexes.memory import Memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reuse.columns import Buckets

    Numbers = NDArray[np.int64]


def all_pairs(a: Numbers, b: Numbers) -> NDArray[np.bool_]:
    return np.ones(len(a), np.bool_) & (a <= b)


def buckets(corpus: Corpus) -> Buckets:
    return Memory().group(Ngrams().keys(corpus.block))


def nominated(corpus: Corpus, allowed=all_pairs) -> set[tuple[int, ...]]:  # noqa: ANN001 - as nominate has it
    places = search_space(len(corpus.block.words))
    rows = nominate(corpus.block, corpus.shares, buckets(corpus), Surprise(), places, allowed)
    found = [tuple(row) for row in rows.tolist()]
    assert found == sorted(set(found))
    return set(found)


passages = [rare(14, name) for name in "abcd"]


@settings(deadline=None)  # the first example waits for the compiler
@given(st.lists(st.lists(st.sampled_from("abcd_"), max_size=3), min_size=1, max_size=5))
def test_documents_with_a_common_run_of_rare_words_are_nominated(documents: list[list[str]]) -> None:
    texts = [
        " ".join(
            word
            for part, name in enumerate(names)
            for word in (common(9, f"{number} {part}") if name == "_" else passages["abcd".index(name)])
        )
        for number, names in enumerate(documents)
    ]
    if not any(texts):
        return
    expected = {
        (i, j)
        for i, j in combinations_with_replacement(range(len(texts)), 2)
        if any(documents[i].count(name) > (i == j) and name in documents[j] for name in "abcd")
    }
    assert nominated(Corpus.of(*texts)) >= expected


def test_documents_with_nothing_in_common_are_not() -> None:
    assert nominated(Corpus.of(" ".join(rare(50, "x")), " ".join(rare(50, "y")))) == set()


def test_common_words_are_no_reason() -> None:
    texts = [" ".join(common(300, name) + rare(30, name)) for name in "abc"]
    assert nominated(Corpus.of(*texts)) == set()


def test_only_what_is_allowed() -> None:
    text = " ".join(rare(30))
    corpus = Corpus.of(f"{text} {text}", text, text)
    assert nominated(corpus) == {(0, 0), (0, 1), (0, 2), (1, 2)}
    assert nominated(corpus, lambda a, b: a != b) == {(0, 1), (0, 2), (1, 2)}
    assert nominated(corpus, lambda a, b: (a < 1) & (b >= 1)) == {(0, 1), (0, 2)}
    assert nominated(corpus, lambda a, _: a < 0) == set()


@pytest.mark.parametrize("copies", [CROWD, CROWD + 1, 50])
def test_a_crowd_gives_linear_pairs(copies: int) -> None:
    found = nominated(Corpus.of(*[" ".join(rare(30))] * copies))
    if copies > CROWD:
        assert found == {(0, k) for k in range(1, copies)}
    else:
        assert found == set(combinations(range(copies), 2))


def test_every_new_document_of_a_crowd_meets_a_reference() -> None:
    known = 3
    corpus = Corpus.of(*[" ".join(rare(30))] * (known + CROWD))
    found = nominated(corpus, lambda a, b: (a < known) & (b >= known))
    assert {new for new, _ in found} == set(range(known))


def test_an_empty_corpus() -> None:
    assert nominated(Corpus.of("", "")) == set()
