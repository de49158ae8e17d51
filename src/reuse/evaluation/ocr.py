"""Text as a machine reads it from paper: letters taken for others that look alike, blanks lost, and plain noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

CONFUSED = {
    "rn": "m",
    "m": "rn",
    "cl": "d",
    "d": "cl",
    "li": "h",
    "vv": "w",
    "w": "vv",
    "ri": "n",
    "fi": "\ufb01",
    "c": "e",
    "e": "c",
    "h": "b",
    "b": "h",
    "n": "u",
    "u": "n",
    "o": "0",
    "O": "0",
    "0": "O",
    "s": "\u017f",
    "f": "\u017f",
    "l": "1",
    "1": "l",
    "i": "l",
    "I": "l",
    "t": "f",
    "a": "o",
    "y": "v",
    "g": "q",
    "S": "5",
    "B": "8",
    "5": "S",
    ".": ",",
    ",": ".",
    " ": "",
}
"""What stands on paper -> what is read; one sign or two."""
_ALIKE = 0.5  # of the errors are confusions, where there is one for the character; the rest is noise


def misread(text: str, rate: float, chance: Random) -> str:
    """Return `text`, each character with the chance `rate` misread.

    Half of the errors are confusions of like signs (rn and m, c and e, s and long s, a lost blank), half are letters
    of the text at random. Line ends stay.
    """
    letters = sorted({char for char in text if char.isalpha()}) or ["x"]
    read: list[str] = []
    at = 0
    while at < len(text):
        two, one = text[at : at + 2], text[at]
        if one in "\r\n" or chance.random() >= rate:
            read.append(one)
            at += 1
            continue
        seen = two if two in CONFUSED else one
        if seen in CONFUSED and chance.random() < _ALIKE:
            read.append(CONFUSED[seen])
            at += len(seen)
        else:
            read.append(chance.choice([letter for letter in letters if letter != one] or ["x"]))
            at += 1
    return "".join(read)
