"""Labels of whole documents (how much of it is reused?) against the share of it that was found.

Such a corpus are the short answers of Clough and Stevenson, "Developing a corpus of plagiarised short answers",
Language Resources and Evaluation 45, 2011: answers marked non, heavy, light or cut, for no reuse, heavily and lightly
revised, and near copies.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.evaluation.statistics import best_cuts, spearman

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reuse.model import Document, Match
    from reuse.pipeline import Pipeline

    Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A document, what it may reuse, and its label."""

    path: str
    reference: str
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How labels and one measure of reuse go together.

    name       reused: characters that stand in some match; equal: those of them outside of its edits.
               Both as shares of the document's characters, blanks apart
    spearman   rank correlation of the measure and the label's place in the order; 0 where one never varies
    means      mean of each label
    cuts       least value of each label but the first: those cuts that give most of these documents their label
    confusion  for each label the documents that have it, by the label that `cuts` gives them
    accuracy   share of the documents whose label is that of `cuts`: fitted to them, so an upper bound
    """

    name: str
    spearman: float
    means: tuple[float, ...]
    cuts: tuple[float, ...]
    confusion: tuple[tuple[int, ...], ...]
    accuracy: float


@dataclass(frozen=True, slots=True)
class Result:
    """The labels in their order, the measures, and for each document its path, label, reused and equal shares."""

    order: tuple[str, ...]
    measures: tuple[Measure, ...]
    documents: tuple[tuple[str, str, float, float], ...]


def read_labels(directory: Path, table: Path, order: Sequence[str], reference: str = "{}") -> list[Row]:
    """Return the rows of a CSV file: a line of names, then file, reference and label in the first three columns.

    reference: file name of a reference, `{}` for what the table calls it. Rows that name their own reference as their
    file (a source listed among the rest, its label in no order) are left out.
    Raises UsageError for a table that cannot be read, an unknown label, or a file outside of the folder.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream))[1:]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot read {table}: {error}") from error
    rows = []
    for number, line in enumerate(filter(None, lines), 2):
        if len(line) < 3:  # noqa: PLR2004 - file, reference, label
            raise UsageError(f"{table}, line {number}: three columns are needed: file, reference, label")
        name, source, label = (cell.strip() for cell in line[:3])
        source = reference.replace("{}", source)
        if name == source:
            continue
        if label not in order:
            raise UsageError(f"{table}, line {number}: no such label: {label!r}", f"The order is {', '.join(order)}.")
        rows.append(Row(_inside(directory, name), _inside(directory, source), label))
    if not rows:
        raise UsageError(f"{table} has no rows")
    return rows


def run(
    rows: Sequence[Row], documents: Sequence[Document], pipeline: Pipeline, progress: Progress, *, order: Sequence[str]
) -> Result:
    """Compare each document with its reference; `documents` are those of the paths in `rows`."""
    from reuse.pipeline import detect  # noqa: PLC0415 - reading labels loads no numpy

    references = {row.reference for row in rows}
    documents = sorted(documents, key=lambda document: document.path in references)
    number = {document.path: k for k, document in enumerate(documents)}
    for path in (path for row in rows for path in (row.path, row.reference)):
        if path not in number:
            raise UsageError(f"cannot read {path}")
    pairs = sorted({(number[row.path], number[row.reference]) for row in rows})
    found = detect(documents, replace(pipeline, self_reuse=False), pairs=pairs, progress=progress)
    matches: dict[str, list[Match]] = defaultdict(list)
    for match in found.matches:
        matches[match.a.document].append(match)
    texts = [documents[number[row.path]] for row in rows]
    reused, equal = zip(*(_shares(text, matches[text.id]) for text in texts), strict=True)
    labels = [order.index(row.label) for row in rows]
    return Result(
        order=tuple(order),
        measures=(_measure("reused", reused, labels, len(order)), _measure("equal", equal, labels, len(order))),
        documents=tuple(
            (row.path, row.label, round(inside, 4), round(same, 4))
            for row, inside, same in zip(rows, reused, equal, strict=True)
        ),
    )


def _shares(document: Document, matches: Sequence[Match]) -> tuple[float, float]:
    """Return the shares of a document, side a of `matches`, that are reused, and that are equal there."""
    reused: set[int] = set()
    equal: set[int] = set()
    for match in matches:
        span = set(range(match.a.start, match.a.end))
        reused |= span
        equal |= span.difference(*(range(edit.a_start, edit.a_end) for edit in match.edits))
    seen = {k for k, char in enumerate(document.text) if not char.isspace()}
    return (len(reused & seen) / len(seen), len(equal & seen) / len(seen)) if seen else (0.0, 0.0)


def _measure(name: str, values: Sequence[float], labels: Sequence[int], kinds: int) -> Measure:
    cuts = best_cuts(values, labels, kinds)
    pairs = [(label, sum(value >= cut for cut in cuts)) for value, label in zip(values, labels, strict=True)]
    by_label = [[value for value, own in zip(values, labels, strict=True) if own == kind] for kind in range(kinds)]
    return Measure(
        name=name,
        spearman=spearman(values, labels),
        means=tuple(sum(own) / len(own) if own else 0.0 for own in by_label),
        cuts=cuts,
        confusion=tuple(tuple(pairs.count((true, given)) for given in range(kinds)) for true in range(kinds)),
        accuracy=sum(true == given for true, given in pairs) / len(pairs),
    )


def _inside(directory: Path, name: str) -> str:
    if not name or Path(name).is_absolute() or ".." in Path(name).parts:
        raise UsageError(f"no file in {directory}: {name!r}")
    return str(directory / name)
