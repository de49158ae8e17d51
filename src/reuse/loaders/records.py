"""Records (JSON, CSV, Parquet) -> Documents: one field is the text, one the name, all others are metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from reuse.anchors import Anchors, whole
from reuse.errors import UnreadableError
from reuse.loaders.metadata import metadata
from reuse.loaders.names import safe_name
from reuse.model import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from reuse.stages import Source

TEXTS = ("text", "content", "body", "licenseText")  # fields that hold the text where none is named; SPDX has the last
_IDS = ("id", "licenseId")
_LONGEST = 1000  # characters of a nested value that is kept as metadata
_PATIENCE = 20  # records without a text before there is one
_NAMED = 12  # fields that a message names
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of records mean: `text` and `id` as the user named them, the first that there is, or none."""

    text: tuple[str, ...] = ()
    id: tuple[str, ...] = ()

    def text_of(self, names: Collection[str]) -> str:
        """Return which of the fields is the text, or nothing."""
        return next((name for name in (self.text or TEXTS) if name in names), "")

    def id_of(self, names: Collection[str]) -> str:
        """Return which of the fields is the name, or nothing."""
        return next((name for name in (self.id or _IDS) if name in names), "")

    def none(self, names: Collection[str]) -> UnreadableError:
        """Say that no field is the text."""
        wanted = f"no field {' or '.join(map(ascii, self.text or TEXTS[:3]))}"
        there = ", ".join(list(names)[:_NAMED])
        return UnreadableError(f"its records have {wanted}; --text-field names it (there are: {safe_name(there)})")

    def documents(
        self,
        source: Source,
        records: Iterable[tuple[int, Mapping[str, object] | str]],
        anchors: Callable[[Mapping[str, object]], Anchors | None],
    ) -> Iterator[Document | Skipped]:
        """Yield numbered records, or the reasons why they are none.

        Raises UnreadableError where none of the first has a text.
        """
        waiting: list[Skipped | Document] = []
        found, fault = False, UnreadableError("holds no records")
        for number, record in records:
            if isinstance(record, str):
                item: Skipped | Document = Skipped(f"{source.name}#{number}", record)
                fault = fault if waiting else UnreadableError(f"holds no records: the first, {number}, {record}")
            else:
                item = self.document(source, number, record, anchors)
                fault = fault if waiting else self.none(record)
                found = found or bool(self.text_of(record))
            waiting.append(item)
            if found:
                yield from waiting
                waiting.clear()
            elif len(waiting) > _PATIENCE:
                break
        if not found:
            raise fault

    def document(
        self,
        source: Source,
        number: int,
        record: Mapping[str, object],
        anchors: Callable[[Mapping[str, object]], Anchors | None] | None = None,
    ) -> Document | Skipped:
        """Return one record as a document; `anchors`: what the record itself says of the places of its text."""
        place = f"{source.name}#{number}"
        field = self.text_of(record)
        text = record.get(field)
        if not isinstance(text, str):
            return Skipped(place, f"has no text in the field {field or (self.text or TEXTS)[0]!a}")
        if not text or text.isspace():
            return Skipped(place, "empty")
        if not text.isascii():
            text = _SURROGATES.sub("\ufffd", text)
        key = self.id_of(record)
        own = _SURROGATES.sub("\ufffd", _text(record[key])) if key else ""
        name = own if self.id else f"{source.name}#{own}"
        found = anchors(record) if anchors else None
        return Document(
            id=safe_name(name) if own else place,
            text=text,
            path=source.name,
            metadata=metadata((k, _text(v)) for k, v in record.items() if k not in {field, key} and v is not None),
            encoding="utf-8",
            sha256=sha256(text.encode()).hexdigest(),
            anchors=found or whole("record", number, f"record {safe_name(own)}" if own else ""),
        )


def _text(value: object) -> str:
    """Return a value as metadata has it; nested ones as JSON, unless they are long."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return ""
    try:
        told = msgspec.json.encode(value, order="deterministic").decode()
    except (TypeError, ValueError, RecursionError):
        return str(value)[:_LONGEST]
    return told if len(told) <= _LONGEST or not isinstance(value, list | dict) else ""
