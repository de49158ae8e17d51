"""Findings -> Report: totals, shares, order and how much is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from typing import TYPE_CHECKING

import reuse
from reuse.model import SCHEMA_VERSION, DocumentRecord, Report, Run, Skipped, Summary, Tool
from reuse.reporters.records import Header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.api.inputs import Inputs
    from reuse.findings import Findings
    from reuse.linking.findings import Found
    from reuse.model import Document
    from reuse.settings import Settings


class Texts(Mapping[str, str]):
    """The texts of documents by id, read when somebody asks for one: they may wait in a temporary file."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Know the texts of `documents`."""
        self._documents = {document.id: document for document in documents}

    def __getitem__(self, name: str) -> str:
        return self._documents[name].text

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


# settings that say how a report is shown or made, and never change what stands in it
SHOWN = {
    "jobs",
    "max_memory",
    "tmp_dir",
    "output",
    "format",
    "badge",
    "color",
    "quiet",
    "verbose",
    "no_progress",
    "fail_on",
    "forbid",
    "baseline",
    "baseline_from_ref",
    "exit_zero",
    "strict",
    "against",
    "html_limit",
    "index",
    "engine",
    "master",
    "conf",
    "checkpoint",
}


# settings of how inputs are read, which are told where they are not as they are by default
READ = {"format_in", "html", "text_field", "id_field", "metadata", "max_file_size", "max_expansion", "timeout"}


def report(found: Findings | Found, new: Inputs, old: Inputs, settings: Settings) -> Report:
    """Return the report of a run; its documents are the new ones, then the references, each sorted by id."""
    documents = (*new.documents, *old.documents)
    reused = found.reused()
    columns = zip(documents, (*new.sizes, *old.sizes), found.words, strict=True)
    records = tuple(DocumentRecord.of(*one, reused.get(one[0].id, 0)) for one in columns)
    skipped, passed_over = account(new, old, settings)
    matches, families = found.ordered(settings.sort)
    keep = settings.limit or max(len(matches), len(families))
    left_out = {"matches": len(matches[keep:]), "families": len(families[keep:])}
    left_out["references"] = getattr(found, "unopened", 0)
    groups = [_names(new.documents), _names(old.documents)]
    head = header(settings, len(old.documents), groups)
    return Report(
        schema_version=head.schema_version,
        tool=head.tool,
        run=head.run,
        documents=records,
        matches=matches[:keep],
        families=families[:keep],
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
        texts=Texts(documents),
    )


def header(settings: Settings, references: int, groups: Iterable[Iterable[tuple[str, str]]]) -> Header:
    """Return how a report was made; groups: id and SHA-256 of the new documents, and of the references, by id."""
    run = Run(chosen(settings, references), _digest(groups))
    return Header(SCHEMA_VERSION, Tool("text-reuse", reuse.__version__), run)


def account(new: Inputs, old: Inputs, settings: Settings) -> tuple[tuple[Skipped, ...], dict[str, int]]:
    """Return a row for each input that is no document, and how many were passed over, by reason."""
    unused = _unused(new, old, settings)
    skipped = tuple(sorted({*new.skipped, *old.skipped, *unused}, key=lambda row: (row.path, row.reason)))
    return skipped, dict(sorted((Counter(new.passed_over) + Counter(old.passed_over)).items()))


def _unused(new: Inputs, old: Inputs, settings: Settings) -> Iterator[Skipped]:
    """Yield a row where the table of metadata names what was not read."""
    names = sorted(new.unused & old.unused if old.documents else new.unused)
    if names:
        more = f", and {len(names) - 1} more" if len(names) > 1 else ""
        yield Skipped(settings.metadata, f"no document has the id or path {names[0]!a}{more}")


def chosen(settings: Settings, references: int) -> dict[str, object]:
    """Return the settings that a report tells of."""
    usual = {option.name: option.default for option in fields(settings) if option.name in READ}
    found = {name: value for name, value in asdict(settings).items() if name not in SHOWN and usual.get(name) != value}
    return {**found, "references": references}


def _names(documents: Iterable[Document]) -> list[tuple[str, str]]:
    return sorted((document.id, document.sha256) for document in documents)


def _digest(groups: Iterable[Iterable[tuple[str, str]]]) -> str:
    """SHA-256 over id and hash of each document, new ones and references kept apart."""
    digest = sha256()
    for group in groups:
        for name, content in group:
            digest.update(f"{name}\0{content}\n".encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()
