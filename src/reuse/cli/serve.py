"""`reuse serve REPORT.json`."""

from __future__ import annotations

from typing import Any

import click

from reuse.cli.options import ALWAYS, options, settled


@click.command(short_help="Show a saved report in the browser, of any size.")
@click.argument("saved", metavar="REPORT.json")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="0: any that is free.")
@options(ALWAYS)
def serve(saved: str, port: int, **typed: Any) -> int:  # noqa: ANN401 - as click gives them
    """Show the pages of a saved report in the browser, however large it is, until interrupted.

    They are served on this machine to this machine alone (127.0.0.1). Texts are read again as for `reuse report`.
    """
    from reuse.api.saved import opened, with_texts  # noqa: PLC0415 - `--help` loads none of this
    from reuse.api.serving import server  # noqa: PLC0415

    settings = settled(typed)
    with server(with_texts(opened(saved), settings), port) as running:
        click.echo(f"http://127.0.0.1:{running.server_port}/")
        running.serve_forever()
    return 0
