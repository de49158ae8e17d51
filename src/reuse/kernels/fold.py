"""What a code point is to the tokenizer (its shape) and to the identity of a word (its fold), one by one.

Both are tables over single code points, so that no input is ever normalised as a whole: the work stays linear for any
run of combining marks. Categories and decompositions are those of Python's `unicodedata` (Unicode Standard Annex 15).

A shape is one ASCII character, written as its number. The order matters: from LETTER up it is a character of a word
that goes on, from SPECIAL up it may stand inside a word, below it separates words, below QUIET it may end a sentence.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

LETTER = 96
LOWER, CASELESS, DIGIT, UPPER = b"acdu"
SPECIAL = 64
ALONE = ord("A")  # a word by itself: scripts without blanks; the least of its kind
MARK, JOINER, SOFT = b"MJS"  # combining mark; invisible, ignored inside a word; soft hyphen
QUIET = 47
NEWLINE, RETURN, PARAGRAPH_END = b"\n\r#"
DOT, ELLIPSIS, STRONG, FULL = b".*!+"  # FULL: stops that mean nothing else, so that they always end a sentence
BLANK, COMMA, OPEN, QUOTE, HYPHEN, DASH, OTHER = b"/;<>=:?"  # QUOTE: quotes and closing brackets

_BY_CHARACTER: dict[str, int] = {
    character: shape
    for characters, shape in (
        ("\n\x85\u2028", NEWLINE),
        ("\r", RETURN),
        ("\u2029", PARAGRAPH_END),
        ("\u00ad", SOFT),
        (".\uff0e", DOT),
        ("\u2026\u2025", ELLIPSIS),
        ("!?\u203d\u2e2e\u037e", STRONG),
        # CJK, Devanagari, Arabic, Urdu, Armenian, Ethiopic, Myanmar, Khmer, Tibetan, Sinhala, Mongolian, Syriac
        ("。｡！？।॥؟۔։።፧፨။។៕།༎෴᠃᠉܀܁܂‼⁇⁈⁉", FULL),
        (",;:،؛、，；：､", COMMA),
        # all kinds of apostrophes are equal, also those that Unicode calls letters
        ("\"'`´′″＂＇\u02b9\u02ba\u02bb\u02bc\u02bd", QUOTE),
        ("-\u2010\u00ac\u2e17\u058a\ufe63\uff0d", HYPHEN),  # also the not sign of OCR and the Fraktur hyphen
        ("\u2012–—―\u2212•‣◦▪●○■□⁃", DASH),  # the look-alikes are meant
        ("_⁰¹²³⁴⁵⁶⁷⁸⁹", OTHER),  # raised digits are footnote marks, no part of the word before
        ("ـ\u02be\u02bf\uff9e\uff9f", MARK),  # tatweel, transliterated hamza and ayn, half-width voicing
    )
    for character in characters
}

_BY_CATEGORY: dict[str, int] = {
    **dict.fromkeys(("Mn", "Mc", "Me"), MARK),
    **dict.fromkeys(("Zs", "Cc"), BLANK),
    **dict.fromkeys(("Pe", "Pf", "Pi"), QUOTE),
    "Cf": JOINER,
    "Ps": OPEN,
    "Pd": DASH,
}


def _bounds(*ranges: tuple[int, int]) -> tuple[int, ...]:
    """Return where ranges begin and where they are over, in turns, ascending."""
    return tuple(bound for low, high in sorted(ranges) for bound in (low, high + 1))


# scripts that put no blank between words
_ALONE = _bounds(
    *(
        (0x0E01, 0x0EFF),
        (0x0F00, 0x0FFF),
        (0x1000, 0x109F),
        (0x1780, 0x17FF),
    ),  # Thai, Lao; Tibetan; Myanmar; Khmer
    *(
        (0x1950, 0x19DF),
        (0x1A20, 0x1AAF),
        (0xA9E0, 0xA9FF),
        (0xAA60, 0xAADF),
    ),  # Tai scripts, Myanmar extended
    *((0xA980, 0xA9DF), (0x1B00, 0x1B7F), (0xA000, 0xA48F)),  # Javanese, Balinese, Yi
    *(
        (0x3005, 0x3007),
        (0x3021, 0x303C),
        (0x3041, 0x312F),
        (0x31A0, 0x31BF),
        (0x31F0, 0x31FF),
    ),  # kana, bopomofo
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D)),  # Han, half-width kana
    *((0x17000, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x20000, 0x3FFFF)),  # Tangut, kana extensions, Nushu, Han
)

# marks that are accents, points or stress; the vowel signs of other scripts are letters in all but name
_DROPPED = _bounds(
    *(
        (0x0300, 0x036F),
        (0x1AB0, 0x1AFF),
        (0x1DC0, 0x1DFF),
        (0x20D0, 0x20FF),
        (0xFE20, 0xFE2F),
    ),  # on any letter
    *((0x0483, 0x0489), (0x2DE0, 0x2DFF), (0xA66F, 0xA69F)),  # Cyrillic
    *((0x0591, 0x05C7), (0xFB1E, 0xFB1E), (0x0711, 0x0711), (0x0730, 0x074A)),  # Hebrew, Syriac
    *((0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0898, 0x08FF)),  # Arabic
    *((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),  # variation selectors
    *((0x0640, 0x0640), (0x02BE, 0x02BF)),
)

# letters that no decomposition leads to their plain form
_PLAIN = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        # Persian and Urdu writing of Arabic letters, and the silent variants of alef and yeh
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ے": "ي",
        "ک": "ك",
        "ہ": "ه",
        "ە": "ه",
    }
)


def _within(code: int, bounds: tuple[int, ...]) -> bool:
    return bisect_right(bounds, code) % 2 == 1


def shape_of(character: str) -> int:
    """Return the shape of one character."""
    if character in _BY_CHARACTER:
        return _BY_CHARACTER[character]
    category = unicodedata.category(character)
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if not character.isalnum():
        return OTHER
    if category == "Nd":
        return DIGIT
    if _within(ord(character), _ALONE):
        return ALONE
    if category[0] == "N":
        return DIGIT
    if character.islower():
        return LOWER
    return UPPER if category in ("Lu", "Lt") else CASELESS


def fold_of(character: str) -> str:
    """Return what one character of a word adds to its identity; nothing for what separates words or is ignored."""
    shape = shape_of(character)
    if shape < SPECIAL or shape in (JOINER, SOFT):
        return ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "No":  # circled one is 1, but one half is not 12
        digits = unicodedata.normalize("NFKD", character)
        return digits if digits.isascii() and digits.isdigit() else character
    parts = [part for part in unicodedata.normalize("NFKD", character) if not _within(ord(part), _DROPPED)]
    # once more, as small letters may decompose again; marks go first, as the iota below would become a letter
    folded = unicodedata.normalize("NFKD", "".join(parts).casefold()).translate(_PLAIN)
    kept = "".join(part for part in folded if shape_of(part) >= SPECIAL and not _within(ord(part), _DROPPED))
    return kept if kept or shape == MARK else character


class _Shapes(dict[int, str]):
    """For `str.translate`: code point -> the shape as a character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        """Work out one shape."""
        self[code] = shape = chr(shape_of(chr(code)))
        return shape


class _Folds(dict[int, str]):
    """For `str.translate`: code point -> its fold, worked out when first met."""

    def __missing__(self, code: int) -> str:
        """Work out one fold."""
        self[code] = folded = fold_of(chr(code))
        return folded


SHAPES = _Shapes()
FOLDS = _Folds()


def fold(word: str) -> str:
    """Return the identity of a word: equal words of any case, width, accents or hyphenation fold to equal strings."""
    return word.translate(FOLDS)
