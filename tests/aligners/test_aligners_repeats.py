from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import Corpus, rare

from reuse.aligners.nominate import CROWD
from reuse.aligners.repeats import repeats
from reuse.aligners.surprise import Surprise

MODEL = Surprise()
PLACES = 5.0  # bits
SENTENCES = [" ".join(rare(count, f"{count} words")).capitalize() + "." for count in (3, 4, 9)]
OTHER = " ".join(rare(6, "other")).capitalize() + "."

Span = tuple[int, int]


def found(corpus: Corpus, places: float = PLACES) -> dict[int, dict[Span, list[Span]]]:
    """First place -> the others, by document."""
    told: dict[int, dict[Span, list[Span]]] = defaultdict(dict)
    for document, passages in repeats(corpus.block, corpus.shares, MODEL, places):
        (first,) = {one.a for one in passages}
        told[document][first] = [one.b for one in passages]
    return dict(told)


def plain(documents: list[list[str]]) -> dict[int, dict[Span, list[Span]]]:
    """Sentences of four words and more that stand more than CROWD times in a document."""
    told: dict[int, dict[Span, list[Span]]] = {}
    for number, sentences in enumerate(documents):
        places: dict[str, list[Span]] = defaultdict(list)
        at = 0
        for sentence in sentences:
            words = len(sentence.split())
            places[sentence].append((at, at + words))
            at += words
        crowds = {spans[0]: spans[1:] for sentence, spans in places.items() if len(spans) > CROWD}
        if crowds := {first: rest for first, rest in crowds.items() if first[1] - first[0] >= MODEL.min_unit}:
            told[number] = crowds
    return told


@settings(deadline=None, max_examples=50)  # up to 300 sentences each
@given(st.lists(st.tuples(*[st.sampled_from([0, 1, CROWD, CROWD + 1, 40])] * 3), min_size=1, max_size=3), st.randoms())
def test_what_a_document_goes_on_repeating_is_matched_to_its_first_place(counts: list[tuple[int, ...]], rnd) -> None:  # noqa: ANN001 - hypothesis's own
    documents = []
    for repeated in counts:
        sentences = [text for text, count in zip(SENTENCES, repeated, strict=True) for _ in range(count)] + [OTHER]
        rnd.shuffle(sentences)
        documents.append(sentences)
    assert found(Corpus.of(*map(" ".join, documents))) == plain(documents)


@pytest.mark.parametrize("breaks", [". ", "\n"])
def test_lines_are_repeated_as_sentences_are(breaks: str) -> None:
    line = " ".join(rare(5)).capitalize()
    corpus = Corpus.of(breaks.join([line] * (CROWD + 1)))
    assert found(corpus) == {0: {(0, 5): [(5 * k, 5 * k + 5) for k in range(1, CROWD + 1)]}}


def test_copies_in_several_documents_are_no_repetition() -> None:
    assert found(Corpus.of(*[" ".join([SENTENCES[2]] * 2)] * CROWD)) == {}


def test_what_chance_explains_is_none() -> None:
    corpus = Corpus.of(" ".join([SENTENCES[2]] * 30))
    ((_, passages),) = repeats(corpus.block, corpus.shares, MODEL, PLACES)
    bits = sum(passages[0].bits) / 2
    assert found(corpus, bits - MODEL.min_score - 0.1)
    assert not found(corpus, bits - MODEL.min_score + 0.1)


@pytest.mark.parametrize("texts", [[""], ["", ""], ["One."], ["", "One two three four five."]])
def test_next_to_nothing_repeats_nothing(texts: list[str]) -> None:
    assert found(Corpus.of(*texts)) == {}
