"""The heat map and the network as SVG, for a paper or a slide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape

import numpy as np

from reuse.reporters.graph import said
from reuse.reporters.page.opening import names
from reuse.reporters.sharing import sharing

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.reporters.sharing import Sharing

_INK, _PAPER, _BLUE = "#1c1e22", "#ffffff", "#1a55b0"
_LABELLED = 60  # documents whose names can be read beside a map
_NAME = 32  # characters of a name


@dataclass(frozen=True)
class HeatMap:
    """Documents against documents, those that share much side by side; `size`: of the map, in pixels."""

    pixels: int = 800

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the map to `stream`, which should be UTF-8."""
        found = sharing(report)
        order, labels = found.clustered(), _labels(report, found)
        cell = self.pixels / max(len(order), 1)
        room = 240 if len(order) <= _LABELLED else 0
        stream.write(_opening(self.pixels + room, self.pixels, "Who shares with whom"))
        shares = found.shares[np.ix_(order, order)]
        for i, row in enumerate(order.tolist()):
            name = labels[row]
            _rect(stream, i * cell, i * cell, cell, 0.08, name, _INK)
            if room:
                at = f'x="{self.pixels + 8}" y="{(i + 0.5) * cell + 4:.1f}"'
                stream.write(f"<text {at}>{escape(name[-_NAME:])}</text>\n")
            for j in np.flatnonzero(shares[i]).tolist():
                title = f"{name} and {labels[order[j]]}: {shares[i, j]:.0%}"
                _rect(stream, j * cell, i * cell, cell, 0.15 + 0.85 * float(np.sqrt(shares[i, j])), title, _BLUE)
        stream.write("</svg>\n")


@dataclass(frozen=True)
class Network:
    """The documents that share most, joined by lines as thick as what they share; `pixels`: how wide it is."""

    pixels: int = 900

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the network to `stream`, which should be UTF-8."""
        found = sharing(report)
        labels = _labels(report, found)
        rows, at = found.placed()
        margin, inner = 70, self.pixels - 140
        place = {row: (margin + x * inner, margin + y * inner) for row, (x, y) in zip(rows.tolist(), at, strict=True)}
        stream.write(_opening(self.pixels, self.pixels, "Who shares with whom"))
        for a, b in zip(*(side.tolist() for side in found.pairs()), strict=True):
            if a in place and b in place:
                (x1, y1), (x2, y2) = place[a], place[b]
                ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
                width = 1 + 9 * float(np.sqrt(found.shares[a, b]))
                stream.write(f'<line {ends} stroke="{_BLUE}" stroke-opacity=".4" stroke-width="{width:.1f}"/>\n')
        for row, (x, y) in place.items():
            stream.write(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{_BLUE}" stroke="{_PAPER}" stroke-width="2"/>\n'
            )
            if len(place) <= _LABELLED:
                name = escape(labels[row][-_NAME:])
                stream.write(f'<text x="{x:.1f}" y="{y + 22:.1f}" text-anchor="middle">{name}</text>\n')
        stream.write("</svg>\n")


def _labels(report: Report, found: Sharing) -> list[str]:
    every = names(report.documents)
    return [said(every[number]) for number in found.documents.tolist()]


def _opening(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" font-family="sans-serif" font-size="11" fill="{_INK}">\n<title>{title}</title>\n'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>\n'
    )


def _rect(stream: TextIO, x: float, y: float, cell: float, opacity: float, title: str, fill: str) -> None:  # noqa: PLR0913, PLR0917 - what a cell is
    side = max(cell - (1 if cell > 6 else 0), 0.2)  # noqa: PLR2004 - a gap that can be seen
    box = f'x="{x:.2f}" y="{y:.2f}" width="{side:.2f}" height="{side:.2f}"'
    stream.write(f'<rect {box} fill="{fill}" fill-opacity="{opacity:.2f}"><title>{escape(title)}</title></rect>\n')
