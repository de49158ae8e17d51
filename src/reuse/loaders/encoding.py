"""Bytes -> text, exactly: line ends as they are, no byte order mark, never a lone surrogate.

In this order: a byte order mark; UTF-16 or UTF-32 without one; UTF-8; what the legacy encodings make of it
(`reuse.loaders.legacy`). In UTF-8 as in the others, bytes that do not fit become U+FFFD and are counted, as
`bytes.decode(encoding, "replace")` has them, so that a few damaged bytes do not cost a whole document.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from reuse.errors import UnreadableError, UsageError
from reuse.loaders.legacy import detect

_MARKS = (  # UTF-32 before UTF-16: the one begins like the other
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 8192  # bytes in which text shows that it is text
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\b\x1b")
_NULS = "binary (NUL bytes)"
_MAX_NULS = 1 / 512  # of all bytes: real texts have stray ones, compressed data has one in 256
_MAX_CONTROLS = 0.05  # of all bytes: compressed data has a tenth
_PATIENCE = 4  # times as many in valid UTF-8, which no binary is for long; text out of broken PDFs has them
# of all characters of UTF-16 without a mark: what does not print; line ends, at least, in any script
_MAX_STRANGE = 0.02
_MIN_ASCII = 1 / 128


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec that reads it so (a Python name), how many U+FFFD stand for bytes that did not fit."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Return the text of `data`, in `encoding` if one is given.

    Raises UnreadableError where it is binary or does not fit the encoding that was asked for, UsageError
    where there is no such encoding.
    """
    decoded = _forced(data, codec_name(encoding)) if encoding else _found(data)
    patience = _PATIENCE if decoded.encoding.startswith("utf") else 1
    if decoded.text.count("\0") > patience * _MAX_NULS * len(decoded.text):
        raise UnreadableError(_NULS)
    return decoded


def codec_name(encoding: str) -> str:
    """Return Python's name for a text encoding; raise UsageError where there is none."""
    try:
        b" ".decode(encoding, "replace")
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        hint = "Leave --encoding away to have it detected, or name one that Python knows, as utf-8 or cp1252"
        raise UsageError(f"no such text encoding: {encoding!a}", hint) from error


def why_binary(head: bytes) -> str:
    """Return why the beginning of a file is not that of a text, or nothing if it is."""
    return "" if _mark(head) or _wide(head) else _why_binary(head[:_HEAD])


def _why_binary(head: bytes) -> str:
    if _too_many(head.count(0), _MAX_NULS, head):
        return _NULS
    if head.startswith(b"%PDF-"):
        return "binary (PDF)"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary (control characters)" if _too_many(controls, _MAX_CONTROLS, head) else ""


def _too_many(count: int, share: float, head: bytes) -> bool:
    if count <= share * len(head):
        return False
    return count > _PATIENCE * share * len(head) or not _is_utf8(head)


def _forced(data: bytes, codec: str) -> Decoded:
    mark = _mark(data)
    codec = mark if mark[:5] == codec[:5] else codec  # "utf-8-sig" reads the mark that "utf-8" would keep
    try:
        text = data.decode(codec)
        text.encode()  # some codecs (utf-7, unicode_escape) can write a lone surrogate
    except UnicodeEncodeError as error:
        raise UnreadableError(f"holds a lone surrogate, as {codec}") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is no valid {codec} at byte {error.start}") from error
    except ValueError as error:
        raise UnreadableError(f"is no valid {codec}") from error
    return Decoded(text, codec)


def _found(data: bytes) -> Decoded:
    if codec := _mark(data) or _wide(data):
        return _lenient(data, codec)
    if reason := _why_binary(data[:_HEAD]):
        raise UnreadableError(reason)
    utf8 = _lenient(data, "utf-8")
    if not utf8.replaced:
        return utf8
    beyond_ascii = len(utf8.text) - len(utf8.text.encode("ascii", "ignore"))
    # at least as many whole sequences as broken ones: no other encoding looks like that by chance
    if beyond_ascii >= 2 * utf8.replaced:
        return utf8
    return _lenient(data, detect(data))


def _lenient(data: bytes, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        already_there = data.count("\ufffd".encode()) if codec.startswith("utf-8") else 0
        return Decoded(text, codec, text.count("\ufffd") - already_there)


def _mark(data: bytes) -> str:
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), "")


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # incremental: the head may end within a character
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """Return which of UTF-16 and UTF-32 the data are in without a mark, or nothing.

    Every second byte of Latin text is NUL there, and one in every blank or line end of any script.
    """
    head = data[: _HEAD // 4 * 4]
    if b"\0" not in head:
        return ""
    for width, wide in ((4, ("utf-32-le", "utf-32-be")), (2, ("utf-16-le", "utf-16-be"))):
        blanks = {codec: _blanks(head, codec) for codec in wide} if len(data) % width == 0 else {}
        best = max(blanks, key=lambda codec: blanks[codec], default="")
        if best and blanks[best] >= (0, 0):
            return best
    return ""


def _blanks(head: bytes, codec: str) -> tuple[int, int]:
    """Return how many blanks and line ends, and how many ASCII characters there are; (-1, 0): no text."""
    try:
        # incremental: the head may end within a character
        text = codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return (-1, 0)
    strange = sum(not (character.isprintable() or character.isspace()) for character in text)
    ascii_ = sum(map(str.isascii, text))
    if "\0" in text or strange > _MAX_STRANGE * len(text) or ascii_ < _MIN_ASCII * len(text):
        return (-1, 0)
    return sum(map(text.count, " \n\r\t")), ascii_
