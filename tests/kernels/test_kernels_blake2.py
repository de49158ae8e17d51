from __future__ import annotations

from hashlib import blake2b
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.families import family_id, fingerprint, match_id
from reuse.kernels.blake2 import BLANK, fingerprints, place_ids

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLD = np.array([BLANK if chr(b).isspace() else ord(chr(b).lower()) for b in range(128)] + [*range(128, 256)], np.uint8)


def pieces(texts: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    written = [text.encode("utf-8", "surrogatepass") for text in texts]
    return np.frombuffer(b"".join(written), np.uint8), np.array([0, *accumulate(map(len, written))], np.int64)


def hexadecimal(rows: NDArray[np.uint8]) -> list[str]:
    return [row.tobytes().decode() for row in rows]


@settings(deadline=None)  # the first example waits for the compiler
@given(
    st.lists(st.text(max_size=200), min_size=1, max_size=3),
    st.lists(st.tuples(*[st.integers(0, 2**31)] * 6), max_size=5),
)
def test_ids_are_those_of_families(names: list[str], numbers: list[tuple[int, ...]]) -> None:
    rows = np.array([(a % len(names), b, c, d % len(names), e, f) for a, b, c, d, e, f in numbers], np.int64)
    rows, room = rows.reshape(-1, 6), 2 * 800 + 100
    ids = np.empty((len(rows), 12), np.uint8)
    place_ids(rows, np.array([True, False, False, True, False, False]), pieces(names), room, ids)
    assert hexadecimal(ids) == [match_id((names[a], b, c), (names[d], e, f)) for a, b, c, d, e, f in rows.tolist()]
    four = np.ascontiguousarray(rows[:, [0, 1, 2, 4]])
    place_ids(four, np.array([True, False, False, False]), pieces(names), room, ids)
    assert hexadecimal(ids) == [family_id(names[a], b, c, d) for a, b, c, d in four.tolist()]


@settings(deadline=None)
@given(st.lists(st.text(st.characters(max_codepoint=127), max_size=500), max_size=5))
def test_fingerprints_are_those_of_families(texts: list[str]) -> None:
    prints = np.empty((len(texts), 16), np.uint8)
    fingerprints(pieces(texts), FOLD, 500, prints)
    assert hexadecimal(prints) == [fingerprint(text) for text in texts]


@pytest.mark.parametrize("size", [0, 1, 127, 128, 129, 255, 256, 257, 1000])
def test_digests_of_all_lengths_of_the_last_block(size: int) -> None:
    text = "x" * size
    prints = np.empty((2, 16), np.uint8)
    fingerprints(pieces([text + "y" * 300, text]), FOLD, size + 300, prints)
    assert hexadecimal(prints)[1] == blake2b(text.encode(), digest_size=8).hexdigest()
