from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UsageError
from reuse.kernels import tokenize
from reuse.kernels.fold_tables import FoldTables
from reuse.segmenters import spread, words
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from reuse.columns import Block

PIECES = (
    "word",
    "Dr.",
    "exam-\nple ",
    " ",
    ". ",
    "\n",
    "\n\n",
    "É",
    "ﬁ",
    "漢字",
    "ภ",
    "\U0001f600",
    "ﷲ",
    "No. 5",
    "a line ",
)


@pytest.fixture
def _tiny_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "_CHUNK", 1000)
    monkeypatch.setattr(spread, "_USUAL_WORD", 50)  # so that more room has to be made


def assert_same(one: Block, other: Block) -> None:
    for column in one.__slots__:
        mine, theirs = getattr(one, column), getattr(other, column)
        assert mine.dtype == theirs.dtype
        np.testing.assert_array_equal(mine, theirs, err_msg=column)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=12), st.integers(1, 20))
def test_chunks_of_any_size_make_no_difference(texts: list[str], size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "_CHUNK", size)
        assert_same(spread.spread(Words().segment, texts, jobs=2), Words().segment(texts))


@pytest.mark.usefixtures("_tiny_chunks")
@pytest.mark.parametrize("jobs", [0, 1, 2, 7])
def test_threads_make_no_difference(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(jobs)  # noqa: S311  # no secret
    texts = ["".join(rng.choices(PIECES, k=rng.randrange(500))) for _ in range(100)] + [""]
    plain = Words().segment(texts)
    monkeypatch.setattr(words, "_SMALL", 0)
    monkeypatch.setattr(tokenize, "TABLES", FoldTables())  # so that threads fill them at the same time
    assert_same(Words(jobs=jobs).segment(texts), plain)


def test_jobs_is_no_negative_number() -> None:
    with pytest.raises(UsageError, match=r"words\.jobs is -1"):
        Words(jobs=-1)


@pytest.mark.usefixtures("_tiny_chunks")
def test_a_fault_in_one_thread_is_not_lost() -> None:
    def segment(texts: list[str]) -> Block:
        if "bad" in texts:
            raise MemoryError
        return Words().segment(texts)

    with pytest.raises(MemoryError):
        spread.spread(segment, ["a " * 600, "a " * 600, "bad", "a " * 600], jobs=2)
