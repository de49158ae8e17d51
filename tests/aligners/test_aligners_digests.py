from __future__ import annotations

from random import Random

import numpy as np
import pytest
from texts import Corpus, common, rare

from reuse.aligners.digests import Digests, summaries
from reuse.aligners.pair import Passages

SOURCE = [word for number in range(60) for word in (*common(8, f"source {number}"), *rare(3, f"source {number}"))]


def told(words: int) -> list[str]:
    """A summary: rare words of all of the source, shuffled among common ones."""
    own = [word for word in SOURCE if word[-1].isdigit()]
    picked = Random(1).sample(own, words // 2)  # noqa: S311 - no secret
    return [word for two in zip(picked, common(len(picked), "told"), strict=True) for word in two]


def found(a: list[str], b: list[str], passages: list[Passages] | None = None) -> list[Passages]:
    with Corpus.of(" ".join(a), " ".join(b)).pair() as pair:
        return summaries(pair, passages or [], Digests())


def passage(a: tuple[int, int], b: tuple[int, int]) -> Passages:
    return Passages(a, b, (90.0, 90.0), (np.ones(a[1] - a[0]), np.ones(b[1] - b[0])))


def test_a_summary_of_the_whole_source_is_found() -> None:
    (one,) = found(rare(200, "x") + told(160) + rare(200, "y"), SOURCE)
    assert one.summary
    assert one.b == (0, len(SOURCE))
    assert abs(one.a[0] - 200) < 10
    assert abs(one.a[1] - 360) < 10
    assert sum(one.gains[0]) == pytest.approx(one.bits[0])


def test_texts_apart_have_none() -> None:
    assert found(rare(400, "x"), SOURCE) == []
    assert found(common(400, "x"), SOURCE) == []


def test_a_source_that_is_no_longer_than_the_stretch_is_none() -> None:
    assert found(rare(200, "x") + told(160) + rare(200, "y"), told(160)) == []


def test_passages_in_it_give_way_and_the_others_stay() -> None:
    outside, inside = passage((0, 20), (0, 20)), passage((250, 270), (100, 120))
    one, other = found(rare(200, "x") + told(160) + rare(200, "y"), SOURCE, [outside, inside])
    assert one is outside
    assert other.summary


def test_two_long_passages_are_no_summary() -> None:
    two = [passage((200, 270), (0, 70)), passage((280, 350), (100, 170))]
    assert found(rare(200, "x") + told(160) + rare(200, "y"), SOURCE, two) == two


def test_a_document_is_no_summary_of_itself() -> None:
    with Corpus.of(" ".join(SOURCE + told(160))).pair(0, 0) as pair:
        assert summaries(pair, [], Digests()) == []


def test_nothing_stays_counted() -> None:
    with Corpus.of(" ".join(rare(200, "x") + told(160)), " ".join(SOURCE)).pair() as pair:
        first = summaries(pair, [], Digests())
        assert not any(tally.any() for tally in pair.space.tallies)
        assert [one.a for one in summaries(pair, [], Digests())] == [one.a for one in first]
