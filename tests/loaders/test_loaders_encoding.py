import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UnreadableError, UsageError
from reuse.loaders.encoding import codec_name, decode, why_binary

FRENCH = "Il a été décidé que la fête aurait lieu à l'été prochain, où les élèves goûteront la crème brûlée. "
QUOTED = "The owner said \u201cit is a long way\u201d \u2013 and nobody\u2019s idea of what was to come. "
NAIVE = "The naïve café owner said that it was a long way from the city, and nobody had any idea. "
POLISH = "Każdy człowiek ma prawo do życia, wolności i bezpieczeństwa swojej osoby. Źródło światła. "
CZECH = "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Příliš žluťoučký kůň. "
RUSSIAN = "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом. "
GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. "
ARABIC = "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق. وقد وهبوا عقلا وضميرا. "
JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"
CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
THAI = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ "
KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. "


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"])
@pytest.mark.parametrize("text", [NAIVE, CHINESE + "\n" + CHINESE, "one\r\ntwo\rthree\n\n"])
def test_unicode_with_and_without_mark(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, codec, 0)


@given(st.text().filter(lambda text: not text.startswith("\ufeff")))
def test_utf8_is_read_exactly(text: str) -> None:
    assert decode(text.encode() + b" " * 512 * text.count("\0"), "utf-8").text.startswith(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_reason(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        decoded = decode(data)
        decoded.text.encode()  # raises at a lone surrogate
        # whoever opens the file with the codec we name finds the same characters at the same offsets
        assert data.decode(decoded.encoding, "replace") == decoded.text


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (FRENCH, "cp1252"),
        (FRENCH, "latin-1"),
        (FRENCH, "mac-roman"),
        (QUOTED, "cp1252"),
        (NAIVE, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
        (THAI, "tis-620"),
    ],
)
def test_legacy_encodings(text: str, codec: str, times: int) -> None:
    assert decode((text * times).encode(codec)).text == text * times


@pytest.mark.parametrize(
    "text", ["café", "it\u2019s", "\u201cyes\u201d", "£5 each", "a \u2013 b", "20°C", "Müller", "© 2020"]
)
def test_short_western_texts(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_one_accent_late_in_a_long_text() -> None:
    text = "All of this is plain. " * 10_000 + NAIVE
    assert decode(text.encode("cp1252")).text == text


def test_utf8_but_for_a_few_bytes_stays_utf8_and_says_so() -> None:
    decoded = decode(FRENCH.encode() + b"bad \xff byte \xef\xbf\xbd")
    assert decoded.text == FRENCH + "bad \ufffd byte \ufffd"
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_lone_surrogate_in_utf16_is_replaced() -> None:
    assert decode(b"\xff\xfea\0\0\xd8b\0").text == "a\ufffdb"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        bytes(range(256)) * 40,
        b"%PDF-1.7\n%abc",
        b"a\0b",
        bytes(64),
        b"\x01\x02" * 50,
        b"\0\1\2\3" * 50,
    ],
)
def test_binary(data: bytes) -> None:
    assert why_binary(data).startswith("binary")
    with pytest.raises(UnreadableError, match=r"^binary"):
        decode(data)


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    text = FRENCH * 20 + "\0" + FRENCH
    assert decode(text.encode()).text == text


def test_text_out_of_broken_fonts_is_still_text() -> None:
    text = "< \x16 YUY \x14 2k2 x \x1a k{ O~Y ea\x1b3^ G\x02 some words of it can be read " * 30
    assert decode(text.encode()).text == text


def test_nuls_after_the_head_make_it_binary() -> None:
    with pytest.raises(UnreadableError, match="NUL"):
        decode(b"text " * 4000 + bytes(10_000))


def test_forced_encoding() -> None:
    assert decode("žluť".encode("cp1250"), "windows-1250") == decode("žluť".encode("cp1250"), "cp1250")
    assert decode(b"\xef\xbb\xbfa", "utf8").encoding == "utf-8-sig"
    with pytest.raises(UnreadableError, match="is no valid utf-8 at byte 3"):
        decode(b"caf\xe9", "utf-8")
    with pytest.raises(UnreadableError, match="surrogate"):
        decode(b"+2AA-", "utf-7")


@pytest.mark.parametrize("name", ["utf-9", "hex", "a\0b", ""])
def test_no_such_encoding(name: str) -> None:
    with pytest.raises(UsageError, match="no such text encoding"):
        codec_name(name)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "codec"), [(RUSSIAN, "cp1251"), (FRENCH, "latin-1"), (JAPANESE, "shift_jis")])
def test_a_line_of_20_megabytes(text: str, codec: str) -> None:
    line = text.replace(".", "") * (20_000_000 // len(text.encode(codec)))
    data = line.encode(codec)
    started = time.process_time()
    assert decode(data).text == line
    assert time.process_time() - started < 5
