"""What is asked over HTTP, and by whom: pages and their data for the browser of this machine, and nobody else."""

from __future__ import annotations

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote

from reuse.errors import ReuseError
from reuse.reporters.html import policy

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPBACK = "127.0.0.1"
MOST = 16 * 2**20  # bytes of a text that is sent to be checked
_DIGITS = 20  # of a size
_NAMES = ("127.0.0.1", "localhost")  # what a browser may call us: another name leads here by a trick of DNS
_OWN = ("", "none", "same-origin")  # what a browser says of who asks; other sites get no data, and set off no work


class Answer(NamedTuple):
    """What is sent back."""

    data: bytes
    kind: str = "application/octet-stream"
    status: HTTPStatus = HTTPStatus.OK


class Site(Protocol):
    """What is served. Raises ReuseError where it cannot be: its sentence is what the page shows."""

    def answer(self, path: str, query: str) -> Answer | None:
        """Return what stands at a path; nothing where nothing does."""
        ...

    def take(self, path: str, text: str) -> Answer | None:
        """Return the answer to a text that is sent to a path."""
        ...


class Handler(BaseHTTPRequestHandler):
    """Answers for a site."""

    content: Site
    protocol_version = "HTTP/1.1"
    server_version = "text-reuse"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a page, or a block of its data."""
        self._send(self._got(), body=True)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self._send(self._got(), body=False)

    def do_POST(self) -> None:
        """Take a text, from a page of ours only: of any site whose page sends something, a browser tells the name."""
        answer = self._taken()
        if answer.status != HTTPStatus.OK:
            self.close_connection = True  # what was sent may not have been read
        self._send(answer, body=True)

    def _got(self) -> Answer:
        path, _, query = self.path.partition("?")
        whole_page = path.endswith("/")
        if self._host() not in _NAMES or (not whole_page and self.headers.get("Sec-Fetch-Site", "") not in _OWN):
            return _sentence("this is for the browser of this machine alone", HTTPStatus.FORBIDDEN)
        return self._answered(lambda: self.content.answer(path, unquote(query)))

    def _taken(self) -> Answer:
        if self._host() not in _NAMES or self.headers.get("Origin") != f"http://{self.headers.get('Host')}":
            return _sentence("this is for pages of this server alone", HTTPStatus.FORBIDDEN)
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal():
            return _sentence("how much is sent?", HTTPStatus.LENGTH_REQUIRED)
        if len(size) > _DIGITS:
            return _sentence("Content-Length has more digits than any size", HTTPStatus.BAD_REQUEST)
        if int(size) > MOST:
            return _sentence(
                f"a text of more than {MOST >> 20} MB is for `reuse scan`", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            )
        text = self.rfile.read(int(size)).decode("utf-8", "replace")
        return self._answered(lambda: self.content.take(self.path, text))

    def _answered(self, answer: Callable[[], Answer | None]) -> Answer:
        try:
            return answer() or _sentence("nothing stands here", HTTPStatus.NOT_FOUND)
        except ReuseError as error:
            return _sentence(str(error), HTTPStatus.CONFLICT)

    def _host(self) -> str:
        given = self.headers.get("Host", "")
        return given.rpartition(":")[0] or given

    def _send(self, answer: Answer, *, body: bool) -> None:
        self.send_response(answer.status)
        for name, value in {
            "Content-Type": answer.kind,
            "Content-Length": str(len(answer.data)),
            "Content-Security-Policy": f"{policy(served=True)}; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if body:
            self.wfile.write(answer.data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library calls it by
        """Say nothing: what was asked for stands in the browser."""


def _sentence(text: str, status: HTTPStatus) -> Answer:
    return Answer(text.encode("utf-8", "replace"), "text/plain; charset=utf-8", status)
