"""What is really there, read from a file: a report of ours, passages marked by hand, or PAN XML."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from reuse.errors import UsageError
from reuse.evaluation import pan_xml
from reuse.evaluation.coverage import ordered
from reuse.reporters import json_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reuse.evaluation.plagdet import Case
    from reuse.model import Match, Passage, Report

Place = tuple[str, int, int]
"""A file, and a half-open range in code points of its decoded text."""
NEUTRAL = "neutral"


class Marked(msgspec.Struct):
    """A case marked by hand; `kind` is free, but `neutral` counts neither for nor against."""

    a: Place
    b: Place
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """Cases, with the kind of each where it has one; neutral ones; and documents: name -> SHA-256, if known."""

    cases: Sequence[Case]
    neutral: Sequence[Case] = ()
    kinds: Sequence[str] = ()
    documents: Mapping[str, str] = field(default_factory=dict)


def read_truth(path: Path) -> Truth:
    """Return what `path` says is there. Raises UsageError where it cannot be read.

    In a report, matches that are not new (`is_new` false) are neutral, and ids as `ocr-12` tell the kind of a planted
    case. Passages marked by hand are a list of `{"kind": "edited", "a": ["file", start, end], "b": [...]}`.
    """
    if is_xml(path):
        return Truth(pan_cases(path))
    if _head(path).startswith(b"["):
        return _marked(path)
    report = read_report(path)
    new = [match for match in report.matches if match.is_new]
    return Truth(
        report_cases(new),
        report_cases(match for match in report.matches if not match.is_new),
        [match.id.rpartition("-")[0] for match in new],
        {document.id: document.sha256 for document in report.documents},
    )


def report_cases(matches: Iterable[Match], names: Mapping[str, str] | None = None) -> list[Case]:
    """Return `matches` as cases, documents renamed by `names`; the side that comes first is a."""

    def place(side: Passage) -> Place:
        return (names or {}).get(side.document, side.document), side.start, side.end

    return [ordered(place(match.a), place(match.b)) for match in matches]


def family_cases(report: Report, names: Mapping[str, str]) -> list[Case]:
    """Return what only members say in a large report: each with its representative, where `matches` leaves it out."""
    listed = set(report_cases(report.matches, names))
    cases = []
    for family in report.families if report.summary.left_out.get("matches") else ():
        center = family.members[family.representative]
        of_family = ((center, member) for member in family.members if member is not center)
        pairs = (
            ordered(*((names.get(side.document, side.document), side.start, side.end) for side in two))
            for two in of_family
        )
        cases += [case for case in pairs if case not in listed]
    return cases


def same_documents(known: Mapping[str, str], found: Report) -> Mapping[str, str]:
    """Return the names that documents of `found` have among those `known` (name -> SHA-256, or empty).

    It is the same document if it has the same content; where that is not known, if its path ends in that name.
    """
    holders = Counter(known.values())
    by_content = {content: name for name, content in known.items() if content and holders[content] == 1}
    names = {}
    for document in found.documents:
        parts = document.id.split("/")
        ends = ("/".join(parts[k:]) for k in range(len(parts)))
        if known.get(document.id) == document.sha256:
            names[document.id] = document.id
        elif document.sha256 in by_content:
            names[document.id] = by_content[document.sha256]
        elif name := next((end for end in ends if known.get(end) == ""), ""):
            names[document.id] = name
    return names


def is_xml(path: Path) -> bool:
    """Tell whether PAN XML is there, a file or a folder of files."""
    return path.is_dir() or _head(path).startswith(b"<")


def pan_cases(path: Path) -> list[Case]:
    """Return the cases of one file of PAN XML, or of all files in a folder and below it."""
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path} holds no XML")
    return [case for file in files for case in pan_xml.read(file)]


def read_report(path: Path) -> Report:
    """Return the JSON report in a file."""
    try:
        with path.open(encoding="utf-8") as stream:
            return json_report.read(stream)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UsageError as error:
        raise UsageError(f"{path}: {error.message}", error.hint) from error


def _marked(path: Path) -> Truth:
    try:
        marks = msgspec.json.decode(path.read_bytes(), type=list[Marked])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no list of marked passages: {error}") from error
    real = [mark for mark in marks if mark.kind != NEUTRAL]
    neutral = [ordered(mark.a, mark.b) for mark in marks if mark.kind == NEUTRAL]
    names = {place[0] for mark in marks for place in (mark.a, mark.b)}
    return Truth(
        [ordered(mark.a, mark.b) for mark in real], neutral, [mark.kind for mark in real], dict.fromkeys(names, "")
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(1000).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
