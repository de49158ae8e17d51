"""`reuse eval TRUTH FOUND`, `reuse eval pan DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reuse.cli.options import ALWAYS, FINDING, options, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reuse.cli.tables import Cell
    from reuse.evaluation.pan import FolderResult, Result
    from reuse.evaluation.plagdet import Evaluation

SHOWING = (
    click.option("-f", "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True),
    click.option("-o", "--output", metavar="FILE", default="-", help="Write there; - is standard output. [-]"),
)
PAN = (
    click.option("--write", "target", metavar="DIR", help="Write the detections there, as PAN XML."),
    click.option("--corpus", is_flag=True, help="Compare every suspicious document with every source."),
    click.option("--sample", metavar="N", type=click.IntRange(min=0), default=0, help="N pairs of each folder."),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)
SCORES = ("plagdet", "recall", "precision", "granularity")


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
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


@eval.command()
@click.argument("truth", type=click.Path(path_type=Path))
@click.argument("found", type=click.Path(path_type=Path))
@options(SHOWING)
def score(truth: Path, found: Path, form: str, output: str) -> int:
    """Score FOUND against TRUTH: JSON reports, or files or folders of PAN XML. `score` may be left out."""
    from reuse.evaluation.files import evaluate_files  # noqa: PLC0415 - `--help` loads none of this

    _put(evaluate_files(truth, found), form, output, lambda done: _scores([("", done)]))
    return 0


@eval.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@options(PAN, FINDING, SHOWING, ALWAYS)
def pan(directory: Path, *, target: str | None, corpus: bool, sample: int, form: str, output: str, **typed: Any) -> int:  # noqa: ANN401, PLR0913 - a parameter an option
    """Compare the pairs in the folders of DIR, a corpus of PAN's text alignment task, and score what is found."""
    from reuse.cli import progress  # noqa: PLC0415 - `--help` loads none of this
    from reuse.evaluation import pan as corpora  # noqa: PLC0415

    settings = settled(typed)
    texts = corpora.read(directory).sample(sample)
    with progress.shown(settings) as tell:
        result, found = corpora.run(texts, settings.pipeline(), tell, everything=corpus)
    if target is not None:
        corpora.write(Path(target), {pair for folder in texts.folders for pair in folder.pairs}, found)
    _put(result, form, output, _pan)
    return 0


def _put(result: Any, form: str, output: str, tabled: Callable[[Any], str]) -> None:  # noqa: ANN401 - any record
    from dataclasses import asdict  # noqa: PLC0415 - `--help` loads none of this
    from json import dumps  # noqa: PLC0415

    from reuse.cli.output import check, opened  # noqa: PLC0415

    check(output)
    text = tabled(result) if form == "table" else dumps(asdict(result), indent=1) + "\n"
    with opened(output, "utf-8") as stream:
        stream.write(text)


def _scores(rows: Sequence[tuple[str, Evaluation]]) -> str:
    from reuse.cli.tables import table  # noqa: PLC0415 - `--help` loads none of this

    return table(("", "cases", "found", *SCORES), [_row(name, done) for name, done in rows])


def _row(name: str, done: Evaluation) -> tuple[Cell, ...]:
    return name, done.cases, done.detections, *(getattr(done.macro, part) for part in SCORES)


def _pan(result: Result) -> str:
    from reuse.cli.tables import table  # noqa: PLC0415 - `--help` loads none of this

    def row(one: FolderResult) -> tuple[Cell, ...]:
        micro = (getattr(one.evaluation.micro, part) for part in SCORES[:3])
        return *_row(one.name, one.evaluation), *micro, one.pairs, one.false_detections

    head = ("folder", "cases", "found", *SCORES, *(f"micro {part}" for part in SCORES[:3]), "pairs", "false")
    pairs = result.compared
    lines = [
        table(head, [row(one) for one in (*result.folders, result.entire)]),
        f"{pairs:,} pairs compared, {pairs / result.documents:.1f} a document;",
        f" {result.seconds:.2f} s in all, alignment {1000 * result.align_seconds / max(pairs, 1):.2f} ms a pair\n",
        f"{result.unlisted:,} detections between documents that are no listed pair, not scored\n",
    ]
    return "".join(lines)
