"""`reuse browse REPORT.json`."""

from __future__ import annotations

import click


@click.command(short_help="Walk through a saved report in the terminal.")
@click.argument("saved", metavar="REPORT.json")
def browse(saved: str) -> int:
    """Walk through a saved report in the terminal: its passages, and for each all places with what differs.

    Keys: arrows move, / searches, d sorts, q leaves. It needs the extra `browse`.
    """
    from reuse.api.saved import opened  # noqa: PLC0415 - `--help` loads none of this
    from reuse.errors import UsageError  # noqa: PLC0415

    report = opened(saved)
    try:
        from reuse.cli.browsing import Browser  # noqa: PLC0415 - textual is an extra
    except ImportError as error:
        raise UsageError("browsing needs textual", "pip install 'text-reuse[browse]'") from error
    Browser(report).run()
    return 0
