"""A PAN corpus, run and scored.

All pairs of all folders are compared in one run, so that the words of the whole corpus say which are rare. A pair
that several folders list is scored in each of them, against that folder's cases.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from reuse.evaluation.plagdet import Evaluation, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reuse.evaluation.pan import Corpus, Folder, Names
    from reuse.evaluation.plagdet import Case
    from reuse.findings import Findings
    from reuse.linking.findings import Found
    from reuse.pipeline import Pipeline

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FolderResult:
    """How one folder was done; `false_detections` are all that were made where nobody marked a case."""

    name: str
    pairs: int
    evaluation: Evaluation
    false_detections: int


@dataclass(frozen=True, slots=True)
class Result:
    """How the folders were done, and all together.

    compared     pairs of documents that were aligned
    documents    suspicious documents
    everything   not only listed pairs could be compared
    unlisted     detections between documents that no folder pairs: neither right nor wrong
    seconds      all the work, and of that the alignment
    """

    folders: tuple[FolderResult, ...]
    entire: FolderResult
    compared: int
    documents: int
    everything: bool
    unlisted: int
    seconds: float
    align_seconds: float


class Clock:
    """Tells how long a run takes, and how many pairs it aligns, and passes its progress on."""

    def __init__(self, progress: Progress) -> None:
        """Start now."""
        self.begun = perf_counter()
        self.steps: dict[str, tuple[float, int]] = {}
        self._progress = progress

    def __call__(self, step: str, done: int, total: int) -> None:
        """Note when each step begins, and how much there is to do in it."""
        self.steps.setdefault(step, (perf_counter(), total))
        self._progress(step, done, total)

    def aligning(self) -> tuple[float, int]:
        """Return the seconds that alignment took, and the pairs."""
        begun, pairs = self.steps.get("align", (0.0, 0))
        return (self.steps["gather"][0] - begun if begun else 0.0), pairs


def run(
    corpus: Corpus, pipeline: Pipeline, progress: Progress, *, everything: bool = False
) -> tuple[Result, Mapping[Names, list[Case]]]:
    """Compare the listed pairs, or `everything` suspicious with every source; return scores and detections."""
    from reuse.pipeline import detect  # noqa: PLC0415 - reading a corpus loads no numpy

    documents = (*corpus.suspicious, *corpus.sources)
    number = {document.id: k for k, document in enumerate(documents)}
    listed = sorted({pair for folder in corpus.folders for pair in folder.pairs})
    clock = Clock(progress)
    findings = detect(
        documents,
        replace(pipeline, aligner=replace(pipeline.aligner, summaries=True)),
        references=len(corpus.sources),
        pairs=None if everything else [(number[f"susp/{a}"], number[f"src/{b}"]) for a, b in listed],
        progress=clock,
    )
    seconds = perf_counter() - clock.begun
    found = detections(findings)
    align_seconds, compared = clock.aligning()
    unlisted = sum(len(cases) for pair, cases in found.items() if pair not in set(listed))
    folders, entire = score(corpus.folders, found)
    result = Result(
        *(folders, entire, compared, len(corpus.suspicious), everything, unlisted),
        *(round(seconds, 3), round(align_seconds, 3)),
    )
    return result, found


def detections(findings: Findings | Found) -> Mapping[Names, list[Case]]:
    """Return the matches, by pair of documents."""
    found: dict[Names, list[Case]] = defaultdict(list)
    for match in findings.matches:
        a, b = match.a, match.b
        pair = a.document.removeprefix("susp/"), b.document.removeprefix("src/")
        found[pair].append((pair[0], a.start, a.end, pair[1], b.start, b.end))
    return found


def score(
    folders: Iterable[Folder], found: Mapping[Names, Sequence[Case]]
) -> tuple[tuple[FolderResult, ...], FolderResult]:
    """Return the scores of each folder, and of all together."""
    results = []
    every: tuple[list[Case], list[Case]] = [], []
    for folder in folders:
        hits = [case for pair in dict.fromkeys(folder.pairs) for case in found.get(pair, ())]
        evaluation = evaluate(folder.cases, hits)
        results.append(FolderResult(folder.name, len(folder.pairs), evaluation, 0 if folder.cases else len(hits)))
        for cases, own in zip(every, (folder.cases, hits), strict=True):  # a pair of each folder is one of its own
            cases += [(f"{folder.name}/{case[0]}", *case[1:]) for case in own]
    pairs, false = sum(one.pairs for one in results), sum(one.false_detections for one in results)
    return tuple(results), FolderResult("entire", pairs, evaluate(*every), false)
