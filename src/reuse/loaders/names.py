"""File names for people and for JSON: printable, valid Unicode, and never two files under one name."""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

STANDARD_INPUT = "-"


def safe_name(path: str) -> str:
    r"""Return `path` (with surrogate escapes, as `os` has it) so that it prints and stays unique.

    A byte that is no UTF-8 becomes `\xNN`; a character that does not print (control, direction mark, line
    separator, blank other than the space) `\uNNNN` or `\UNNNNNNNN`; where names may hold a backslash it
    becomes `\\`. Different paths have different names, on every run the same. Opening needs the path itself.
    """
    spelled = path.replace(os.sep, "/") if os.sep != "/" else path.replace("\\", "\\\\")
    return spelled if spelled.isprintable() else "".join(map(_escape, spelled))


def _escape(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # noqa: PLR2004 (the range in which PEP 383 keeps bytes that are no UTF-8)
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 (the end of the BMP)


def tidy(path: str) -> str:
    """Return `path` without what changes nothing: `./a//b/` is `a/b`. `..` stays, for links may be near."""
    return _no_dash(os.fspath(PurePath(path)))


def inside(folder: str, name: str) -> str:
    """Return the path of `name` in the folder at the tidy path `folder`; it is tidy too."""
    return _no_dash(name) if folder == os.curdir else os.path.join(folder, name)  # noqa: PTH118 (many; surrogates)


def _no_dash(path: str) -> str:
    # a file called "-" is not standard input; PurePath would drop the "./"
    return os.path.join(os.curdir, path) if path == STANDARD_INPUT else path  # noqa: PTH118 (as said)


def known_suffix(name: str, suffixes: Collection[str]) -> str:
    """Return the longest of `suffixes` (lower case, with the dot) that `name` ends with, or nothing."""
    name = name.lower()  # with its folders, for no suffix holds a separator
    at = name.find(".")
    while at >= 0 and name[at:] not in suffixes:
        at = name.find(".", at + 1)
    return name[at:] if at >= 0 else ""
