from __future__ import annotations

import http.client
import threading
from typing import TYPE_CHECKING

import pytest

from reuse import Document, scan
from reuse.api.serving import LOOPBACK, Reported, server
from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.server import ThreadingHTTPServer

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets.\n"


@pytest.fixture
def running() -> Iterator[ThreadingHTTPServer]:
    report = scan([Document("a", PASSAGE + "Here."), Document("b", "There. " + PASSAGE)])
    with server(Reported(report), 0) as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def asked(running: ThreadingHTTPServer, path: str, host: str = "", method: str = "GET") -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection(LOOPBACK, running.server_port, timeout=10)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.getheader("Content-Security-Policy", "")


def test_it_listens_on_loopback_alone(running: ThreadingHTTPServer) -> None:
    assert running.server_address[0] == "127.0.0.1"


def test_the_page_and_its_data(running: ThreadingHTTPServer) -> None:
    status, body, policy = asked(running, "/")
    assert (status, b"<!doctype html>" in body) == (200, True)
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert asked(running, "/data/index")[1][:2] == b"\x1f\x8b"
    assert asked(running, "/data/f0")[0] == asked(running, "/data/t0")[0] == 200
    assert asked(running, "/data/index", method="HEAD")[:2] == (200, b"")


@pytest.mark.parametrize("path", ["/data/f99", "/data/../../etc/passwd", "/etc/passwd", "/data/"])
def test_nothing_else_is_there(running: ThreadingHTTPServer, path: str) -> None:
    assert asked(running, path)[0] == 404


def test_another_name_for_this_machine_is_refused(running: ThreadingHTTPServer) -> None:
    assert asked(running, "/", host=f"evil.example:{running.server_port}")[0] == 403
    assert asked(running, "/", host=f"localhost:{running.server_port}")[0] == 200


def test_a_port_that_is_taken_says_so(running: ThreadingHTTPServer) -> None:
    with pytest.raises(UsageError, match="cannot listen on port"):
        server(Reported(scan(texts={"a": PASSAGE})), running.server_port)
