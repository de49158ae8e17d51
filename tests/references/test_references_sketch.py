from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.finders.ngrams import Ngrams
from reuse.references.segment import Segment
from reuse.references.sketch import GRAM, HALF, SECTION, WINDOW, Sketch, cut, prints, sections
from reuse.segmenters.words import Words

TEXTS = st.lists(st.lists(st.sampled_from(["ab", "cd", "ef", "gh", ".\n"]), max_size=40).map(" ".join), max_size=6)


def block(texts: list[str]):  # noqa: ANN201
    return Words(jobs=1).segment(texts)


@settings(deadline=None)
@given(TEXTS)
def test_prints_are_those_of_the_finder_that_winnows_and_whole_short_units(texts: list[str]) -> None:
    words = block(texts)
    found = prints(words)
    keys = Ngrams(n=GRAM, window=WINDOW).keys(words)
    runs = found.lengths == GRAM
    mine = set(zip((found.keys[runs]).tolist(), found.starts[runs].tolist(), strict=True))
    theirs = set(zip((keys.keys >> HALF).tolist(), keys.starts.tolist(), strict=True))
    assert theirs <= mine
    ends = found.starts + found.lengths
    home = np.searchsorted(words.documents, found.starts, "right") - 1
    assert (ends <= words.documents[home + 1]).all()


def test_a_short_line_has_one_of_its_own() -> None:
    both = prints(
        block(["Five words are just enough.\n\nBut no more than that, they said.", "Five words are just enough."])
    )
    assert len(np.intersect1d(both.keys[both.starts < 5], both.keys[both.starts >= 12])) == 1


@settings(deadline=None)
@given(TEXTS)
def test_sections_lie_in_their_documents(texts: list[str]) -> None:
    words = block(texts * 20)
    section, counts = sections(words.documents)
    assert len(section) == len(words.stems)
    assert counts.sum() == len(np.unique(section))
    assert (counts == -(-np.diff(words.documents) // SECTION)).all()


def test_a_huge_document_has_no_more_sections_than_a_number_has_room_for() -> None:
    words = np.array([0, 1, 300, 301, 30_000_000])
    size, counts = cut(words)
    assert counts.tolist() == [0, 1, 1, 2, 32_752]
    assert (size * counts >= words).all()


@settings(deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_a_segment_gives_its_sketch_back(one: list[str], other: list[str], data: st.DataObject) -> None:
    whole = Sketch.joined([Sketch.of(block(one)), Sketch.of(block(other))])
    direct = Sketch.of(block([*one, *other]))
    for left, right in zip(_columns(whole), _columns(direct), strict=True):
        assert np.array_equal(left, right)
    segment = Segment.of(whole)
    for left, right in zip(_columns(segment.sketch(whole.words)), _columns(whole), strict=True):
        assert np.array_equal(left, right)
    dropped = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(whole.words), max_size=len(whole.words))), np.bool_
    )
    kept = [text for text, gone in zip([*one, *other], dropped, strict=True) if not gone]
    for left, right in zip(
        _columns(segment.without(whole.words, dropped)), _columns(Sketch.of(block(kept))), strict=True
    ):
        assert np.array_equal(left, right)


def _columns(sketch: Sketch) -> tuple[np.ndarray, ...]:
    return sketch.prints, sketch.stems, sketch.sections, sketch.words, sketch.starts


@pytest.mark.parametrize("seed", range(6))
def test_lookups_are_the_same_with_and_without_heads(seed: int) -> None:
    chance = np.random.default_rng(seed % 5)
    size = 300_000 if seed % 2 else 2_000
    packed = np.unique((chance.integers(0, 1 << 32, size).astype(np.uint64) << np.uint64(16)) | np.uint64(seed % 7))
    counts = np.array([7])
    segment = Segment.of(Sketch(packed, packed[:100], counts, counts * 10, np.arange(7)))
    assert bool(len(segment.heads)) == (size > 262_144)
    keys = np.unique(
        np.concatenate(((packed[:: max(1, size // 50)] >> np.uint64(16)).astype(np.uint32), [np.uint32(seed)]))
    )
    which, found = segment.print_places(keys.astype(np.uint32))
    rows = (packed >> np.uint64(16)).astype(np.uint32)
    assert np.array_equal(np.bincount(which, minlength=len(keys)), [(rows == key).sum() for key in keys])
    assert set(found.tolist()) <= {seed % 7}
