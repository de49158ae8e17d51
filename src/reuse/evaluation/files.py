"""Truth and detections in files: our JSON reports, or PAN XML, told apart by what is in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.evaluation import pan_xml
from reuse.evaluation.coverage import ordered, recalls, without_neutral
from reuse.evaluation.plagdet import Evaluation, evaluate
from reuse.reporters import json_report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reuse.evaluation.plagdet import Case
    from reuse.model import Match, Passage, Report


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one planted kind: how many of them some detection meets, and the mean of their recall."""

    name: str
    cases: int
    met: int
    recall: float


@dataclass(frozen=True, slots=True)
class Result:
    """The scores; how many detections were left out as neutral; for planted reuse its kinds."""

    entire: Evaluation
    neutral: int = 0
    groups: tuple[Group, ...] = ()


def evaluate_files(truth: Path, found: Path) -> Result:
    """Score the detections in `found` against the cases in `truth`.

    Both are reports of ours, or both are PAN XML: files, or folders that are searched for `.xml` files. In a report,
    matches that are not new (`is_new` false) are neutral: what meets them and no case counts neither way.
    Raises UsageError where one cannot be read, or they have nothing to do with each other.
    """
    if _is_xml(truth) != _is_xml(found):
        raise UsageError(
            f"{truth} and {found} are of two kinds", "Give two JSON reports, or two files or folders of PAN XML."
        )
    if _is_xml(truth):
        return Result(evaluate(_pan_cases(truth), _pan_cases(found)))
    one, other = _report(truth), _report(found)
    names = same_documents(one, other)
    if not names:
        raise UsageError(f"{found} is about other documents than {truth}", "Scan the documents of the truth.")
    return evaluate_reports(one, other, names)


def evaluate_reports(truth: Report, found: Report, names: Mapping[str, str]) -> Result:
    """Score a report; `names` are what its documents are called in the truth."""
    cases = report_cases((match for match in truth.matches if match.is_new), {})
    neutral = report_cases((match for match in truth.matches if not match.is_new), {})
    every = report_cases(found.matches, names)
    judged = without_neutral(every, cases, neutral)
    kinds = [match.id.rpartition("-")[0] for match in truth.matches if match.is_new]
    return Result(evaluate(cases, judged), len(every) - len(judged), _groups(kinds, cases, judged))


def _groups(kinds: Sequence[str], cases: Sequence[Case], found: Sequence[Case]) -> tuple[Group, ...]:
    by_kind: dict[str, list[float]] = defaultdict(list)
    for kind, (share, _) in zip(kinds, recalls(cases, found), strict=True):
        if kind:
            by_kind[kind].append(share)
    return tuple(
        Group(kind, len(shares), sum(map(bool, shares)), sum(shares) / len(shares))
        for kind, shares in sorted(by_kind.items())
    )


def report_cases(matches: Iterable[Match], names: Mapping[str, str]) -> list[Case]:
    """Return `matches` as cases, documents renamed by `names`; the side that comes first is a."""
    return [ordered(_side(match.a, names), _side(match.b, names)) for match in matches]


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
