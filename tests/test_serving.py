from __future__ import annotations

import http.client
import socket
import struct
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


def test_a_length_of_too_many_digits_is_told(running: ThreadingHTTPServer) -> None:
    own = f"127.0.0.1:{running.server_port}"
    connection = http.client.HTTPConnection(LOOPBACK, running.server_port, timeout=10)
    headers = {"Host": own, "Origin": f"http://{own}", "Content-Length": "9" * 5000}
    connection.request("POST", "/pasted", headers=headers)
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (400, b"Content-Length has more digits than any size")


def test_who_hangs_up_early_is_no_news(running: ThreadingHTTPServer, capfd: pytest.CaptureFixture[str]) -> None:
    for sent in (b"GET / HT", b"GET /data/index HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50):
        with socket.create_connection((LOOPBACK, running.server_port), timeout=10) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes with a reset
            client.sendall(sent)
    assert asked(running, "/")[0] == 200
    running.shutdown()
    running.server_close()  # waits for its threads
    assert capfd.readouterr().err == ""


def test_a_fault_of_ours_is_still_told(running: ThreadingHTTPServer, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("ours")  # noqa: TRY301 - as the server meets one
    except ValueError:
        running.handle_error(None, ("127.0.0.1", 1))
    assert "ValueError: ours" in capfd.readouterr().err
