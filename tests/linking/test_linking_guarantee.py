"""What is promised of exact copies in large corpora, against a slow reference: all runs of words by a plain dict."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from reuse.aligners.surprise import search_space
from reuse.kernels.copies import FAVOUR
from reuse.linking.copies import longest_chance
from reuse.model import Document
from reuse.pipeline import detect
from reuse.settings import Settings

PIPELINE = replace(Settings().pipeline(), relate="links", jobs=1)
POOL = [f"{a}{b}{c}" for a in "bcdfghklmnpr" for b in "aeiou" for c in "bcdfghkl"]
Texts = list[list[str]]


def assembled(seed: int, different: int, documents: int = 20) -> Texts:
    """Documents out of chance words and copies of parts of those before, which overlap one another."""
    rnd = Random(f"as {seed}")  # noqa: S311 - no secret
    texts: Texts = []
    for _ in range(documents):
        text: list[str] = []
        for _ in range(rnd.randint(1, 4)):
            text += rnd.choices(POOL[:different], k=rnd.choice((0, 3, 15, 40)))
            if texts:
                source = rnd.choice(texts)
                if source:
                    at = rnd.randrange(len(source))
                    text += source[at : at + rnd.choice((20, 30, 60, 120))]
        texts.append(text)
    return texts


def reported(texts: Texts) -> list[list[bool]]:
    """Which words lie in the later passage of some match."""
    documents = [Document(f"d{k:02}", " ".join(text)) for k, text in enumerate(texts)]
    held = [[False] * len(document.text) for document in documents]
    for match in detect(documents, PIPELINE).matches:
        number = int(match.b.document[1:])
        held[number][match.b.start : match.b.end] = [True] * (match.b.end - match.b.start)
    words = []
    for text, characters in zip(texts, held, strict=True):
        at, own = 0, []
        for word in text:
            own.append(all(characters[at : at + len(word)]))
            at += len(word) + 1
        words.append(own)
    return words


def missed(texts: Texts) -> list[tuple[int, int]]:
    """Words (document, number) of runs that stand in an earlier document and must be reported, but are not.

    A run may lose FAVOUR words at either end to another source of theirs; what is left must be long enough to surprise
    whatever its words are.
    """
    places = search_space(sum(map(len, texts)))
    long = longest_chance(PIPELINE.aligner, places) + 2 * FAVOUR
    told, seen, left = reported(texts), set(), set()
    for number, text in enumerate(texts):
        runs = [tuple(text[i : i + long]) for i in range(len(text) - long + 1)]
        for i, run in enumerate(runs):
            if run in seen:
                inside = range(i + FAVOUR, i + long - FAVOUR)
                left |= {(number, k) for k in inside if not told[number][k]}
        seen |= set(runs)
    return sorted(left)


@pytest.mark.parametrize("different", [5, 20, 60, 400])
@pytest.mark.parametrize("seed", range(6))
def test_no_long_copy_of_an_earlier_document_is_missed(seed: int, different: int) -> None:
    assert missed(assembled(seed, different)) == []


CUT = "copies.chain: a run that goes over its chain's last source again is cut by what both have, however much that is"


@pytest.mark.parametrize(("seed", "different"), [(249, 60), (571, 20), (658, 20)])
def test_no_long_copy_is_missed_where_the_same_source_is_copied_twice(seed: int, different: int) -> None:
    assert missed(assembled(seed, different)) == []


def test_a_passage_that_stands_twice_is_told_twice_though_the_second_goes_on() -> None:
    """Forty words, five others, then the same forty and two more of the source."""
    rnd = Random(1)  # noqa: S311 - no secret
    words = ["".join(rnd.choices("bcdfghklmnprstvz", k=8)) for _ in range(200)]
    passage, more, source, between, here = words[:40], words[40:42], words[50:110], words[110:115], words[120:180]
    texts = [
        [*source[:30], *passage, *more, *source[30:]],
        [*here[:30], *passage, *between, *passage, *more, *here[30:]],
    ]
    documents = [Document(name, " ".join(text)) for name, text in zip("ab", texts, strict=True)]
    found = sorted(detect(documents, PIPELINE).matches, key=lambda match: match.b.start)
    assert [match.b.text for match in found] == [" ".join(passage), " ".join([*passage, *more])]


PHRASES = "paths._promising: words are weighed without the least bits that they have in a run (run_bits)"


def test_no_long_copy_is_missed_though_its_words_are_the_commonest() -> None:
    """A passage of 20 words out of five that stand everywhere: 40 bits, of which 33.4 are needed."""
    texts = assembled(2, 5)
    documents = [Document(f"d{k:02}", " ".join(text)) for k, text in enumerate(texts)]
    words = sum(map(len, texts))
    long = longest_chance(PIPELINE.aligner, search_space(words))
    assert texts[7] == texts[0][26:45]  # a document that is all a copy
    assert len(texts[7]) >= long
    assert "d07" in {match.b.document for match in detect(documents, PIPELINE).matches}
