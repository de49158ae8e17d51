"""A corpus with known reuse, and its truth as a report: what `reuse eval` scores a scan of it against.

What the detector finds in the corpus before anything is planted stands in the truth too, as matches that are not new:
a scan that finds it again is neither right nor wrong.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import OutputError, UsageError
from reuse.evaluation.planting import Ground, Place, moved, new_texts, plant
from reuse.model import SCHEMA_VERSION, Document, DocumentRecord, Match, Report, Run, Summary
from reuse.reporters.json_report import Json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reuse.evaluation.disguises import Disguise
    from reuse.evaluation.planting import Insertion, Planted
    from reuse.model import Kind, Passage, Tool
    from reuse.pipeline import Pipeline

    Progress = Callable[[str, int, int], None]

TEXTS, TRUTH = "texts", "truth.json"
_KEPT = (".txt", ".text", ".md", ".markdown")  # what is read as it is written
_KINDS: Mapping[str, Kind] = {"verbatim": "verbatim", "cut": "verbatim", "wrap": "verbatim"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What to plant: so many cases of about so many words, the disguises in turn, by chance from a seed; and where."""

    disguises: tuple[Disguise, ...]
    cases: int
    words: int
    seed: int
    folder: str


def make(
    documents: Sequence[Document], pipeline: Pipeline, wish: Wish, tool: Tool, progress: Progress
) -> tuple[list[Document], Report]:
    """Return the documents with reuse planted in them, named as files in the folder, and the truth as by `tool`.

    Raises UsageError where the texts have no room for even one case.
    """
    from reuse.pipeline import detect  # noqa: PLC0415 - loads numpy

    texts = [document.text for document in documents]
    number = {document.id: k for k, document in enumerate(documents)}
    ground = Ground(texts, pipeline.segmenter.segment(texts))
    natural = detect(documents, pipeline, progress=progress).matches
    for side in (side for match in natural for side in (match.a, match.b)):
        ground.taken[number[side.document]].append((side.start, side.end))
    insertions = plant(ground, wish.disguises, cases=wish.cases, words=wish.words, seed=wish.seed)
    changed, planted = new_texts(texts, insertions)
    if not planted:
        raise UsageError(
            "the corpus has no room for planted reuse", f"It takes sentences, {wish.words} words, that nothing repeats."
        )
    new = [_written(name, wish.folder, text) for name, text in zip(_names(documents), changed, strict=True)]
    matches = [
        *_planted_matches(planted, new),
        *(_natural(match, k, number, insertions, new) for k, match in enumerate(natural, 1)),
    ]
    words = [int(words) for words in pipeline.segmenter.segment(changed).documents]
    counts = [end - start for start, end in pairwise(words)]
    return new, _report(new, counts, matches, wish, tool)


def write(directory: Path, documents: Iterable[Document], truth: Report) -> None:
    """Write the texts and the truth into a new folder, which appears when it is whole.

    Raises OutputError where it cannot be written.
    """
    check(directory)
    beside = ""
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.mkdtemp(prefix=".textreuse-", dir=directory.parent)
        for document in documents:
            path = Path(beside) / TEXTS / Path(document.path).relative_to(directory / TEXTS)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_encoded(document.text))
        with (Path(beside) / TRUTH).open("w", encoding="utf-8", newline="") as stream:
            Json().write(truth, stream)
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o777 & ~mask)
        Path(beside).replace(directory)
    except OSError as error:
        raise OutputError(f"cannot write {directory}: {error.strerror}") from error
    finally:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)


def check(directory: Path) -> None:
    """Raise OutputError for a folder that already holds something."""
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        raise OutputError(f"cannot write {directory}: it is there already", "Name a folder that is not.")


def _names(documents: Sequence[Document]) -> list[str]:
    """Names of files for documents: their paths from where they part, harmless, and each another."""
    paths = [
        [("_" + part[1:] if part.startswith(".") else part) for part in document.id.split("/") if part.strip(".")]
        or ["text"]
        for document in documents
    ]
    shared = 0
    while all(len(path) > shared + 1 and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    names: dict[str, None] = {}
    for path in paths:
        name = "/".join(path[shared:])
        name = name if name.lower().endswith(_KEPT) else f"{name}.txt"
        while name in names:
            name = f"_{name}"
        names[name] = None
    return list(names)


def _written(name: str, folder: str, text: str) -> Document:
    path = f"{folder}/{TEXTS}/{name}"
    return Document(path, text, path, {}, "utf-8", sha256(_encoded(text)).hexdigest())


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _planted_matches(planted: Iterable[Planted], documents: Sequence[Document]) -> list[Match]:
    matches: list[Match] = []
    for k, one in enumerate(planted, 1):
        kind = _KINDS.get(one.disguise, "edited")
        matches.append(
            Match(f"{one.disguise}-{k}", kind, {}, _passage(one.source, documents), _passage(one.copy, documents))
        )
    return matches


def _natural(
    match: Match,
    number: int,
    numbers: Mapping[str, int],
    insertions: Sequence[Sequence[Insertion]],
    documents: Sequence[Document],
) -> Match:
    def there(side: Passage) -> Passage:
        return _passage(moved(Place(numbers[side.document], side.start, side.end), insertions), documents)

    return replace(match, id=f"natural-{number}", a=there(match.a), b=there(match.b), edits=(), family="", is_new=False)


def _passage(place: Place, documents: Sequence[Document]) -> Passage:
    return documents[place.document].passage(place.start, place.end)


def _report(
    documents: Sequence[Document], words: Sequence[int], matches: Sequence[Match], wish: Wish, tool: Tool
) -> Report:
    records = tuple(
        DocumentRecord(one.id, one.path, one.sha256, one.encoding, len(one.text), count, {}, 0, 0.0)
        for one, count in zip(documents, words, strict=True)
    )
    settings = {
        "planted": [disguise.name for disguise in wish.disguises],
        "cases": wish.cases,
        "words": wish.words,
        "seed": wish.seed,
    }
    digest = sha256("".join(f"{one.sha256}\n" for one in documents).encode()).hexdigest()
    summary = Summary(len(records), sum(words), sum(one.chars for one in records), 0, len(matches), 0, 0)
    return Report(
        SCHEMA_VERSION,
        tool,
        Run(settings, digest),
        records,
        tuple(matches),
        (),
        (),
        summary,
    )
