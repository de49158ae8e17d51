"""`reuse explain A[:START-END] B[:START-END] [CORPUS...]`."""

from __future__ import annotations

from typing import Any

import click

from reuse.cli.options import ALWAYS, ENCODING, FINDING, FORMATS, READING, options, settled

EXPLAIN = (
    click.option(
        "--against",
        metavar="PATH",
        multiple=True,
        help="As the scan had it: compared with these references only; may be repeated.",
    ),
    click.option("--no-self", is_flag=True, default=None, help="As the scan had it: no reuse within one document."),
    click.option("--limit", metavar="N", help="Tell at most so many that were not reported. [5]"),
)
RESULT = (
    click.option(
        "-f", "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True
    ),
    click.option("-o", "--output", metavar="FILE", default="-", help="Write there; - is standard output. [-]"),
    click.option("--no-progress", is_flag=True, default=None, help="Show no bars."),
)


@click.command(short_help="Say why two passages were, or were not, reported.")
@click.argument("a", metavar="A[:START-END]")
@click.argument("b", metavar="B[:START-END]")
@click.argument("corpus", metavar="[CORPUS]...", nargs=-1)
@options(EXPLAIN, FINDING, READING, ENCODING, FORMATS, RESULT, ALWAYS)
def explain(a: str, b: str, corpus: tuple[str, ...], *, form: str, output: str, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Say why places of two files were, or were not, reported.

    START-END are code points, as in the JSON report; A:L12-L20 are lines. Without a part it is the whole file. Name the
    CORPUS that was scanned: how rare words are, and how much chance had to choose from, comes from all of it; else
    from the two files, as in `reuse compare`.
    """
    from reuse.api.explaining import explain as run  # noqa: PLC0415 - `--help` loads none of this
    from reuse.api.explaining.target import Target  # noqa: PLC0415
    from reuse.cli import progress  # noqa: PLC0415
    from reuse.cli.explained import write  # noqa: PLC0415
    from reuse.cli.output import check  # noqa: PLC0415

    settings = settled(typed)
    check(output)
    with progress.shown(settings) as tell:
        found = run(Target.parse(a), Target.parse(b), corpus, settings=settings, progress=tell)
    write(found, form, output, verbose=settings.verbose)
    return 0
