from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
import twins_paths as plain
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins_copies import chain, runs_of
from twins_grams import Rows, repetitive
from twins_paths import Model

from reuse.kernels import copies, paths

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from twins_paths import Passage

BOUNDS = 12, 20, 30
KEPT = 0.4
compiled = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # waits for the compiler


class Given(NamedTuple):
    """A corpus with the chains of its runs, and what its words are worth."""

    words: list[int]
    chains: list[list[list[int]]]
    bounds: list[list[int]]
    model: Model

    def found(self, need: float) -> list[Passage]:
        """What the kernel cuts out of the chains."""
        runs = np.array([run for own in self.chains for run in own], np.int64).reshape(-1, 3)
        firsts = np.cumsum([0, *map(len, self.chains)])
        chains = np.array([_bounds(own) for own in self.chains], np.int64).reshape(-1, 4)
        model = self.model
        rows, bits, path = paths.passages(
            np.array(self.words, np.int32), runs, firsts, chains, np.array(self.bounds, np.int64).reshape(-1, 4),
            np.array(model.weights, np.float32), np.array(model.rates), np.array(model.counts),
            np.array(model.stock, np.float32), model[4:], need,
        )  # fmt: skip
        found = []
        for (of, *span, first, last), worth in zip(rows.tolist(), bits.tolist(), strict=True):
            found.append(plain.Passage(of, span, path[first:last].tolist(), worth))
        return sorted(found)


def _bounds(runs: list[list[int]]) -> list[int]:
    (p, s, _), (q, t, length) = runs[0], runs[-1]
    return [p, q + length, s, t + length]


@st.composite
def corpora(draw: st.DrawFn) -> Given:
    """Texts that copy one another, chained; words of all rates."""
    texts = draw(repetitive())
    words, documents = Rows.of(texts).words.tolist(), Rows.of(texts).documents.tolist()
    owner = [document for document, text in enumerate(texts) for _ in text]
    runs = runs_of(texts)[1]
    chains, bounds = [], []
    for one in chain(runs, [owner[run.start] for run in runs], BOUNDS, copies.OPEN)[0]:
        start, _, _, source_end, document, _ = one.row
        if document < 0:  # what goes on repeating itself stays as it is
            limits = one.row[:4]
        else:
            limits = [*documents[one.owner : one.owner + 2], *documents[document : document + 2]]
        if one.owner == document:
            limits[0] = limits[3] = (start + source_end) // 2
        chains.append([list(run[:3]) for run in one.runs])
        bounds.append(limits)
    rnd = draw(st.randoms(use_true_random=False))
    letters = max(words, default=0) + 1
    rates = [10 ** rnd.uniform(-5, -1) for _ in range(letters)]
    weights = [np.float32(-math.log2(rate) + rnd.random()) for rate in rates]
    counts = [float(rnd.randrange(1, 30)) for _ in range(letters)]
    stock = [rnd.choice([0.0, 0.0, 1.0, 5.5]) for _ in range(16)]
    cost = -math.log2(1 - KEPT) / 2
    return Given(words, chains, bounds, Model(weights, rates, counts, stock, KEPT, 2.0, 4.0, cost))


@compiled
@given(corpora(), st.sampled_from([8.0, 20.0, 45.0]))
def test_passages_equal_their_twin(corpus: Given, need: float) -> None:
    found = corpus.found(need)
    expected = plain.passages(corpus.words, corpus.chains, corpus.bounds, corpus.model, need)
    assert [one[:3] for one in found] == [one[:3] for one in expected]
    assert [one.bits for one in found] == pytest.approx([one.bits for one in expected], abs=1e-6)


@compiled
@given(corpora(), st.sampled_from([8.0, 20.0]))
def test_paths_are_monotone_and_of_equal_words(corpus: Given, need: float) -> None:
    for of, span, runs, bits in corpus.found(need):
        start, end, source, source_end = corpus.bounds[of]
        assert start <= span[0] < span[1] <= end
        assert source <= span[2] < span[3] <= source_end
        assert _bounds(runs) == span
        assert bits >= need
        for p, s, length in runs:
            assert length >= 1
            assert corpus.words[p : p + length] == corpus.words[s : s + length]
        for one, then in pairwise(runs):
            assert one[0] + one[2] <= then[0]
            assert one[1] + one[2] <= then[1]
            assert one[0] - one[1] != then[0] - then[1] or one[0] + one[2] < then[0], "runs that go on are one"


def test_the_same_chain_gives_passages_that_do_not_overlap() -> None:
    """Two passages with so many words between them that they are worth less together."""
    passage, between = list(range(20)), list(range(100, 180))
    words = [*passage, *(k + 100 for k in between), *passage[::-1], *passage, *between, *passage[::-1]]
    low = len(words) // 2
    own = [[low, 0, 20], [low + 100, 100, 20]]
    rates = [1e-4] * 300
    model = Model([np.float32(12)] * 300, rates, [1.0] * 300, [0.0] * 16, KEPT, 2.0, 4.0, 5.0)
    found = Given(words, [own], [[low, len(words), 0, low]], model).found(40.0)
    assert [one.span for one in found] == [[low, low + 20, 0, 20], [low + 100, low + 120, 100, 120]]
    cheap = Given(words, [own], [[low, len(words), 0, low]], model._replace(cost=0.01)).found(40.0)
    assert [one.span for one in cheap] == [[low, low + 120, 0, 120]]


# -- paths of passages -------------------------------------------------------------------------------------------------

words_ = st.lists(st.integers(0, 3), max_size=30)
sides = st.lists(st.tuples(words_, words_), max_size=5)


def lay(
    pairs: list[tuple[list[int], list[int]]], weights: NDArray[np.float32], *, room: int = 1000
) -> tuple[int, list[int], list[list[int]], list[int], list[list[int]]]:
    """Count of runs, where those of each pair begin, the runs; and the words and spans that they are of."""
    words: list[int] = []
    spans = []
    for a, b in pairs:
        spans.append([len(words), len(words) + len(a), len(words) + len(a), len(words) + len(a) + len(b)])
        words += a + b
    firsts, runs = np.full(len(pairs) + 1, -1, np.int64), np.zeros((room, 3), np.int64)
    table = np.zeros((31, 31), np.float32)
    rows = np.array(spans, np.int64).reshape(-1, 4)
    count = paths.lay(np.array(words, np.int32), rows, weights, table, firsts, runs)
    return count, firsts.tolist(), runs[:count].tolist(), words, spans


@compiled
@given(sides, st.lists(st.sampled_from([0.5, 1.0, 3.0]), min_size=4, max_size=4))
def test_lay_equals_its_twin(pairs: list[tuple[list[int], list[int]]], weights: list[float]) -> None:
    count, firsts, runs, words, spans = lay(pairs, np.array(weights, np.float32))
    assert len(runs) == count == firsts[-1]
    assert lay(pairs, np.array(weights, np.float32), room=count // 2)[:2] == (count, firsts)
    for (start, end, source, source_end), first, last in zip(spans, firsts, firsts[1:], strict=False):
        expected = plain.align(words, range(start, end), range(source, source_end), list(map(np.float32, weights)))
        assert runs[first:last] == plain.runs_of(expected)


@compiled
@given(sides)
def test_a_path_is_as_long_as_the_longest_common_subsequence(pairs: list[tuple[list[int], list[int]]]) -> None:
    _, firsts, runs, words, spans = lay(pairs, np.ones(4, np.float32))
    for (start, end, source, source_end), pair, first, last in zip(spans, pairs, firsts, firsts[1:], strict=False):
        own = runs[first:last]
        assert sum(length for _, _, length in own) == plain.common(*pair)
        p, s = start, source
        for at, other, length in own:
            assert (p, s) <= (at, other)
            assert at >= p
            assert other >= s
            assert words[at : at + length] == words[other : other + length]
            p, s = at + length, other + length
        assert (p <= end, s <= source_end) == (True, True)
