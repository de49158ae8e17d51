"""What an author takes out of the comparison: stretches between two comments, and files that a list names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reuse.model import Document

IGNORE_FILE = ".textreuseignore"
# a comment that opens and closes, or one that takes the rest of its line, with nothing before it
_MARK = re.compile(
    r"(?:<!--|/\*|\{#|\(\*)[ \t]*reuse:[ \t]*(ignore|end)\b[^\n]*?(?:-->|\*/|#\}|\*\))"
    r"|^[ \t]*(?:\#+|//+|%+|--|;+|\.\.)[ \t]*reuse:[ \t]*(ignore|end)\b[^\n]*$",
    re.MULTILINE,
)
_TEXT = re.compile(r"[^\r\n]")


def stretches(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where text is exempt, marks included, and whether an `end` was found: else it reaches to the end."""
    opened = -1
    for found in _MARK.finditer(text) if "reuse:" in text else ():
        is_end = "end" in found.groups()
        if is_end and opened >= 0:
            yield opened, found.end(), True
            opened = -1
        elif not is_end and opened < 0:
            opened = found.start()
    if opened >= 0:
        yield opened, len(text), False


def without_exempt(document: Document) -> tuple[Document, Mapping[str, int]]:
    """Return a document with blanks in place of what is exempt, so that offsets hold, and how many stretches it has.

    They are counted as `exempt`, or as `exempt to the end` where no `end` was found.
    """
    text = document.text
    spans = list(stretches(text))
    if not spans:
        return document, {}
    for start, end, _ in spans:
        text = f"{text[:start]}{_TEXT.sub(' ', text[start:end])}{text[end:]}"
    return replace(document, text=text), Counter("exempt" if ended else "exempt to the end" for _, _, ended in spans)


def ignored(path: str) -> tuple[str, ...]:
    """Return the globs in an ignore file, one a line; `#` begins a comment.

    Raises UsageError where it cannot be read, or is not there though it is not the usual one.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        if Path(path).name == IGNORE_FILE:
            return ()
        raise UsageError(f"no such ignore file: {path}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the ignore file {path}: {error}") from error
    globs = tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    if taken_back := next((glob for glob in globs if glob.startswith("!")), None):
        raise UsageError(f"{path}: {taken_back!r} would take a line back, which is not known here", "Name the files.")
    return globs
