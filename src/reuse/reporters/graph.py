"""Documents and passages as a graph, for Gephi, Cytoscape, yEd, networkx: GraphML and GEXF.

A document is a node, and so is a passage; an edge says that the one stands in the other. So the graph grows with the
places, and not with the pairs of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any, TextIO

from reuse.errors import UsageError
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from reuse.model import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SNIPPET = 80  # characters of a passage that name it


@dataclass(frozen=True)
class GraphML:
    """GraphML, a node for each document and each passage, an edge for each document that a passage stands in."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the graph of `report` to `stream`, which should be UTF-8. Raises UsageError without networkx."""
        found, networkx = graph(report)
        stream.write("\n".join(networkx.generate_graphml(found)) + "\n")


@dataclass(frozen=True)
class Gexf:
    """GEXF 1.2, as `GraphML`."""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the graph of `report` to `stream`, which should be UTF-8. Raises UsageError without networkx."""
        found, networkx = graph(report)
        written = BytesIO()
        networkx.write_gexf(found, written)
        # networkx stamps the day, and the same report shall give the same bytes
        stream.write(re.sub(r'(<meta) lastmodifieddate="[^"]*"', r"\1", written.getvalue().decode()) + "\n")


def graph(report: Report) -> tuple[Any, Any]:
    """Return the graph, and networkx."""
    try:
        networkx = import_module("networkx")
    except ImportError as error:
        raise UsageError("a graph needs networkx", "pip install 'text-reuse[graph]'") from error
    found = networkx.Graph()
    for one in report.documents:
        label, date = said(one.path or one.id), said(one.metadata.get("date", ""))
        numbers = {"words": one.words, "reused_share": one.reused_share}
        found.add_node(said(f"document:{one.id}"), label=label, type="document", date=date, **numbers)
    for family in report.families:
        head = family.members[family.representative].text
        node = f"passage:{family.id}"
        size = {"words": len(head.split()), "places": len(family.members)}
        found.add_node(node, label=said(" ".join(head.split())[:_SNIPPET]), type="passage", kind=family.kind, **size)
        chars: dict[str, int] = {}
        for member in family.members:
            chars[member.document] = chars.get(member.document, 0) + len(member.span)
        for document, weight in chars.items():
            found.add_edge(said(f"document:{document}"), node, weight=weight)
    return found, networkx


def said(text: str) -> str:
    """Return a text that XML can carry and that hides nothing."""
    return _NOT_XML.sub("\ufffd", printable(text))
