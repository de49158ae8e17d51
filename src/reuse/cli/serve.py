"""`reuse serve REPORT|INDEX`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reuse.cli.options import ALWAYS, options, settled

if TYPE_CHECKING:
    from reuse.api.serving.handler import Site
    from reuse.settings import Settings


@click.command(short_help="Show a saved report, or an index, in the browser, of any size.")
@click.argument("target", metavar="REPORT|INDEX")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0: any that is free.")
@options(ALWAYS)
def serve(target: str, port: int, **typed: Any) -> int:  # noqa: ANN401 - as click gives them
    """Show the pages of a saved report in the browser, however large it is, until interrupted.

    REPORT is one that `reuse scan` wrote as a file of JSON or JSON lines, or as a folder of JSON lines or Parquet.

    Of an index (a folder that `reuse index build` made) they list its documents; each is checked against all the others
    when it is opened, as `reuse scan --index` does, and so is a text that is pasted.

    They are served on this machine to this machine alone (127.0.0.1). Texts are read again as for `reuse report`.
    """
    from reuse.api.serving import server  # noqa: PLC0415 - `--help` loads none of this

    with server(_site(target, settled(typed)), port) as running:
        click.echo(f"http://127.0.0.1:{running.server_port}/")
        running.serve_forever()
    return 0


def _site(target: str, settings: Settings) -> Site:
    from reuse.api.saved import opened, with_texts  # noqa: PLC0415 - `--help` loads none of this
    from reuse.api.serving import Checks, Reported  # noqa: PLC0415 - as above
    from reuse.reporters.folders import begun  # noqa: PLC0415 - as above

    if Path(target).is_dir() and not begun(Path(target)):
        return Checks(target, settings)
    return Reported(with_texts(opened(target), settings, later=True))
