"""`reuse schema`."""

from __future__ import annotations

import click


@click.command()
@click.option("--lines", is_flag=True, help="Of each line of JSON lines, instead of a whole report.")
def schema(*, lines: bool) -> int:
    """Print the JSON Schema of reports."""
    from reuse.cli import output  # noqa: PLC0415 - `--help` loads none of this
    from reuse.reporters.schema import schema as made  # noqa: PLC0415

    output.check("-")
    click.echo(made("jsonl" if lines else "json"), nl=False)
    return 0
