"""SARIF 2.1.0 (OASIS): what code scanning of GitHub, GitLab, Azure and editors reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from reuse.reporters.copies import Copy, Names, copies, uri
from reuse.reporters.lines import count
from reuse.reporters.records import encode
from reuse.reporters.safe import printable

if TYPE_CHECKING:
    from reuse.model import Passage, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
_RULES = {
    "verbatim": "A passage stands word for word in another place",
    "edited": "A passage stands with small changes in another place",
    "paraphrase": "A passage stands reworded in another place",
    "summary": "A passage tells in fewer words what another document says",
    "boilerplate": "A formula or template that many documents share",
}
_NUMBERS = {kind: number for number, kind in enumerate(_RULES)}


@dataclass(frozen=True)
class Sarif:
    """A result a copy, at its place, with all its other places as related locations that the message links to.

    Columns and offsets count code points. What the baseline knows is `unchanged`, the rest `new`; these come first.
    results    at most so many, as GitHub keeps 5,000 of them
    locations  at most so many of a result, as GitHub shows 100
    """

    results: int = 5000
    locations: int = 100

    def __post_init__(self) -> None:
        if min(self.results, self.locations) < 1:
            raise ValueError("results and locations are counts, from 1")

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        names = Names(report)
        found = sorted(copies(report), key=lambda copy: (not copy.is_new, copy.family.kind == "boilerplate"))
        kept = found[: self.results]
        stream.write(f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{\n"tool":{encode(_tool(report))},\n')
        stream.write(f'"columnKind":"unicodeCodePoints","originalUriBaseIds":{encode(_BASES)},\n')
        stream.write(f'"invocations":[{encode(self._invocation(report, len(found)))}],\n"results":[')
        stream.writelines(
            f"{',' * bool(number)}\n{encode(self._result(copy, names))}" for number, copy in enumerate(kept)
        )
        stream.write("]}]}\n")

    def _result(self, copy: Copy, names: Names) -> dict[str, Any]:
        shown = copy.first(self.locations - 1)
        links = ", ".join(f"[{_linkable(names.at(other))}]({number})" for number, other in enumerate(shown, 1))
        rest = copy.others - len(shown)
        more = f" and {rest} more" if rest else ""
        new, size = copy.is_new, count(len(copy.place.text), "character")
        return {
            "ruleId": f"reuse/{copy.family.kind}",
            "ruleIndex": _NUMBERS[copy.family.kind],
            "level": "warning" if new and copy.family.kind != "boilerplate" else "note",
            "baselineState": "new" if new else "unchanged",
            "message": {"text": f"{copy.family.kind.capitalize()} reuse of {size}, also in {links}{more}."},
            "locations": [_location(copy.place, names)],
            "relatedLocations": [{"id": number, **_location(other, names)} for number, other in enumerate(shown, 1)],
            "partialFingerprints": {"reuseFamily/v1": copy.family.fingerprint},
        }

    def _invocation(self, report: Report, found: int) -> dict[str, Any]:
        notes = [f"{printable(row.path)} could not be read: {printable(row.reason)}" for row in report.skipped]
        if found > self.results:
            notes.append(f"{found - self.results} of {found} results are left out: at most {self.results} are kept")
        return {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {"level": "warning", "message": {"text": _linkable(note)}} for note in notes
            ],
        }


_BASES = {ROOT: {"description": {"text": "The folder in which the program was started"}}}


def _tool(report: Report) -> dict[str, Any]:
    rules = [
        {
            "id": f"reuse/{kind}",
            "name": f"{kind.capitalize()}Reuse",
            "shortDescription": {"text": text},
            "fullDescription": {"text": f"{text}."},
            "defaultConfiguration": {"level": "note" if kind == "boilerplate" else "warning"},
            "properties": {"tags": ["text-reuse"]},
        }
        for kind, text in _RULES.items()
    ]
    return {"driver": {"name": report.tool.name, "semanticVersion": report.tool.version, "rules": rules}}


def _location(place: Passage, names: Names) -> dict[str, Any]:
    path = uri(names.path(place))
    base = {} if path.startswith("file:") else {"uriBaseId": ROOT}
    region = {
        "startLine": place.start_line,
        "startColumn": place.start_column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": path, **base}, "region": region}}


def _linkable(text: str) -> str:
    """Return the text of a link: brackets and backslashes are escaped (SARIF 3.11.6)."""
    return "".join(f"\\{character}" if character in "[]\\" else character for character in text)
