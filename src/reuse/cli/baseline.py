"""`reuse baseline write|update|prune PATH...`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reuse.cli.options import ALWAYS, ENCODING, FILE, FINDING, FORMATS, READING, STRICT, VERSUS, options, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.gate.baseline import Entry
    from reuse.gate.judge import Known
    from reuse.model import Report

    Renewed = Callable[[Report, Known], tuple[list[Entry], str]]

SAID = (
    click.option("--reason", metavar="TEXT", default="", help="Why new lines are known."),
    click.option("--expires", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="When new lines are over."),
)
ALL = (VERSUS, FILE, FINDING, READING, ENCODING, FORMATS, STRICT, ALWAYS)


@click.group(short_help="Keep the file of known reuse.")
def baseline() -> None:
    """Keep the file of known reuse that `reuse check --baseline FILE` reads.

    \b
      reuse baseline write docs/ --baseline FILE     all that is reused now
      reuse baseline update docs/ --baseline FILE    as it is now; reasons and dates stay
      reuse baseline prune docs/ --baseline FILE     less what is gone, and nothing more
    """  # noqa: D301 - \b is click's mark for lines that stay as they are


@baseline.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--force", is_flag=True, help="Replace the file, reasons and dates too.")
@options(SAID, *ALL)
def write(paths: tuple[str, ...], *, reason: str, expires: Any, force: bool, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Write all that is reused in PATH to a new file."""
    from reuse.cli.renewed import written  # noqa: PLC0415 - `--help` loads none of this

    return written(paths, settled(typed), reason, expires and expires.date(), force=force)


@baseline.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(SAID, *ALL)
def update(paths: tuple[str, ...], *, reason: str, expires: Any, **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Bring the file to what is reused in PATH now: new passages are added, and those that are gone go."""
    from reuse.cli.renewed import updated  # noqa: PLC0415 - `--help` loads none of this

    return updated(paths, settled(typed), reason, expires and expires.date())


@baseline.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options(*ALL)
def prune(paths: tuple[str, ...], **typed: Any) -> int:  # noqa: ANN401 - as typed
    """Take out of the file what is no longer reused in PATH, and lower counts; nothing new becomes known."""
    from reuse.cli.renewed import pruned  # noqa: PLC0415 - `--help` loads none of this

    return pruned(paths, settled(typed))
