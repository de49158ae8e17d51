"""A badge, as SVG: how much of the text is reused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.copies import judged
from reuse.reporters.lines import percent

if TYPE_CHECKING:
    from reuse.model import Report

_WIDTHS = {"i": 3, "l": 3, " ": 3.5, "1": 6, "%": 9, "<": 8}  # of Verdana at 11 pixels; other characters are near 6.7
_COLOURS = ((0, "#4c1"), (0.05, "#97ca00"), (0.2, "#dfb317"), (1, "#e05d44"))
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="{all}" height="20" role="img" aria-label="{label}: {value}">
<title>{label}: {value}</title>
<clipPath id="r"><rect width="{all}" height="20" rx="3" fill="#fff"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#555"/>
<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
<text x="{at}" y="14">{label}</text>
<text x="{behind}" y="14">{value}</text></g>
</svg>
"""


@dataclass(frozen=True)
class Badge:
    """One picture for a README: `label`, and the share of characters of the judged documents that is reused."""

    label: str = "text reuse"

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream` as SVG that draws on nothing but itself."""
        documents = judged(report)
        chars = sum(document.chars for document in documents)
        share = sum(document.reused_chars for document in documents) / chars if chars else 0.0
        value = percent(share)
        colour = next(colour for limit, colour in _COLOURS if share <= limit)
        left, right = _width(self.label), _width(value)
        sizes = {"all": left + right, "left": left, "right": right, "at": left / 2, "behind": left + right / 2}
        stream.write(_SVG.format(label=_escaped(self.label), value=_escaped(value), colour=colour, **sizes))


def _width(text: str) -> int:
    return round(10 + sum(_WIDTHS.get(character, 6.7) for character in text))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
