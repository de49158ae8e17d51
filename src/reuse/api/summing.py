"""Findings -> Report: totals, shares, order and how much is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

import reuse
from reuse.model import SCHEMA_VERSION, DocumentRecord, Report, Run, Summary, Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reuse.api.inputs import Inputs
    from reuse.model import Document, Family, Match, Passage
    from reuse.pipeline import Findings
    from reuse.settings import Settings

# settings that say how a report is shown or made, and never change what stands in it
SHOWN = {
    "jobs",
    "output",
    "format",
    "color",
    "quiet",
    "verbose",
    "no_progress",
    "fail_on",
    "strict",
    "against",
}
SCORE = "surprise"  # what --min-score and --sort score mean, whatever else a match is scored by


def report(found: Findings, new: Inputs, old: Inputs, settings: Settings) -> Report:
    """Return the report of a run; its documents are the new ones, then the references, each sorted by id."""
    documents = (*new.documents, *old.documents)
    reused = reused_chars(found.matches, found.families)
    records = tuple(_record(*one, reused) for one in zip(documents, found.words, strict=True))
    skipped = tuple(sorted({*new.skipped, *old.skipped}, key=lambda row: (row.path, row.reason)))
    passed_over = dict(sorted((Counter(new.passed_over) + Counter(old.passed_over)).items()))
    matches = sorted(found.matches, key=_match_order(settings.sort))
    families = sorted(found.families, key=_family_order(settings.sort, found.matches))
    keep = settings.limit or max(len(matches), len(families))
    left_out = {"matches": len(matches[keep:]), "families": len(families[keep:])}
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool("text-reuse", reuse.__version__),
        run=Run(_chosen(settings, len(old.documents)), _digest(new.documents, old.documents)),
        documents=records,
        matches=tuple(matches[:keep]),
        families=tuple(families[:keep]),
        skipped=skipped,
        summary=Summary(
            documents=len(records),
            words=sum(record.words for record in records),
            chars=sum(record.chars for record in records),
            reused_chars=sum(record.reused_chars for record in records),
            matches=len(matches),
            families=len(families),
            skipped=len(skipped),
            passed_over=passed_over,
            left_out={name: count for name, count in left_out.items() if count},
        ),
    )


def reused_chars(matches: Iterable[Match], families: Iterable[Family]) -> Mapping[str, int]:
    """Document id -> characters that stand in some match or family, every character counted once."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in matches:
        for side in (match.a, match.b):
            spans[side.document].append((side.start, side.end))
    for family in families:
        for member in family.members:
            spans[member.document].append((member.start, member.end))
    return {document: _union(places) for document, places in spans.items()}


def _union(spans: list[tuple[int, int]]) -> int:
    covered = reached = 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def _record(document: Document, words: int, reused: Mapping[str, int]) -> DocumentRecord:
    chars = len(document.text)
    share = reused.get(document.id, 0) / chars if chars else 0.0
    return DocumentRecord(
        document.id,
        document.path,
        document.sha256,
        document.encoding,
        chars,
        words,
        document.metadata,
        reused.get(document.id, 0),
        round(share, 4),
    )


def _match_order(sort: str) -> Callable[[Match], tuple[object, ...]]:
    """Longest or most surprising first, or by name; ties by place, so that the order is always the same."""

    def size(match: Match) -> tuple[object, ...]:
        return -len(match.a.span) - len(match.b.span), *path(match)

    def score(match: Match) -> tuple[object, ...]:
        return -match.scores.get(SCORE, 0.0), *path(match)

    def path(match: Match) -> tuple[object, ...]:
        return *_place(match.a), *_place(match.b), match.id

    return {"size": size, "score": score, "path": path}[sort]


def _family_order(sort: str, matches: Iterable[Match]) -> Callable[[Family], tuple[object, ...]]:
    """As matches: most characters in all places together, best match, or first place."""
    best: dict[str, float] = defaultdict(float)
    for match in matches:
        best[match.family] = max(best[match.family], match.scores.get(SCORE, 0.0))

    def size(family: Family) -> tuple[object, ...]:
        return -sum(len(member.span) for member in family.members), *path(family)

    def score(family: Family) -> tuple[object, ...]:
        return -best[family.id], *path(family)

    def path(family: Family) -> tuple[object, ...]:
        return *_place(family.members[0]), family.id

    return {"size": size, "score": score, "path": path}[sort]


def _place(passage: Passage) -> tuple[str, int, int]:
    return passage.document, passage.start, passage.end


def _chosen(settings: Settings, references: int) -> dict[str, object]:
    chosen = {name: value for name, value in asdict(settings).items() if name not in SHOWN}
    return {**chosen, "references": references}


def _digest(*groups: tuple[Document, ...]) -> str:
    """SHA-256 over id and hash of each document, new ones and references kept apart."""
    digest = sha256()
    for group in groups:
        for name, content in sorted((document.id, document.sha256) for document in group):
            digest.update(f"{name}\0{content}\n".encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()
