"""Texts -> words and breaks by the compiled loops, for large inputs; `tokenize_plain` is its twin."""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.columns import Block
from reuse.kernels.fold_tables import TABLES
from reuse.kernels.tokenize_sentences import ABBREVIATION, BEFORE_NUMBER, sentence_kernel
from reuse.kernels.word_hash import PREFIXES, hash_word, stem_length

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint8] | NDArray[np.uint32]
    Columns = tuple[NDArray[Any], ...]

_STEM_LENGTHS = np.array([0, *map(stem_length, range(1, PREFIXES + 1))])


class _Shaped(NamedTuple):
    """Texts ready for the loops: their code points and shapes, one after another, and at most how many words."""

    codes: Codes
    shapes: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    most: int


def tokenize(texts: Sequence[str], abbreviations: Mapping[str, int]) -> Block:
    """Return the words of `texts` with their breaks, further bits (UNDECIDED, CAPITAL) among them.

    abbreviations: folded word -> ABBREVIATION or BEFORE_NUMBER. Threads may call this at the same time.
    """
    from reuse.kernels.tokenize_words import find_words  # noqa: PLC0415 - heavy: loads numba

    shaped = _shape(texts)
    documents = np.empty(len(texts) + 1, np.int64)
    dtypes = (np.int32, np.int32, np.uint64, np.uint64, np.uint8, np.uint8, np.uint8)  # as `find_words` has them
    columns: Columns = (*(np.empty(shaped.most, dtype) for dtype in dtypes), documents)
    tables = (TABLES.folds, TABLES.expansions)
    rows = find_words(shaped.codes, shaped.shapes, shaped.bounds, tables, _STEM_LENGTHS, columns)
    sentence_kernel()(shaped.shapes, columns, shaped.bounds, *_usages(tuple(abbreviations.items())))
    starts, ends, words, stems, breaks = (column[:rows] for column in columns[:5])
    return Block(starts, ends, words, stems, breaks, documents)


def _shape(texts: Sequence[str]) -> _Shaped:
    from reuse.kernels.tokenize_words import find_shapes  # noqa: PLC0415 - heavy: loads numba

    codes = _encode("".join(texts))
    bounds = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    shapes = np.empty(len(codes), np.uint8)
    known, most = find_shapes(codes, TABLES.shapes, shapes)
    if not known:
        TABLES.fill(codes[shapes == 0])
        _, most = find_shapes(codes, TABLES.shapes, shapes)
    return _Shaped(codes, shapes, bounds, most + len(texts))  # where two texts meet, two words may look like one


def _encode(text: str) -> Codes:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _usages(abbreviations: tuple[tuple[str, int], ...]) -> tuple[NDArray[np.uint64], ...]:
    """Return the hashes of the words that take a dot always, and of those that do before a number."""
    return tuple(
        np.array([hash_word(word)[0] for word, usage in abbreviations if usage == wanted], np.uint64)
        for wanted in (ABBREVIATION, BEFORE_NUMBER)
    )
