"""Data made safe for a terminal: no character of a text, a path or a message from a file ever acts.

Everything that writes data to a terminal passes it through `printable` or `one_line`; terminal libraries
strip a few control codes only, and let ESC, OSC and C1 sequences pass, even into a pipe.
"""

from __future__ import annotations

import re

# C0, DEL and C1 controls; marks, overrides and isolates that turn the direction of text; line and paragraph
# separators; characters without width; lone surrogates; annotations and tags
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Persian, the scripts of India and emoji need the two joiners between letters of theirs: they move nothing
_JOINER = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d](?=[^\x00-\x7f])")
# what our own layout uses, for streams that cannot carry it
_PLAIN = str.maketrans({"…": "...", "·": "-", "█": "#"})


def printable(text: str) -> str:
    r"""Return `text` with every character that could act on a terminal, or hide there, as a visible escape.

    For names, paths and messages, on one line: a line feed becomes the two characters `\n`, ESC `\x1b`, a
    right-to-left override `\u202e`. Text of any script comes back unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_escaped, text)


def one_line(text: str) -> str:
    """Return `text` as `printable` does, with every run of white space as one blank: for running text."""
    return printable(re.sub(r"\s+", " ", text))


def encodable(text: str, encoding: str | None) -> str:
    r"""Return `text` as a stream of this `encoding` can carry it: our signs in ASCII, others as `\u2019`."""
    name = encoding or "utf-8"
    try:
        text.encode(name)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(name, "backslashreplace").decode(name)
    return text


def _escaped(found: re.Match[str]) -> str:
    char = found.group()
    if _JOINER.match(found.string, found.start()):
        return char
    return char.encode("unicode_escape").decode("ascii")
