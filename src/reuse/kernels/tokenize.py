"""Texts -> words and breaks by the compiled loops, for large inputs; `tokenize_plain` is its twin."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.columns import Block
from reuse.kernels.fold_tables import TABLES
from reuse.kernels.tokenize_sentences import ABBREVIATION, BEFORE_NUMBER, sentence_kernel
from reuse.kernels.word_hash import PREFIXES, hash_word, stem_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint8] | NDArray[np.uint32]
    Columns = tuple[NDArray[Any], ...]

_CHUNK = 1 << 17  # code points encoded at a time: the buffers stay in the cache and are used again
_USUAL_WORD = 5  # code points for one row; more room is made where words are shorter


class _Shaped(NamedTuple):
    """Texts ready for the loops: their code points and shapes, one after another, and at most how many words."""

    codes: Codes
    shapes: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    most: int


def tokenize(texts: Sequence[str], abbreviations: Mapping[str, int]) -> Block:
    """Return the words of `texts` with their breaks, further bits (UNDECIDED, CAPITAL) among them.

    abbreviations: folded word -> ABBREVIATION or BEFORE_NUMBER.
    """
    usages = tuple(
        np.array([hash_word(word)[0] for word, usage in abbreviations.items() if usage == wanted], np.uint64)
        for wanted in (ABBREVIATION, BEFORE_NUMBER)
    )
    rows = document = 0
    documents = np.zeros(len(texts) + 1, np.int64)
    # written once, in place: room that stays unused is never touched, and so costs nothing
    columns = _room(sum(map(len, texts)) // _USUAL_WORD)
    for chunk in _chunks(texts):
        shaped = _shape(chunk)
        if rows + shaped.most > len(columns[0]):
            columns = _room(2 * (rows + shaped.most), columns, rows)
        target = (*(column[rows:] for column in columns), documents[document : document + len(chunk) + 1])
        found = _tokenize_chunk(shaped, target, usages)
        target[-1][:] += rows
        rows, document = rows + found, document + len(chunk)
    starts, ends, words, stems, breaks = (column[:rows] for column in columns)
    return Block(starts, ends, words, stems, breaks, documents)


def _room(size: int, before: Columns = (), rows: int = 0) -> Columns:
    """Return columns of `size` rows, with the first `rows` of `before` in them."""
    columns = tuple(np.empty(size, dtype) for dtype in (np.int32, np.int32, np.uint64, np.uint64, np.uint8))
    for old, new in zip(before, columns, strict=False):
        new[:rows] = old[:rows]
    return columns


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut `texts` into runs of about `_CHUNK` code points, one at least."""
    first = size = 0
    for place, text in enumerate(texts):
        if place > first and size + len(text) > _CHUNK:
            yield texts[first:place]
            first, size = place, 0
        size += len(text)
    yield texts[first:]


def _encode(text: str) -> Codes:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


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


def _tokenize_chunk(shaped: _Shaped, columns: Columns, usages: tuple[NDArray[np.uint64], ...]) -> int:
    """Write the words of one chunk to `columns`, the last of which are the documents; return how many there are."""
    from reuse.kernels.tokenize_words import find_words  # noqa: PLC0415 - heavy: loads numba

    tails, sizes = np.empty(shaped.most, np.uint8), np.empty(shaped.most, np.uint8)
    columns = (*columns[:-1], tails, sizes, columns[-1])
    stem_lengths = np.array([0, *map(stem_length, range(1, PREFIXES + 1))])
    tables = (TABLES.folds, TABLES.expansions)
    rows: int = find_words(shaped.codes, shaped.shapes, shaped.bounds, tables, stem_lengths, columns)
    sentence_kernel()(shaped.shapes, columns, shaped.bounds, *usages)
    return rows
