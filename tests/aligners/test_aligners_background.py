from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.aligners.background import background, fit, hash_stems, lists
from reuse.columns import Block
from reuse.kernels.fold import fold
from reuse.kernels.word_hash import hash_word
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RARE = 2e-6
SENTENCES = {
    "en": "The minister said on Tuesday that the government would support the new schools, because people in the "
    "country had asked for them for many years. Nobody knows yet how much they will cost.",
    "de": "Der Minister sagte am Dienstag, dass die Regierung die neuen Schulen unterstützen wird, weil die Menschen "
    "im Land seit vielen Jahren danach gefragt haben. Niemand weiß bisher, was sie kosten werden.",
    "fr": "Le ministre a dit mardi que le gouvernement soutiendra les nouvelles écoles, parce que les gens du pays "
    "les demandent depuis longtemps. Personne ne sait encore combien elles vont coûter.",
    "ru": "Министр сказал во вторник, что правительство поддержит новые школы, потому что люди в стране просили об "
    "этом много лет. Никто ещё не знает, сколько они будут стоить.",
    "id": "Menteri mengatakan pada hari Selasa bahwa pemerintah akan mendukung sekolah baru itu, karena orang di "
    "seluruh negeri sudah lama memintanya. Belum ada yang tahu berapa biayanya.",
    "fa": "وزیر روز سه‌شنبه گفت که دولت از مدرسه‌های تازه پشتیبانی می‌کند، زیرا مردم این کشور سال‌ها آن را خواسته "
    "بودند. هنوز هیچ کس نمی‌داند که هزینه آن چه قدر است.",
}
SWAHILI = (
    "Waziri alisema Jumanne kwamba serikali itaunga mkono shule mpya, kwa sababu watu wa nchi hiyo wameziomba kwa "
    "miaka mingi. Hakuna anayejua bado zitagharimu kiasi gani."
)


@dataclass(frozen=True)
class WholeWords(Words):
    """A segmenter with stems of its own: the words themselves."""

    def segment(self, texts: Sequence[str]) -> Block:
        block = Words.segment(self, texts)
        return Block(block.starts, block.ends, block.words, block.words, block.breaks, block.documents)


def corpus(text: str, segmenter: Words | None = None) -> tuple[NDArray[np.uint64], NDArray[np.float64]]:
    stems, counts = np.unique((segmenter or Words()).segment([text]).stems, return_counts=True)
    return stems, counts.astype(np.float64)


def share_of(word: str, text: str, segmenter: Words | None = None) -> float:
    segmenter = segmenter or Words()
    stems, counts = corpus(f"{text} {word}", segmenter)
    shares = background(stems, counts, segmenter)
    return float(shares[np.searchsorted(stems, segmenter.segment([word]).stems[0])])


@pytest.mark.parametrize("language", SENTENCES)
def test_a_few_sentences_tell_their_language(language: str) -> None:
    found = fit(*corpus(SENTENCES[language]), Words())
    known = dict(zip(lists().languages, found.weights[:-1].tolist(), strict=True))
    assert known[language] > 0.8 * sum(known.values())
    assert found.weights[-1] < 0.2


def test_a_language_without_a_list_is_left_flat() -> None:
    stems, counts = corpus(SWAHILI)
    assert fit(stems, counts, Words()).weights[-1] > 0.9
    assert background(stems, counts, Words()).max() < 3 * RARE


def test_two_languages_share_the_weight() -> None:
    found = fit(*corpus(SENTENCES["en"] + SENTENCES["ru"]), Words())
    known = dict(zip(lists().languages, found.weights.tolist(), strict=False))
    assert known["en"] > 0.3
    assert known["ru"] > 0.3


def test_usual_words_are_common_and_strange_ones_rare() -> None:
    text = SENTENCES["en"]
    assert share_of("the", text) > share_of("which", text) > share_of("achieved", text) > 10 * RARE
    assert share_of("zyxomma", text) == RARE


def test_a_word_of_another_language_is_no_usual_word_here() -> None:
    assert share_of("которые", SENTENCES["en"]) < share_of("которые", SENTENCES["ru"]) / 10


def test_without_words_there_is_nothing_to_weigh() -> None:
    none = np.array([], np.uint64)
    assert len(background(none, np.array([]), Words())) == 0
    assert fit(none, np.array([]), Words()).weights.sum() == pytest.approx(1)


def test_a_segmenter_with_other_stems_is_asked_for_them() -> None:
    assert share_of("which", SENTENCES["en"], WholeWords()) > 100 * RARE
    # its stems keep apart what five letters make one
    assert share_of("govern", SENTENCES["en"], WholeWords()) < share_of("govern", SENTENCES["en"])


def test_every_share_of_a_list_is_a_share() -> None:
    totals = np.bincount(lists().owner, lists().shares)
    assert len(totals) == len(lists().languages)
    assert ((totals > 0.3) & (totals < 1)).all()


def test_listed_words_are_folded_and_single_and_stand_once_in_a_list() -> None:
    known = lists()
    assert [word for word in known.words if fold(word) != word] == []
    assert len(set(zip(known.owner.tolist(), known.words, strict=True))) == len(known.words)
    block = Words().segment([" ".join(known.words)])
    assert np.array_equal(block.stems, known.stems)


@given(st.lists(st.text(st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=80), min_size=1))
def test_stems_hash_as_the_segmenter_hashes_them(words: list[str]) -> None:
    assert hash_stems(words).tolist() == [hash_word(word)[1] for word in words]
