"""`reuse compare A B`."""

from __future__ import annotations

import click

from reuse.cli.options import ALWAYS, ENCODING, FINDING, FORMATS, SHOWING, options, settled


@click.command(short_help="Show two documents side by side.")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@options(FINDING, ENCODING, FORMATS, SHOWING, ALWAYS)
def compare(a: str, b: str, **typed: object) -> int:
    """Show what two documents share, side by side with their word differences."""
    from reuse.api import compare as run  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import messages, output, progress  # noqa: PLC0415

    settings = settled(typed)
    output.check_all(settings)
    with progress.shown(settings) as tell:
        report = run(a, b, settings=settings, progress=tell)
    output.write(report, settings, group_by="matches", side_by_side=True)
    messages.tell(report, settings)
    return 0
