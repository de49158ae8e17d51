"""`reuse scan PATH...`."""

from __future__ import annotations

import click

from reuse.cli.options import (
    ALWAYS,
    ENCODING,
    ENGINE,
    FINDING,
    FORMATS,
    READING,
    SHOWING,
    STRICT,
    VERSUS,
    options,
    settled,
)

SCAN = (
    *VERSUS,
    click.option("--fail-on", metavar="WHAT", help="Exit code 1 on any match, on N matches, or PCT% of a document."),
)


@click.command(short_help="Find reuse within and between documents.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(SCAN, FINDING, ENGINE, READING, ENCODING, FORMATS, SHOWING, STRICT, ALWAYS)
def scan(paths: tuple[str, ...], **typed: object) -> int:
    """Find reuse within and between the documents at PATH: files, folders, globs, or - for standard input."""
    from reuse.api import scan as run  # noqa: PLC0415 - `--help` loads none of this
    from reuse.cli import messages, output, progress, spread  # noqa: PLC0415
    from reuse.cli.verdict import verdict  # noqa: PLC0415

    settings = settled(typed)
    output.check_all(settings)
    if settings.engine == "spark":
        return spread.scan(paths, settings)
    with progress.shown(settings) as tell:
        report = run(paths, settings=settings, progress=tell)
    output.write(report, settings)
    messages.tell(report, settings)
    return verdict(report, settings)
