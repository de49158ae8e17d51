from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.columns import LINE, PARAGRAPH, SENTENCE
from reuse.kernels.fold import fold
from reuse.kernels.word_hash import hash_word
from reuse.segmenters.words import Words


def words(text: str) -> list[str]:
    block = Words().segment([text])
    return [text[start:end] for start, end in zip(block.starts, block.ends, strict=True)]


def sentences(text: str) -> list[str]:
    """Cut where sentences begin, blanks and quotes at the cuts left out."""
    block = Words().segment([text])
    cuts = [start for start, bits in zip(block.starts.tolist(), block.breaks.tolist(), strict=True) if bits & SENTENCE]
    return [text[a:b].strip(' \n\r"“”‘’«»()[]') for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def same(*texts: str) -> bool:
    return len({tuple(Words().segment([text]).words.tolist()) for text in texts}) == 1


@given(st.lists(st.text(st.characters()), max_size=5))
def test_spans_are_the_words_for_any_unicode(texts: list[str]) -> None:
    block = Words().segment(texts)
    assert block.documents[0] == 0
    assert block.documents[-1] == len(block.words)
    for text, first, last in zip(texts, block.documents, block.documents[1:], strict=False):
        end = 0
        for row in range(first, last):
            start = block.starts[row]
            assert end <= start < block.ends[row] <= len(text)
            end = block.ends[row]
            folded = fold(text[start:end])
            assert folded
            assert block.words[row] == hash_word(folded)[0]
        if first < last:
            assert block.breaks[first] == SENTENCE | LINE | PARAGRAPH


@given(st.text(st.characters()))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = set()
    block = Words().segment([text])
    for start, end in zip(block.starts, block.ends, strict=True):
        covered.update(range(start, end))
    left = [c for at, c in enumerate(text) if at not in covered and fold(c)]
    assert all(not c.isalnum() for c in left)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop_me now", "Don|t|stop|me|now"),
        ("well-known facts", "well|known|facts"),
        ("an exam-\nple here", "an|exam-\nple|here"),
        ("an exam-\r\n  ple here", "an|exam-\r\n  ple|here"),
        ("an exam\u00ad\nple here", "an|exam\u00ad\nple|here"),
        ("an exam\u00adple here", "an|exam\u00adple|here"),
        ("page 12-\n13 Anglo-\nSaxon up-\n\nper", "page|12|13|Anglo|Saxon|up|per"),
        ("end\u00ad of", "end|of"),
        ("می\u200cخواهم بروم", "می\u200cخواهم|بروم"),
        ("cafe\u0301 noir", "cafe\u0301|noir"),
        ("हिन्दी में", "हिन्दी|में"),
        ("汉字test测试", "汉|字|test|测|试"),
        ("か\u3099く", "か\u3099|く"),
        ("ที่นี่", "ที่|นี่"),
        ("E=mc² see note¹ 5½", "E|mc|see|note|5½"),
        ("\u0301alone", "alone"),
        ("", ""),
        (" .,! ", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == [word for word in expected.split("|") if word]


@pytest.mark.parametrize(
    "alike",
    [
        ("Straße", "STRASSE", "straſſe", "ｓｔｒａｓｓｅ"),
        ("efﬁcient oﬃce", "efficient office"),
        ("naïve café", "naive cafe", "nai\u0308ve cafe\u0301", "NAÏVE CAFÉ"),
        ("Ærøskøbing œuvre", "aeroskobing oeuvre"),
        ("İstanbul ışık", "istanbul isik"),
        ("Ὀδυσσεύς", "οδυσσευσ", "ΟΔΥΣΣΕΥΣ"),
        ("τῷ", "τω"),
        ("ёлка", "елка"),
        ("כִּתָּה", "כתה"),
        ("كِتَاب", "كتاب", "کتاب", "كـتـاب"),
        ("أحمد إلى", "احمد الي", "احمد الی"),
        ("١٢٣", "۱۲۳", "123", "१२३"),
        ("ガギ", "ｶﾞｷﾞ"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("exam-\nple", "example", "exam\u00adple", "exam‐\r\n\tple"),
        ("don’t", "don't", "don\u02bct"),  # the look-alikes are meant
        ("𝐁𝐨𝐥𝐝", "bold"),
        ("ﷲ", "الله"),
    ],
)
def test_equal_words(alike: tuple[str, ...]) -> None:
    assert same(*alike)


@pytest.mark.parametrize("different", [("कि", "की"), ("ab", "ba"), ("½", "12"), ("か", "が"), ("o", "0")])
def test_different_words(different: tuple[str, str]) -> None:
    assert not same(*different)


@pytest.mark.parametrize(
    "marked",
    [  # | where a sentence begins
        "He met Lt. Gen. Smith.| They talked.",
        "Dr. Who and Mrs. J. R. Peel left.| Nobody saw.",
        "The U.S. Senate voted.| It passed.",
        "See Fig. 3 and No. 5 on pp. 7.| Then go.",
        "He said no.| Then he left.",
        "“Stop!” he said.| “Why?”| She left.",
        'He said "go."| Then she went.',
        "Wait ... what? he asked.| Wait...| What now?",
        "It was… strange.| Very… Odd.".replace("… Odd", "…| Odd"),
        "The end.Next comes this.".replace("Next", "|Next"),
        "See example.com or node.js, 3.14 and v1.2.",
        "He bought apples, pears, etc., and left.| Fine.",
        "It was proven.[1]| The rest is known.".replace("[1]| ", "[|1] "),
        "Really?!| Yes.| (No.)| Maybe.",
        "Das ist z. B. gut, bzw. sehr gut.| Ja.",
        "M. Dupont et Mme. Durand sont là.| Oui.",
        "1. First things come first.| 2. Second ones do not.".replace("| 2.", "|\n2."),
        "یک جمله است۔| دوسرا جملہ۔",
        "هل هذا سؤال؟| نعم. |هذا جواب.",
        "यह एक वाक्य है।| यह दूसरा है।",
        "这是一句。|这是第二句！|第三句？|完",
        "これは文です。|次の文です。",
        "A heading\n\n|The text begins here.\n|\nAnother paragraph.".replace("\n|\n", "\n\n|"),
        "Short line\n|another line\n|third",
        "- one thing to buy for the long weekend\n|- other thing to buy for the weekend",
        "Yahoo! is a company.| Is it?",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [part.strip(' \n-"“”‘’«»()[]') for part in marked.split("|")]
    assert [part.rstrip(" \n-") for part in sentences(text)] == expected


WRAPPED = """\
It is a truth universally acknowledged, that a single man in
possession of a good fortune, must be in want of a wife. However
little known the feelings or views of such a man may be on his
first entering a neighbourhood, this truth is so well fixed in
the minds of the surrounding families.
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_wrapped_prose_goes_on_over_its_lines(newline: str) -> None:
    text = WRAPPED.replace("\n", newline)
    block = Words().segment([text])
    begin = [text[s:e] for s, e, bits in zip(block.starts, block.ends, block.breaks, strict=True) if bits & SENTENCE]
    assert begin == ["It", "However"]
    assert sum(bits & LINE != 0 for bits in block.breaks.tolist()) == 5
    assert sum(bits & PARAGRAPH != 0 for bits in block.breaks.tolist()) == 1


def test_verse_keeps_its_lines() -> None:
    verse = "Shall I compare thee to a summer's day,\nThou art more lovely and more temperate,\nRough winds do shake"
    assert len(sentences(verse)) == 3


def test_small_inputs_load_no_numba_and_large_ones_do() -> None:
    code = (
        "import sys; from reuse.segmenters.words import Words; Words().segment(['a b c. ' * 1000]);"
        "assert 'numba' not in sys.modules; Words().segment(['a b c. ' * 40_000]); assert 'numba' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
