from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.reporters.safe import encodable, one_line, printable


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x1b]8;;http://x\x07y", r"\x1b]8;;http://x\x07y"),
        ("\x9b31m", r"\x9b31m"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x7f\x08", r"\x7f\x08"),
        ("txt.\u202eexe", r"txt.\u202eexe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("pay\u200bpal\ufeff", r"pay\u200bpal\ufeff"),
        ("ex\u200cample", r"ex\u200cample"),
        ("\udc80", r"\udc80"),
        ("\U000e0041", r"\U000e0041"),
        ("\u2028", r"\u2028"),
    ],
)
def test_what_acts_is_shown_instead(hostile: str, shown: str) -> None:
    assert printable(hostile) == shown


@pytest.mark.parametrize(
    "text",
    [
        "[/]",
        "[bold]x[/bold]",
        ":smile:",
        "naïve — “quoted”",
        "\u0645\u06cc\u200c\u062e\u0648",
        "漢字かな",
        "👩\u200d👩",
        "x\u0301",
    ],
)
def test_what_only_reads_stays(text: str) -> None:
    assert printable(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_that_acts_passes(text: str) -> None:
    joiners = "\u200c\u200d\u00ad"  # allowed between letters that need them; a soft hyphen only breaks lines
    for char in printable(text) + one_line(text):
        harmless = char in joiners or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert harmless
        assert unicodedata.bidirectional(char) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(st.text(st.characters(exclude_categories=())))
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_white_space_in_running_text_is_single_blanks() -> None:
    assert one_line("a\r\n  b\tc ") == "a b c "


def test_a_poor_stream_gets_what_it_can_carry() -> None:
    assert encodable("é … “x” · █", "ascii") == r"\xe9 ... \u201cx\u201d - #"
    assert encodable("é … “x”", "utf-8") == "é … “x”"
    assert encodable("é", None) == "é"
