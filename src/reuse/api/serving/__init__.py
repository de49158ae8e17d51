"""The pages of a report, or of an index, from this machine to this machine: no file to make, and no limit of size."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from reuse.api.serving.handler import LOOPBACK, Handler
from reuse.api.serving.sites import Checks, Reported
from reuse.errors import UsageError

if TYPE_CHECKING:
    from reuse.api.serving.handler import Site

__all__ = ["LOOPBACK", "Checks", "Reported", "server"]


class _Server(ThreadingHTTPServer):
    """A server that is not disturbed by who hangs up early."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the library has it
        """Say nothing of a connection that is lost: a browser drops one whenever somebody leaves a page."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def server(site: Site, port: int) -> ThreadingHTTPServer:
    """Return a server of `site` on loopback; port 0: any that is free. Raises UsageError where it is taken."""

    class Answering(Handler):
        """Answers for this site."""

        content = site

    try:
        return _Server((LOOPBACK, port), Answering)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on port {port}: {error}", "Name another with --port, or 0 for any.") from error
