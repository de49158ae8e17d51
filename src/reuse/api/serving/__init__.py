"""The pages of a report, or of an index, from this machine to this machine: no file to make, and no limit of size."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING

from reuse.api.serving.handler import LOOPBACK, Handler
from reuse.api.serving.sites import Checks, Reported
from reuse.errors import UsageError

if TYPE_CHECKING:
    from reuse.api.serving.handler import Site

__all__ = ["LOOPBACK", "Checks", "Reported", "server"]


def server(site: Site, port: int) -> ThreadingHTTPServer:
    """Return a server of `site` on loopback; port 0: any that is free. Raises UsageError where it is taken."""

    class Answering(Handler):
        """Answers for this site."""

        content = site

    try:
        return ThreadingHTTPServer((LOOPBACK, port), Answering)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on port {port}: {error}", "Name another with --port, or 0 for any.") from error
