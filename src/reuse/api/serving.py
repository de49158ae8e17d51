"""The pages of a report from this machine to this machine: no file to make, and no limit of size."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.reporters.html import page, policy
from reuse.reporters.page.contents import contents

if TYPE_CHECKING:
    from reuse.model import Report
    from reuse.reporters.page.contents import Contents

LOOPBACK = "127.0.0.1"
_NAMES = ("127.0.0.1", "localhost")  # what a browser may call us: another name leads here by a trick of DNS


@dataclass(frozen=True, eq=False)
class Served:
    """What is served: the page, and the blocks that its script asks for, by path."""

    shell: bytes
    made: Contents

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """Return what stands at a path, and its type; nothing where nothing does."""
        if path == "/":
            return self.shell, "text/html; charset=utf-8"
        blocks = {"index": self.made.index, **self.made.blocks}
        data = blocks.get(path.removeprefix("/data/")) if path.startswith("/data/") else None
        return (data, "application/octet-stream") if data is not None else None


def server(report: Report, port: int) -> ThreadingHTTPServer:
    """Return a server of `report` on loopback; port 0: any that is free. Raises UsageError where it is taken."""
    made = contents(report)
    served = Served(page(report, made, served=True).encode(), made)

    class Handler(_Handler):
        """Answers for this report."""

        content = served

    try:
        return ThreadingHTTPServer((LOOPBACK, port), Handler)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on port {port}: {error}", "Name another with --port, or 0 for any.") from error


class _Handler(BaseHTTPRequestHandler):
    content: Served
    protocol_version = "HTTP/1.1"
    server_version = "text-reuse"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with the page, or a block of its data."""
        self._send(body=True)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self._send(body=False)

    def _send(self, *, body: bool) -> None:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        found = self.content.answer(self.path.partition("?")[0]) if host in _NAMES else None
        data, kind = found or (b"", "text/plain")
        if host not in _NAMES:
            self.send_response(HTTPStatus.FORBIDDEN)
        else:
            self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Content-Security-Policy": f"{policy(served=True)}; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library calls it by
        """Say nothing: what was asked for stands in the browser."""
