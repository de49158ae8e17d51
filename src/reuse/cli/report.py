"""`reuse report REPORT`."""

from __future__ import annotations

from typing import Any

import click

from reuse.cli.options import ALWAYS, SHOWING, options, settled


@click.command(short_help="Show a saved report in any format.")
@click.argument("saved", metavar="REPORT")
@options(SHOWING, ALWAYS)
def report(saved: str, **typed: Any) -> int:  # noqa: ANN401 - as click gives them
    """Show a saved report in any format.

    REPORT is one that `reuse scan` wrote as a file of JSON or JSON lines (- is standard input), or as a folder of JSON
    lines or Parquet.

    HTML shows whole documents: their files are read again where they are still what they were, else only the passages
    are shown that the report quotes. The order is that of the report, unless --sort is given.
    """
    from reuse.api.saved import arranged, opened, with_texts  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import output  # noqa: PLC0415

    settings = settled(typed)
    output.check_all(settings)
    found = arranged(opened(saved), settings.sort if typed["sort"] else "", settings.limit)
    if any(one.name == "html" for one in settings.outputs()):
        found = with_texts(found, settings)
    output.write(found, settings)
    return 0
