"""W3C Web Annotations, as JSON-LD: each place of a passage, linked with the other places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from reuse.reporters.records import encode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.model import Family, Passage, Report

_OTHERS = 20  # places that a place links to


@dataclass(frozen=True)
class Annotations:
    """An AnnotationPage: an annotation a place, its position and its words as selectors.

    The source is the path of the document, below `base` (an address, as https://example.org/texts/) where there is one.
    A place links to the representative of its family; this to the others, the first 20.
    """

    base: str = ""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8; an annotation a line."""
        sources = {one.id: self.base + quote(one.path or one.id, errors="replace") for one in report.documents}
        head = '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":['
        between = "\n"
        stream.write(head)
        for family in report.families:
            for number in range(len(family.members)):
                stream.write(between + encode(_annotation(family, number, sources)))
                between = ",\n"
        stream.write("\n]}\n")


def _annotation(family: Family, number: int, sources: Mapping[str, str]) -> dict[str, object]:
    center = family.representative
    others = [k for k in range(len(family.members)) if k != number][:_OTHERS] if number == center else [center]
    links = [_target(family.members[k], sources) for k in others]
    said = {"type": "TextualBody", "purpose": "tagging", "value": family.kind}
    return {
        "type": "Annotation",
        "id": f"urn:text-reuse:{family.id}:{number}",
        "motivation": "linking",
        "body": [said, *({"type": "SpecificResource", "purpose": "linking", **link} for link in links)],
        "target": _target(family.members[number], sources),
    }


def _target(place: Passage, sources: Mapping[str, str]) -> dict[str, object]:
    selectors: list[dict[str, object]] = [{"type": "TextPositionSelector", "start": place.start, "end": place.end}]
    if place.text:
        selectors.append({"type": "TextQuoteSelector", "exact": place.text})
    return {"source": sources.get(place.document, place.document), "selector": selectors}
