from __future__ import annotations

import re
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import datasketch
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.columns import SENTENCE, Block
from reuse.errors import UsageError
from reuse.finders.minhash import BANDS, MinHash, as_datasketch, banding, permutations, shingles
from reuse.kernels.minhash import sign_compiled, sign_plain
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = Path(__file__).parents[2] / "seeds"

Documents = list[list[list[str]]]  # words in sentences in documents


def block_of(documents: Documents) -> Block:
    sentences = [sentence for document in documents for sentence in document]
    words = np.array([zlib.crc32(w.encode()) for sentence in sentences for w in sentence], np.uint64)
    breaks = np.zeros(len(words) + 1, np.uint8)
    breaks[np.cumsum([0, *map(len, sentences)])] = SENTENCE
    bounds = np.cumsum([0, *(sum(map(len, document)) for document in documents)])
    offsets = np.arange(len(words), dtype=np.int32)
    return Block(offsets, offsets, words, words, breaks[:-1], bounds)


def read(text: str) -> list[list[str]]:
    sentences = (re.findall(r"\w+", sentence) for sentence in re.split(r"[.!?\n]+", text))
    return [sentence for sentence in sentences if sentence]


def generated(count: int) -> Documents:
    random = np.random.default_rng(11)
    return [
        [[f"w{w}" for w in random.zipf(1.3, random.integers(1, 30))] for _ in range(random.integers(1, 4))]
        for _ in range(count)
    ]


def by_datasketch(block: Block, start: int, length: int, finder: MinHash) -> np.ndarray:
    sketch = datasketch.MinHash(num_perm=finder.permutations, hashfunc=int)
    for hashed in shingles(block.stems[start : start + length], finder.shingle):
        sketch.update(hashed)
    return sketch.hashvalues


@pytest.mark.parametrize(
    "documents",
    [
        pytest.param([read(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))], id="seeds"),
        pytest.param(generated(1_000), id="generated"),
    ],
)
@pytest.mark.parametrize("twin", [sign_plain, sign_compiled()], ids=["plain", "compiled"])
def test_signatures_are_those_of_datasketch(
    documents: Documents, twin: Callable[..., np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reuse.finders.minhash.signer", lambda _: twin)
    block, finder = block_of(documents), MinHash(shingle=1, min_words=1, runs=(1,))
    signatures, starts, lengths = finder.signatures(block)
    assert len(signatures) == sum(map(len, documents)) > 100
    for signature, start, length in zip(signatures, starts, lengths, strict=True):
        assert np.array_equal(signature, by_datasketch(block, start, length, finder))


@pytest.mark.parametrize("options", [{}, {"permutations": 37, "shingle": 3, "runs": (1, 2, 3)}])
def test_signatures_at_other_options_too(options: dict[str, object]) -> None:
    block, finder = block_of(generated(60)), MinHash(**options)
    for signature, start, length in zip(*finder.signatures(block), strict=True):
        assert np.array_equal(signature, by_datasketch(block, start, length, finder))


@pytest.mark.parametrize("count", [1, 2, 128, 300])
def test_permutations_are_those_of_datasketch(count: int) -> None:
    assert np.array_equal(permutations(count), datasketch.MinHash(num_perm=count).permutations)


@pytest.mark.parametrize(("threshold", "count"), BANDS)
def test_banding_table_is_that_of_datasketch(threshold: float, count: int) -> None:
    chosen = datasketch.MinHashLSH(threshold=threshold, num_perm=count)
    assert BANDS[threshold, count] == (chosen.b, chosen.r)


def test_other_bandings_come_from_datasketch() -> None:
    chosen = datasketch.MinHashLSH(threshold=0.62, num_perm=50)
    assert banding(0.62, 50) == (chosen.b, chosen.r)


def test_datasketch_takes_a_signature() -> None:
    block, finder = block_of([[["to", "be", "or", "not", "to", "be"]]]), MinHash()
    sketch = as_datasketch(finder.signatures(block)[0][0])
    assert sketch.jaccard(sketch.copy()) == 1
    grown = datasketch.MinHash(hashfunc=int)
    grown.update_batch([*shingles(block.stems, 2), 12345])
    sketch.update(12345)
    assert sketch == grown


def test_keys_meet_as_bands_of_datasketch_do() -> None:
    block, finder = block_of(generated(80)), MinHash(shingle=1, runs=(1,))
    bands, rows = banding(finder.threshold, finder.permutations)
    signatures, starts, lengths = finder.signatures(block)
    index = datasketch.MinHashLSH(params=(bands, rows))
    for i, signature in enumerate(signatures):
        index.insert(i, as_datasketch(signature))
    keys = finder.keys(block)
    assert np.array_equal(keys.starts, np.repeat(starts, bands))
    assert np.array_equal(keys.lengths, np.repeat(lengths, bands))
    held = [set(unit) for unit in keys.keys.reshape(-1, bands).tolist()]
    met = 0
    for i, signature in enumerate(signatures):
        expected = set(index.query(as_datasketch(signature)))
        assert {j for j, other in enumerate(held) if held[i] & other} == expected
        met += len(expected) - 1
    assert met > 10


@given(
    st.lists(st.lists(st.integers(1, 9), max_size=5), max_size=4),
    st.sets(st.integers(1, 3), min_size=1),
    st.integers(2, 9),
)
def test_units_are_runs_of_sentences_within_documents(lengths: list[list[int]], runs: set[int], min_words: int) -> None:
    block = block_of([[["x"] * n for n in document] for document in lengths])
    expected, at = [], 0
    for document in lengths:
        ends = np.cumsum([at, *document]).tolist()
        at = ends[-1]
        expected += [(s, e - s) for run in runs for s, e in zip(ends, ends[run:], strict=False)]
    starts, sizes = MinHash(runs=tuple(runs), min_words=min_words).units(block)
    assert list(zip(starts.tolist(), sizes.tolist(), strict=True)) == sorted(
        (start, size) for start, size in expected if size >= min_words
    )


def test_a_document_begins_a_sentence_though_no_break_is_marked() -> None:
    block = block_of([[["a"] * 5], [["a"] * 6]])
    block.breaks[:] = 0
    assert [column.tolist() for column in MinHash().units(block)] == [[0, 5], [5, 6]]


def test_keys_do_not_depend_on_the_batch() -> None:
    documents, finder = generated(40), MinHash()
    alone = [finder.keys(block_of([document])).keys for document in documents]
    assert np.array_equal(finder.keys(block_of(documents)).keys, np.concatenate(alone))


def test_units_are_signed_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    block = block_of(generated(40))
    whole = MinHash().keys(block).keys
    monkeypatch.setattr("reuse.finders.minhash._SLICE", 7)
    assert np.array_equal(whole, MinHash().keys(block).keys)


def test_an_edited_sentence_is_found() -> None:
    random = np.random.default_rng(2)
    met = 0
    for _ in range(100):
        sentence = [f"w{w}" for w in random.integers(0, 10**6, 20)]
        at = int(random.integers(0, 18))
        edited = [*sentence[:at], "other", "words", *sentence[at + 2 :]]
        keys = MinHash(runs=(1,)).keys(block_of([[sentence], [edited]])).keys.reshape(2, -1)
        met += bool(np.any(keys[0] == keys[1]))
    assert met >= 95


@pytest.mark.parametrize("documents", [[], [[]], [[["one", "two"]], [], [["three"]]]])
def test_nothing_to_sign(documents: Documents) -> None:
    keys = MinHash().keys(block_of(documents))
    assert [len(keys.keys), len(keys.starts), len(keys.lengths)] == [0, 0, 0]
    assert MinHash().signatures(block_of(documents))[0].shape == (0, 128)


@pytest.mark.parametrize(
    "options",
    [{"permutations": 1}, {"threshold": 1.0}, {"runs": ()}, {"runs": (0,)}, {"shingle": 5}, {"shingle": 0}],
)
def test_refuses_options_that_make_no_sense(options: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        MinHash(**options)


def test_the_usual_way_loads_neither_datasketch_nor_numba() -> None:
    code = (
        "import sys, numpy as np; from reuse.columns import Block; from reuse.finders.minhash import MinHash;"
        "w = np.arange(30, dtype=np.uint64); b = np.array([0, 30]); i = w.astype(np.int32);"
        "assert len(MinHash().keys(Block(i, i, w, w, np.ones(30, np.uint8) * 0, b)).keys) == 32;"
        "sys.exit(bool({'datasketch', 'scipy', 'numba'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 30), max_size=9), min_size=1, max_size=9),
    st.sampled_from([(32, 0.5), (128, 0.4), (7, 0.6)]),
    st.sampled_from([(2, (1, 2), 4), (4, (1, 3), 4), (1, (2,), 1), (3, (1, 2, 3), 5)]),
)
def test_parts_are_the_keys_band_by_band(
    sentences: list[list[int]], options: tuple[int, float], units: tuple[int, tuple[int, ...], int]
) -> None:
    texts = [". ".join(" ".join(f"Word{word}" for word in sentence) for sentence in sentences), "And on to the end."]
    block = Words().segment(texts)
    shingle, runs, least = units
    finder = MinHash(*options, shingle=shingle, runs=runs, min_words=least)
    whole = finder.keys(block)
    parts = [(part.keys.copy(), part.starts, part.lengths) for (part,) in finder.parts(block)]
    assert np.array_equal(np.stack([keys for keys, _, _ in parts], 1).ravel(), whole.keys)
    assert np.array_equal(np.repeat(parts[0][1], len(parts)), whole.starts)
    assert np.array_equal(np.repeat(parts[0][2], len(parts)), whole.lengths)
