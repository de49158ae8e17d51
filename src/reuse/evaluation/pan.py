"""A PAN corpus (`susp/`, `src/`, and folders of `pairs` and XML truth), run and scored.

Every document is read once, and all pairs of all folders are compared in one run, so that the words of the whole
corpus say which are rare. A pair that several folders list is scored in each of them against that folder's cases.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from reuse.errors import OutputError, UsageError
from reuse.evaluation import pan_xml
from reuse.evaluation.plagdet import Case, Evaluation, evaluate
from reuse.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reuse.pipeline import Findings, Pipeline

    Progress = Callable[[str, int, int], None]

Names = tuple[str, str]
"""Suspicious document and source, without `.txt`."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Pairs of documents, and the cases of reuse that somebody marked in them."""

    name: str
    pairs: tuple[Names, ...]
    cases: tuple[Case, ...]

    def sample(self, size: int) -> Folder:
        """Return `size` of the pairs, always the same ones, or all; with their cases."""
        chosen = set(sorted(self.pairs, key=_shuffled)[: size or len(self.pairs)])
        return Folder(
            self.name,
            tuple(pair for pair in self.pairs if pair in chosen),
            tuple(case for case in self.cases if (case[0], case[3]) in chosen),
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents that some folder lists, and the folders."""

    suspicious: tuple[Document, ...]
    sources: tuple[Document, ...]
    folders: tuple[Folder, ...]

    def sample(self, size: int) -> Corpus:
        """Return `size` pairs of each folder, with all documents: they say which words are rare."""
        return Corpus(self.suspicious, self.sources, tuple(folder.sample(size) for folder in self.folders))


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
    unlisted     detections between documents that no folder pairs: neither right nor wrong
    seconds      all the work, and of that the alignment
    """

    folders: tuple[FolderResult, ...]
    entire: FolderResult
    compared: int
    documents: int
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


def read(directory: Path) -> Corpus:
    """Return the corpus in a folder. Raises UsageError where it is none, or a document it names is missing."""
    listings = sorted(directory.glob("*/pairs"))
    if not listings:
        raise UsageError(f"{directory} is no PAN corpus: no folder in it has a file `pairs`")
    folders = tuple(_folder(listing) for listing in listings)
    pairs = [pair for folder in folders for pair in folder.pairs]
    return Corpus(
        tuple(_document(directory / "susp", name) for name in sorted({a for a, _ in pairs})),
        tuple(_document(directory / "src", name) for name in sorted({b for _, b in pairs})),
        folders,
    )


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
        folders, entire, compared, len(corpus.suspicious), unlisted, round(seconds, 3), round(align_seconds, 3)
    )
    return result, found


def detections(findings: Findings) -> Mapping[Names, list[Case]]:
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


def write(directory: Path, pairs: Iterable[Names], found: Mapping[Names, Sequence[Case]]) -> None:
    """Write PAN XML: a file for each of `pairs`, also where nothing was found. Raises OutputError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for a, b in pairs:
            pan_xml.write(directory / f"{a}-{b}.xml", a, found.get((a, b), ()))
    except OSError as error:
        raise OutputError(f"cannot write {error.filename or directory}: {error.strerror}") from error


def _folder(listing: Path) -> Folder:
    lines = listing.read_text(encoding="utf-8").split("\n")
    pairs = []
    for line in filter(str.strip, lines):
        names = [name.removesuffix(".txt") for name in line.split()]
        if len(names) != 2 or any(Path(name).name != name for name in names):  # noqa: PLR2004 - a pair
            raise UsageError(f"{listing}: not two names of documents: {line.strip()!r}")
        pairs.append((names[0], names[1]))
    cases = [case for path in sorted(listing.parent.glob("*.xml")) for case in pan_xml.read(path)]
    known = set(pairs)
    for case in cases:
        if (case[0], case[3]) not in known:
            raise UsageError(f"{listing}: a case between {case[0]} and {case[3]}, which are no pair of it")
    return Folder(listing.parent.name, tuple(pairs), tuple(cases))


def _document(folder: Path, name: str) -> Document:
    path = folder / f"{name}.txt"
    try:  # bytes, so that line ends stay and offsets count what the annotators counted
        return Document(f"{folder.name}/{name}", path.read_bytes().decode("utf-8"), str(path))
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: {error}") from error


def _shuffled(pair: Names) -> bytes:
    return blake2b("\0".join(pair).encode("utf-8", "surrogateescape"), digest_size=8).digest()
