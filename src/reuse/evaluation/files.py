"""Truth and detections in files: our JSON reports, or PAN XML, told apart by what is in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.evaluation import pan_xml
from reuse.evaluation.plagdet import Case, Evaluation, evaluate
from reuse.reporters import json_report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reuse.model import Passage, Report


def evaluate_files(truth: Path, found: Path) -> Evaluation:
    """Score the detections in `found` against the cases in `truth`.

    Both are reports of ours, or both are PAN XML: files, or folders that are searched for `.xml` files.
    Raises UsageError where one cannot be read, or they have nothing to do with each other.
    """
    if _is_xml(truth) != _is_xml(found):
        raise UsageError(
            f"{truth} and {found} are of two kinds", "Give two JSON reports, or two files or folders of PAN XML."
        )
    if _is_xml(truth):
        return evaluate(_pan_cases(truth), _pan_cases(found))
    one, other = _report(truth), _report(found)
    names = same_documents(one, other)
    if not names:
        raise UsageError(f"{found} is about other documents than {truth}", "Scan the documents of the truth.")
    return evaluate(report_cases(one, {}), report_cases(other, names))


def report_cases(report: Report, names: Mapping[str, str]) -> list[Case]:
    """Return the matches as cases, documents renamed by `names`; the side that comes first is a."""
    return [ordered(_side(match.a, names), _side(match.b, names)) for match in report.matches]


def ordered(one: tuple[str, int, int], other: tuple[str, int, int]) -> Case:
    """Return the case of two passages, in the order of documents and places: which side is which is chance."""
    a, b = sorted((one, other))
    return *a, *b


def same_documents(truth: Report, found: Report) -> Mapping[str, str]:
    """Return the names that documents of `found` have in `truth`: the same name, else the same content."""
    known = {document.id: document.sha256 for document in truth.documents}
    holders = Counter(known.values())
    by_content = {content: name for name, content in known.items() if holders[content] == 1}
    names = {}
    for document in found.documents:
        if known.get(document.id) == document.sha256:
            names[document.id] = document.id
        elif document.sha256 in by_content:
            names[document.id] = by_content[document.sha256]
    return names


def _side(passage: Passage, names: Mapping[str, str]) -> tuple[str, int, int]:
    return names.get(passage.document, passage.document), passage.start, passage.end


def _is_xml(path: Path) -> bool:
    if path.is_dir():
        return True
    try:
        with path.open("rb") as stream:
            return stream.read(1000).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def _report(path: Path) -> Report:
    try:
        with path.open(encoding="utf-8") as stream:
            return json_report.read(stream)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error


def _pan_cases(path: Path) -> list[Case]:
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path} holds no XML")
    return [case for file in files for case in pan_xml.read(file)]
