"""`reuse eval TRUTH FOUND`, `reuse eval pan DIR`, `reuse eval labels DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reuse.cli.options import ALWAYS, ENCODING, FINDING, options, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.cli.tables import Row
    from reuse.evaluation.files import Result as Scored
    from reuse.evaluation.labels import Result as Labelled
    from reuse.evaluation.pan_run import FolderResult, Result
    from reuse.evaluation.plagdet import Evaluation, Scores

RESULT = (
    click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True),
    click.option("-o", "--output", metavar="FILE", default="-", help="Write there; - is standard output. [-]"),
)
PAN = (
    click.option("--write", "target", metavar="DIR", help="Write the detections there, as PAN XML."),
    click.option("--corpus", is_flag=True, help="Compare every suspicious document with every source."),
    click.option("--sample", metavar="N", type=click.IntRange(min=0), default=0, help="N pairs of each folder."),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)
LABELS = (
    click.option("--labels", "table", metavar="CSV", required=True, help="The table of labels; relative to DIR."),
    click.option("--order", metavar="LABEL,...", required=True, help="All labels, from least to most reused."),
    click.option(
        "--reference",
        metavar="PATTERN",
        default="{}",
        help="File name of a reference, {} for what the table calls it, as in orig_task{}.txt. [{}]",
    ),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)
PARTS = ("plagdet", "recall", "precision", "gran.")


class Eval(click.Group):
    """A group in which the first command may be left out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what names no command for the arguments of the first."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = ["score", *args]
        return super().parse_args(ctx, args)


@click.group("eval", cls=Eval, short_help="Score what was found against what is there.")
def eval() -> None:  # noqa: A001 - the name of the command
    """Score what was found against what is there.

    \b
      reuse eval TRUTH FOUND       two reports, or two files or folders of PAN XML
      reuse eval pan DIR           run a PAN corpus, and score it
      reuse eval labels DIR        hold reused shares against labels of documents
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


@eval.command()
@click.argument("truth", type=click.Path(path_type=Path))
@click.argument("found", type=click.Path(path_type=Path))
@options(RESULT)
def score(truth: Path, found: Path, form: str, output: str) -> int:
    """Score FOUND against TRUTH; the word `score` may be left out.

    Both are JSON reports, or both are PAN XML, files or folders. TRUTH may also be a JSON list of passages marked by
    hand: {"kind": "edited", "a": ["file", start, end], "b": ["file", start, end]}.
    """
    from reuse.cli.output import check  # noqa: PLC0415 - `--help` loads none of this
    from reuse.evaluation.files import evaluate_files  # noqa: PLC0415

    check(output)
    _put(evaluate_files(truth, found), form, output, _scored)
    return 0


@eval.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@options(PAN, FINDING, RESULT, ALWAYS)
def pan(directory: Path, *, target: str | None, corpus: bool, sample: int, form: str, output: str, **typed: Any) -> int:  # noqa: ANN401, PLR0913 - a parameter an option
    """Compare the pairs in the folders of DIR, a corpus of PAN's text alignment task, and score what is found."""
    from reuse.cli import progress  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli.output import check  # noqa: PLC0415
    from reuse.evaluation.pan import read, write  # noqa: PLC0415
    from reuse.evaluation.pan_run import run  # noqa: PLC0415

    settings = settled(typed)
    check(output)
    texts = read(directory).sample(sample)
    with progress.shown(settings) as tell:
        result, found = run(texts, settings.pipeline(), tell, everything=corpus)
    if target is not None:
        write(Path(target), {pair for folder in texts.folders for pair in folder.pairs}, found)
    _put(result, form, output, _pan)
    return 0


@eval.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@options(LABELS, FINDING, ENCODING, RESULT, ALWAYS)
def labels(directory: Path, *, table: str, order: str, reference: str, form: str, output: str, **typed: Any) -> int:  # noqa: ANN401, PLR0913 - a parameter an option
    """Compare each document in DIR with its reference, and hold the share that is reused against its label.

    The CSV file has a line of names, then a line a document: its file, its reference, its label.
    """
    from reuse.api.inputs import read  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import progress  # noqa: PLC0415
    from reuse.cli.output import check  # noqa: PLC0415
    from reuse.evaluation.labels import read_labels, run  # noqa: PLC0415

    settings = settled(typed)
    check(output)
    rows = read_labels(directory, directory / table, tuple(order.split(",")), reference)
    with progress.shown(settings) as tell:
        paths = {path for row in rows for path in (row.path, row.reference)}
        inputs = read(sorted(paths), settings, tell)
        result = run(rows, inputs.documents, settings.pipeline(), tell, order=tuple(order.split(",")))
    _put(result, form, output, _labelled)
    return 0


def _put(result: Any, form: str, output: str, shown: Callable[[Any], str]) -> None:  # noqa: ANN401 - any record
    from dataclasses import asdict  # noqa: PLC0415 - `--help` loads none of this
    from json import dumps  # noqa: PLC0415

    from reuse.cli.output import opened  # noqa: PLC0415

    text = shown(result) if form == "table" else dumps(asdict(result), indent=1) + "\n"
    with opened(output, "utf-8") as stream:
        stream.write(text)


def _scored(done: Scored) -> str:
    from reuse.cli.tables import table  # noqa: PLC0415 - `--help` loads none of this

    counts = done.entire.cases, done.entire.detections
    rows: list[Row] = [(name, *counts, *_parts(scores)) for name, scores in _both(done.entire)]
    text = table(("mean over", "cases", "found", *PARTS), rows)
    text += f"\n{done.covered:,} cases covered by half and more, {done.strays:,} strays, {done.neutral:,} neutral\n"
    if done.groups:
        groups = [(group.name, group.cases, group.covered, group.recall) for group in done.groups]
        text += "\n" + table(("kind", "cases", "covered", "recall"), groups)
    return text


def _pan(result: Result) -> str:
    from reuse.cli.tables import table  # noqa: PLC0415 - `--help` loads none of this

    def macro(one: FolderResult) -> Row:
        return one.name, one.pairs, one.evaluation.cases, *_parts(one.evaluation.macro)

    def micro(one: FolderResult) -> Row:
        return one.name, one.evaluation.detections, one.false_detections, *_parts(one.evaluation.micro)

    rows, pairs = (*result.folders, result.entire), result.compared
    return (
        table(("mean over cases", "pairs", "cases", *PARTS), [macro(row) for row in rows])
        + "\n"
        + table(("over characters", "found", "false", *PARTS), [micro(row) for row in rows])
        + f"\n{pairs:,} pairs compared, {pairs / result.documents:.1f} a document, in {result.seconds:.2f} s;"
        + f" alignment {1000 * result.align_seconds / max(pairs, 1):.2f} ms a pair\n"
        + (f"{result.unlisted:,} detections between documents of no listed pair, not scored\n" * result.everything)
    )


def _labelled(done: Labelled) -> str:
    from reuse.cli.tables import table  # noqa: PLC0415 - `--help` loads none of this

    texts = []
    for one in done.measures:
        head = ("label", "documents", "mean", "from", *(f"as {label}" for label in done.order))
        columns = zip(done.order, one.means, (0.0, *one.cuts), one.confusion, strict=True)
        rows: list[Row] = [(label, sum(counts), mean, cut, *counts) for label, mean, cut, counts in columns]
        texts.append(
            f"Share of the characters that are {one.name}; Spearman's rank correlation {one.spearman:.4f}\n"
            f"{table(head, rows)}"
            f"{one.accuracy:.4f} get their label by the cuts (from) that separate these documents best\n"
        )
    return "\n".join(texts)


def _both(done: Evaluation) -> tuple[tuple[str, Scores], ...]:
    return ("cases", done.macro), ("characters", done.micro)


def _parts(scores: Scores) -> tuple[float, ...]:
    return scores.plagdet, scores.recall, scores.precision, scores.granularity
