"""`reuse files PATH...`."""

from __future__ import annotations

import click

from reuse.cli.options import ALWAYS, ENCODING, FORMATS, READING, STRICT, options, settled


@click.command(short_help="List what would be read, and why the rest is not.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(READING, ENCODING, FORMATS, STRICT, ALWAYS)
def files(paths: tuple[str, ...], **typed: object) -> int:
    """List what a scan of PATH would read, with its encoding, and why the rest is skipped."""
    from reuse.api.inputs import walk  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import output  # noqa: PLC0415
    from reuse.cli.messages import say  # noqa: PLC0415
    from reuse.cli.verdict import unread  # noqa: PLC0415
    from reuse.model import Document  # noqa: PLC0415

    settings = settled(typed)
    output.check("-")
    _, passed_over, rows = walk(paths, settings)
    counts = {"read": 0, "skipped": 0}
    for row in rows:
        ending, note = ("read", row.encoding) if isinstance(row, Document) else ("skipped", row.reason)
        counts[ending] += 1
        click.echo(f"{ending}\t{row.id if isinstance(row, Document) else row.path}\t{note}")
    if not settings.quiet:
        say(", ".join(f"{count} {kind}" for kind, count in {**counts, **passed_over}.items()))
    return unread(counts["skipped"], strict=settings.strict)
