"""Words as PhiloLogic writes them for TextPAIR: a JSON object a word, with its place in the hierarchy and its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import msgspec

from reuse.errors import UnreadableError
from reuse.loaders.builder import Builder
from reuse.loaders.read import MAX_BYTES, check_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.model import Document
    from reuse.stages import Source

_SENTENCE, _PARAGRAPH = 6, 5  # numbers of a position that say in which of them a word stands
_KINDS = ("word", "punct", "")


class _Word(msgspec.Struct):
    token: str
    position: str
    start_byte: int = 0
    philo_type: str = ""


@dataclass(frozen=True)
class PhiloLogic:
    """Reads a file of words as one document, each sentence cited by its position and its first byte in the original."""

    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = ()
    streams: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell it by the fields of a word."""
        first = head.partition(b"\n")[0]
        return first.startswith(b"{") and all(
            b'"%b"' % name in first for name in (b"token", b"position", b"start_byte")
        )

    def load(self, source: Source) -> Iterator[Document]:
        """Yield the one document; raise UnreadableError for a line that is no word."""
        stream, decode = source.open(), msgspec.json.Decoder(_Word).decode
        builder = Builder("element")
        before: list[str] = []
        for number, line in enumerate(iter(lambda: stream.readline(self.file_size + 1), b""), 1):
            check_size(max(len(line), builder.length), self.file_size)
            if line.isspace():
                continue
            try:
                word = decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise UnreadableError(f"line {number} is no word of PhiloLogic: {error}") from error
            if word.philo_type not in _KINDS or not word.token.strip():
                continue
            sentence = word.position.split()[:_SENTENCE]
            if sentence != before:
                if builder.length:
                    builder.add(" " if sentence[:_PARAGRAPH] == before[:_PARAGRAPH] else "\n\n")
                path = " ".join(sentence)
                builder.place(path=path, label=f"{path}, byte {word.start_byte}")
                before = sentence
            elif word.philo_type != "punct":
                builder.add(" ")
            builder.add(word.token)
        yield builder.document(source, {}, "utf-8")
