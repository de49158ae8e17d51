"""`reuse check PATH...`."""

from __future__ import annotations

import click

from reuse.cli.options import (
    ALWAYS,
    ENCODING,
    FINDING,
    FORMATS,
    GATE,
    KNOWN,
    READING,
    SHOWING,
    STRICT,
    options,
    settled,
)


@click.command(short_help="Fail where something is copied that should not be: for builds.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(GATE, KNOWN, FINDING, READING, ENCODING, FORMATS, SHOWING, STRICT, ALWAYS)
def check(paths: tuple[str, ...], **typed: object) -> int:
    """Fail (exit code 1) where the documents at PATH hold copies that are not known, or that --forbid forbids.

    Without --against they are compared with one another: name all of them, not the changed ones only, or copies of
    unchanged ones are missed. The last line on standard error says why it passed or failed.
    """
    from reuse.cli import gated, messages, output, progress  # noqa: PLC0415 - `--help` loads none of this

    settings = settled(typed)
    output.check_all(settings)
    with progress.shown(settings) as tell:
        report, known = gated.judged(paths, settings, tell)
    output.write(report, settings, shown=gated.news(report))
    messages.tell(report, settings, total=False)
    return gated.ending(report, known, settings)
