"""What documents say of themselves, under the names that all formats share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# other spellings of the known names: Dublin Core, Open Graph and schema.org, PDF, office formats, TEI
_KNOWN = {
    "date": ("dc:date", "dcterms:date", "dc.date", "issued", "dcterms:issued", "article:published_time", "published",
             "datepublished", "pubdate", "creationdate", "created", "dcterms:created", "warc-date"),
    "title": ("dc:title", "dcterms:title", "dc.title", "og:title", "headline", "subject line"),
    "author": ("dc:creator", "dcterms:creator", "dc.creator", "creator", "article:author", "authors", "byline"),
    "source": ("dc:source", "dcterms:source", "dc.source", "publisher", "dc:publisher", "og:site_name", "url",
               "canonical", "series"),
    "license": ("dc:rights", "dcterms:license", "dcterms:rights", "dc.rights", "rights", "licence"),
}  # fmt: skip
_NAMES = {spelling: name for name, spellings in _KNOWN.items() for spelling in spellings}
_LONGEST = 10_000  # characters of one value
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")


def metadata(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return metadata by name: what has a known meaning under `date`, `title`, `author`, `source`, `license`.

    The name itself counts before other spellings of it, and of these the first; those that say something else stay.
    """
    found: dict[str, str] = {}
    meant: list[tuple[str, str]] = []
    for key, value in said:
        name, clean = key.strip(), " ".join(value.split())[:_LONGEST]
        if clean and name.lower() in _NAMES:
            meant.append((name.lower(), clean))
        elif clean and name:
            found.setdefault(name.lower() if name.lower() in _KNOWN else name, clean)
    for name, clean in meant:
        if found.setdefault(_NAMES[name], clean) != clean:
            found.setdefault(name, clean)
    return found


def pdf_date(value: str) -> str:
    """Return a date of PDF, `D:20240501120000Z`, as `2024-05-01`; another text as it is."""
    told = _PDF_DATE.match(value)
    return "-".join(part for part in told.groups() if part) if told else value
