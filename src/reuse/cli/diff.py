"""`reuse diff OLD NEW`."""

from __future__ import annotations

from pathlib import Path

import click

from reuse.cli.options import options

RESULT = (
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["terminal", "markdown", "json"]),
        default="terminal",
        show_default=True,
    ),
    click.option("-o", "--output", metavar="FILE", default="-", help="Write there; - is standard output. [-]"),
)


@click.command(short_help="Say what became of reuse between two reports.")
@click.argument("old", metavar="OLD.json", type=click.Path())
@click.argument("new", metavar="NEW.json", type=click.Path())
@options(RESULT)
def diff(old: str, new: str, form: str, output: str) -> int:
    """Say which passages are new, gone, grown, shrunk or moved from one JSON report to another.

    A passage is the same where its fingerprint is alike: new line breaks, case, punctuation and light edits make no
    difference. It grows with one more place, and moves where as many places are in other files.
    """
    from reuse.cli.output import check, opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.evaluation.truth import read_report  # noqa: PLC0415
    from reuse.gate import diff as made  # noqa: PLC0415
    from reuse.reporters.records import encode  # noqa: PLC0415
    from reuse.reporters.safe import encodable  # noqa: PLC0415

    check(output)
    found = made.changes(read_report(Path(old)), read_report(Path(new)))
    if form == "json":
        lines = iter([f"{encode(found)}\n"])
    else:
        lines = made.markdown(found) if form == "markdown" else made.text(found)
    with opened(output, encoding=None if form == "terminal" else "utf-8") as stream:
        stream.writelines(encodable(line, stream.encoding) for line in lines)
    return 0
