"""The variants of each passage as a critical apparatus: TEI, `<app>` with a reading for each variant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from xml.sax.saxutils import escape, quoteattr

from reuse.errors import UsageError
from reuse.reporters.collation import apparatus, sign
from reuse.reporters.graph import said
from reuse.reporters.lines import count

if TYPE_CHECKING:
    from reuse.model import Family, Match, Report

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Made by {tool}</p></publicationStmt>
<sourceDesc><p>The documents that were compared; each passage lists where it stands in them.</p></sourceDesc>
</fileDesc>
<encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>
<text><body>
"""


@dataclass(frozen=True)
class Tei:
    """Each family with its witnesses, its text, and `<app>` where they differ, by parallel segmentation.

    `family` names one; else all are written. The text is that of the representative; places whose words the report
    does not have are witnesses of no reading.
    """

    family: str = ""

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8. Raises UsageError where it has no such family."""
        families = [one for one in report.families if self.family in {"", one.id}]
        if self.family and not families:
            raise UsageError(f"the report has no family {self.family!r}", "Their ids stand in the JSON report.")
        matches: dict[str, list[Match]] = defaultdict(list)
        for match in report.matches:
            matches[match.family].append(match)
        names = {one.id: one.path or one.id for one in report.documents}
        stand = "stands" if len(families) == 1 else "stand"
        title = f"{count(len(families), 'passage')} that {stand} in more than one place"
        stream.write(_HEAD.format(title=title, tool=escape(f"{report.tool.name} {report.tool.version}")))
        for family in families:
            _write(family, matches[family.id], names, stream)
        stream.write("</body></text>\n</TEI>\n")


def _write(family: Family, matches: list[Match], names: dict[str, str], stream: TextIO) -> None:
    own = f"p-{escape(said(family.id))}"
    stream.write(f'<div type="passage" subtype={quoteattr(family.kind)} xml:id={quoteattr(own)}>\n<listWit>\n')
    for k, member in enumerate(family.members):
        where = f"{names.get(member.document, member.document)}:{member.start_line}:{member.start_column}"
        place = f"{said(where)}, characters {member.start} to {member.end}"
        stream.write(f"<witness xml:id={quoteattr(f'{own}-{sign(k)}')}>{escape(place)}</witness>\n")
    stream.write("</listWit>\n<p>")
    for segment in apparatus(family, matches):
        if len(segment) == 1:
            stream.write(_text(next(iter(segment))))
            continue
        stream.write("<app>")
        for number, (text, witnesses) in enumerate(segment.items()):
            wit = " ".join(f"#{own}-{sign(k)}" for k in witnesses)
            tag = "rdg" if number else "lem"
            stream.write(f"<{tag} wit={quoteattr(wit)}>{_text(text)}</{tag}>")
        stream.write("</app>")
    stream.write("</p>\n</div>\n")


def _text(text: str) -> str:
    """Return a text with its line ends, and nothing else that acts."""
    return "\n".join(escape(said(line)) for line in text.replace("\r\n", "\n").split("\n"))
