"""Texts -> words and breaks by the compiled loops, for large inputs; `tokenize_plain` is its twin."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import Block
from reuse.kernels.fold_tables import TABLES
from reuse.kernels.tokenize_sentences import ABBREVIATION, BEFORE_NUMBER, sentence_kernel
from reuse.kernels.word_hash import PREFIXES, hash_word, stem_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Codes = NDArray[np.uint8] | NDArray[np.uint32]

_CHUNK = 1 << 20  # code points encoded at a time: the buffers stay in the cache and are used again


def tokenize(texts: Sequence[str], abbreviations: Mapping[str, int]) -> Block:
    """Return the words of `texts` with their breaks, further bits (UNDECIDED, CAPITAL) among them.

    abbreviations: folded word -> ABBREVIATION or BEFORE_NUMBER.
    """
    usages = tuple(
        np.array([hash_word(word)[0] for word, usage in abbreviations.items() if usage == wanted], np.uint64)
        for wanted in (ABBREVIATION, BEFORE_NUMBER)
    )
    return _joined([_tokenize_chunk(chunk, usages) for chunk in _chunks(texts)])


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


def _tokenize_chunk(texts: Sequence[str], usages: tuple[NDArray[np.uint64], ...]) -> Block:
    from reuse.kernels.tokenize_words import find_shapes, find_words  # noqa: PLC0415 - heavy: loads numba

    codes = _encode("".join(texts))
    bounds = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    shapes = np.empty(len(codes), np.uint8)
    known, most = find_shapes(codes, TABLES.shapes, shapes)
    if not known:
        TABLES.fill(codes[shapes == 0])
        _, most = find_shapes(codes, TABLES.shapes, shapes)
    most += len(texts)  # where two texts meet, two words may have looked like one
    starts, ends = np.empty(most, np.int32), np.empty(most, np.int32)
    words, stems = np.empty(most, np.uint64), np.empty(most, np.uint64)
    breaks, tails, sizes = np.empty(most, np.uint8), np.empty(most, np.uint8), np.empty(most, np.uint8)
    documents = np.empty(len(texts) + 1, np.int64)
    stem_lengths = np.array([0, *map(stem_length, range(1, PREFIXES + 1))])
    tables = (TABLES.folds, TABLES.expansions)
    columns = (starts, ends, words, stems, tails, sizes, documents)
    n = find_words(codes, shapes, bounds, tables, stem_lengths, columns)
    sentence_kernel()(shapes, starts, ends, words, tails, sizes, documents, bounds, *usages, breaks)
    return Block(starts[:n], ends[:n], words[:n], stems[:n], breaks[:n], documents)


def _joined(blocks: Sequence[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    rows = accumulate((len(block.words) for block in blocks), initial=0)
    bounds = [block.documents[:-1] + row for block, row in zip(blocks, rows, strict=False)]
    total = np.array([sum(len(block.words) for block in blocks)])
    return Block(
        np.concatenate([block.starts for block in blocks]),
        np.concatenate([block.ends for block in blocks]),
        np.concatenate([block.words for block in blocks]),
        np.concatenate([block.stems for block in blocks]),
        np.concatenate([block.breaks for block in blocks]),
        np.concatenate([*bounds, total]),
    )
