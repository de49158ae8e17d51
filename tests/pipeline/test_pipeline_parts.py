from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reuse import Document
from reuse.pipeline.parts import APART, MARGIN, Part, around, segmented
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from reuse.columns import Block

WORDS = Words(jobs=1)
TEXT = "".join(f"Word{number} is one of many that stand here. \n" for number in range(3000))


def words_of(block: Block) -> list[tuple[tuple[int, int], int]]:
    """Return the place of each word, and its hash."""
    places = zip(block.starts.tolist(), block.ends.tolist(), strict=True)
    return list(zip(places, block.words.tolist(), strict=True))


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 1 << 41)), min_size=1, max_size=8))
def test_parts_hold_the_stretches_and_a_margin_and_never_overlap(stretches: list[tuple[int, int]]) -> None:
    document = Document("a", TEXT)
    wanted = sorted({(first, first + length) for first, length in stretches})
    parts = list(around(document, wanted))
    assert all(0 <= part.start < part.end <= len(TEXT) for part in parts)
    assert all(one.end + APART < other.start for one, other in pairwise(parts))
    for first, last in wanted:
        assert any(part.start <= max(0, first - MARGIN) and min(len(TEXT), last + MARGIN) <= part.end for part in parts)


@given(st.lists(st.integers(0, len(TEXT)), min_size=1, max_size=4, unique=True))
def test_words_of_parts_are_whole_and_stand_where_they_do_in_the_document(firsts: list[int]) -> None:
    document = Document("a", TEXT)
    whole = segmented([Part.whole(document)], WORDS)
    places = dict(words_of(whole))
    parts = list(around(document, [(first, first + 10) for first in sorted(firsts)]))
    block = segmented(parts, WORDS)
    found = words_of(block)
    assert all(places[place] == word for place, word in found)
    owners = np.repeat(np.arange(len(parts)), np.diff(block.documents))
    assert all(parts[k].start <= start < parts[k].end for k, ((start, _), _) in zip(owners, found, strict=True))


def test_a_part_ends_somewhere_in_a_text_without_blanks() -> None:
    document = Document("a", "文" * 9000)
    (part,) = around(document, [(4000, 4100)])
    assert part.end - part.start < 100 + 3 * MARGIN
