"""What a page reads at once: documents, passages and places as columns, who shares with whom, what is not here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reuse.reporters.places import SCORES
from reuse.reporters.safe import printable
from reuse.reporters.sharing import sharing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reuse.model import Document, DocumentRecord, Family, Report

PAIRS = 50_000  # of documents
_SNIPPET = 240  # characters of a passage

Held = tuple[int, int]  # the block of a text, and whether it is whole: 0, 1, or 2: the block says it


def opening(
    report: Report, documents: Sequence[int], names: Sequence[str], held: Mapping[int, Held], *, nameless: bool
) -> dict[str, object]:
    """Return what is said of the run and of the documents with these numbers.

    names: of all documents; held: of those whose text the page has; nameless: leave out all that names them
    """
    records = [report.documents[k] for k in documents]
    nothing = (-1, 0)
    skipped = (
        [f"Input {k + 1}" if nameless else printable(one.path), printable(one.reason)]
        for k, one in enumerate(report.skipped)
    )
    return {
        "tool": f"{report.tool.name} {report.tool.version}",
        "nameless": nameless,
        "totals": report.summary,
        "digest": report.run.input_digest,
        "scores": list(SCORES.items()),  # keys of mappings are sorted
        "settings": [] if nameless else settings(report),
        "skipped": list(skipped),
        "documents": {
            "name": [names[k] for k in documents],
            "words": [one.words for one in records],
            "chars": [one.chars for one in records],
            "reused": [one.reused_chars for one in records],
            "date": [one.metadata.get("date", "") for one in records],
            "id": {}
            if nameless
            else {str(k): one.id for k, one in enumerate(records) if one.id != names[documents[k]]},
            "block": [held.get(k, nothing)[0] for k in documents],
            "whole": [held.get(k, nothing)[1] for k in documents],
        },
    }


def pictures(report: Report, families: Iterable[Family], row: Mapping[str, int]) -> tuple[dict[str, object], int]:
    """Return what the heat map and the network are drawn from, and how many pairs are not in it.

    row: of each document in the page
    """
    shared = sharing(report, families)
    known = [row.get(report.documents[k].id, -1) for k in shared.documents.tolist()]
    a, b = shared.pairs()
    nodes, at = shared.placed()
    pairs = zip(
        a[:PAIRS].tolist(), b[:PAIRS].tolist(),
        shared.chars[a, b][:PAIRS].tolist(), shared.chars[b, a][:PAIRS].tolist(), strict=True,
    )  # fmt: skip
    drawn: dict[str, object] = {
        "pairs": [[known[i], known[j], to, back] for i, j, to, back in pairs],
        "order": [known[k] for k in shared.clustered().tolist() if known[k] >= 0],
        "nodes": [[known[k], *place] for k, place in zip(nodes.tolist(), at.round(3).tolist(), strict=True)],
    }
    return drawn, max(len(a) - PAIRS, 0)


def passages(families: Iterable[Family], scores: Sequence[float], row: Mapping[str, int]) -> dict[str, list[Any]]:
    """Return families as columns; `from` is the first of each one's places, which are columns, too.

    Where a baseline knows any, `known` says how many places of each it knows, and `reason` why.
    """
    names = ("id", "kind", "words", "first", "head", "linked", "text", "from", "known", "reason")
    found: dict[str, list[Any]] = {name: [] for name in names}
    place: dict[str, list[int]] = {name: [] for name in ("document", "start", "length")}
    for family in families:
        members = [k for k, member in enumerate(family.members) if member.document in row]
        text = family.members[family.representative].text
        found["id"].append(family.id)
        found["kind"].append(family.kind)
        found["words"].append(len(text.split()))
        found["first"].append(_place_of(family.first, members))
        found["head"].append(_place_of(family.representative, members))
        found["linked"].append(family.linked)
        found["text"].append(" ".join(text[:_SNIPPET].split()))
        found["known"].append(len(family.known or ()))
        found["reason"].append(printable(family.reason or ""))
        found["from"].append(len(place["document"]))
        for k in members:
            member = family.members[k]
            place["document"].append(row[member.document])
            place["start"].append(member.start)
            place["length"].append(member.end - member.start)
    number = {name: k for k, name in enumerate(found["id"])}
    found["linked"] = [[number[other] for other in linked if other in number] for linked in found["linked"]]
    if not any(found["known"]):
        del found["known"], found["reason"]
    return {**found, "score": list(scores), **{f"place_{name}": column for name, column in place.items()}}


def _place_of(member: int, members: Sequence[int]) -> int:
    return members.index(member) if member in members else 0


def names(documents: Sequence[DocumentRecord | Document]) -> list[str]:
    """Return what to call documents: the path, where several have one, the id as well; safe to show."""
    shared = Counter(one.path for one in documents)
    return [printable(one.path if one.path and shared[one.path] == 1 else one.id) for one in documents]


def settings(report: Report) -> list[tuple[str, str]]:
    """Return the settings of a run, as a user would write them."""
    said = []
    for name, value in sorted(report.run.settings.items()):
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        said.append((printable(name.replace("_", "-")), printable(text)))
    return said
