"""Mail: a message (eml), or a box of them (mbox), each of which is a document; what is attached is read too."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.message
import email.policy
import email.utils
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from reuse.anchors import whole
from reuse.errors import UnreadableError
from reuse.loaders.metadata import metadata
from reuse.loaders.names import safe_name
from reuse.loaders.read import MAX_BYTES, check_size
from reuse.model import Document, Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_LONGEST = 10_000  # characters of a header that are decoded
_SAID = {"date": "date", "subject": "title", "from": "author", "message-id": "message-id", "list-id": "list-id"}


@dataclass(frozen=True)
class Eml:
    """Reads one message."""

    suffixes: ClassVar[tuple[str, ...]] = (".eml",)
    opens: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document | Source | Skipped]:
        """Yield its text, and what is attached; raise UnreadableError where it has neither."""
        yield from _message(source, source.data, source.name, 1)


@dataclass(frozen=True)
class Mbox:
    """Reads a box message by message, however many; `file_size` bounds one message."""

    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (".mbox", ".mbx")
    streams: ClassVar[bool] = True
    opens: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell a box by the line before its first message, and a header behind it."""
        first, _, rest = head.partition(b"\n")
        return first.startswith(b"From ") and b":" in rest.partition(b"\n")[0]

    def load(self, source: Source) -> Iterator[Document | Source | Skipped]:
        """Yield the messages, or why one has no text; raise UnreadableError where there is none."""
        number = 0
        for data in self._messages(source):
            number += 1
            try:
                yield from _message(source, data, f"{source.name}#{number}", number)
            except UnreadableError as error:
                yield Skipped(f"{source.name}#{number}", error.message)
        if not number:
            raise UnreadableError("holds no message")

    def _messages(self, source: Source) -> Iterator[bytes]:
        """Yield the bytes of messages: each begins behind a line `From ...` that follows a blank one."""
        lines: list[bytes] = []
        size, inside, blank = 0, False, True
        stream = source.open()
        for line in iter(lambda: stream.readline(self.file_size + 1), b""):
            if blank and line.startswith(b"From "):
                if inside:
                    yield b"".join(lines)
                lines, size, inside = [], 0, True
            elif inside:
                check_size(size := size + len(line), self.file_size)
                lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line)
            blank = not line.strip()
        if inside:
            yield b"".join(lines)


def _message(source: Source, data: bytes, name: str, number: int) -> Iterator[Document | Source | Skipped]:
    try:
        # the older policy: that of today interprets headers, and fails on some
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        text, page, attached = _parts(message)
        said = metadata((_SAID[key.lower()], _header(value)) for key, value in message.items() if key.lower() in _SAID)
    except Exception as error:  # the library raises what Python does on what it did not expect
        raise UnreadableError(f"is no message that can be read: {type(error).__name__}: {error}") from error
    if not text.strip() and page:
        from reuse.loaders.html import page as read_page  # noqa: PLC0415 - an extra

        text = "".join(read_page(page, "full")[0].parts)
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if text.strip():
        cited = whole("message", number, label=f"message {number}")
        digest = sha256(text.encode("utf-8", "replace")).hexdigest()
        yield Document(name, text.encode("utf-8", "replace").decode(), source.name, said, "", digest, cited)
    elif not attached:
        raise UnreadableError("empty")
    for at, (file, content) in enumerate(attached, 1):
        yield Source(f"{name}!{safe_name(file) or at}", content, metadata=said)


def _parts(message: Message) -> tuple[str, str, list[tuple[str, bytes]]]:
    """Return the plain texts of a message, its first web page, and the files that are attached to it."""
    texts: list[str] = []
    page = ""
    attached: list[tuple[str, bytes]] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        name = part.get_filename()
        kind = part.get_content_type()
        if name and part.get_content_disposition() == "attachment":
            attached.append((_header(name), content))
        elif kind == "text/plain":
            texts.append(_decoded(content, part))
        elif kind == "text/html" and not page:
            page = _decoded(content, part)
    return "\n".join(texts), page, attached


def _decoded(content: bytes, part: Message) -> str:
    charset = part.get_content_charset() or "utf-8"
    try:
        return content.decode(charset, "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def _header(value: object) -> str:
    """Return a header in words: encoded ones decoded, dates as ISO has them."""
    text = str(value)[:_LONGEST]
    with suppress(email.errors.HeaderParseError, LookupError, ValueError):
        text = str(email.header.make_header(email.header.decode_header(text)))
    if text[:4].rstrip(",").isalpha() and text[:3] in {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}:
        with suppress(ValueError, TypeError, OverflowError):
            return email.utils.parsedate_to_datetime(text).date().isoformat()
    return text.encode("utf-8", "replace").decode()
