"""An index as it is served: its documents, and what each has of the others, found when it is opened."""

from __future__ import annotations

import gzip
import json
import threading
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

from reuse import scan
from reuse.api.serving import LOOPBACK, Checks, server
from reuse.api.serving.handler import MOST
from reuse.cli import run
from reuse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets.\n"
TEXTS = {"a.txt": f"{ONE}Here.\n", "b.txt": f"There. {ONE}", "c.txt": "Turnips want deep soil, lime, and patience.\n"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "ref").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "ref" / name).write_text(text)
    (tmp_path / "table.csv").write_text("id,date,author\nref/a.txt,1999,Brown\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(*options: str) -> Checks:
    assert run(["index", "build", "ref", "-o", "i", "-q", "--metadata", "table.csv", *options]) == 0
    return Checks("i", Settings())


@pytest.fixture
def port() -> Iterator[int]:
    with server(built(), 0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


def data(checks: Checks, path: str) -> Any:  # noqa: ANN401 - as JSON gives it
    path, _, query = path.partition("?")
    answer = checks.answer(path, query)
    assert answer
    return json.loads(gzip.decompress(answer.data))


def keys(checks: Checks) -> dict[str, str]:
    listed = data(checks, "/data/index")["documents"]
    return dict(zip(listed["name"], listed["key"], strict=True))


def test_documents_are_listed(folder: Path) -> None:
    found = data(built(), "/data/index")
    assert found["documents"]["name"] == ["ref/a.txt", "ref/b.txt", "ref/c.txt"]
    assert found["documents"]["chars"] == [len(text) for text in TEXTS.values()]
    assert found["documents"]["date"] == ["1999", "", ""]
    assert found["documents"]["told"] == ["author: Brown", "", ""]
    assert found["references"]["name"] == "i"
    assert str(folder) not in json.dumps(found)


def test_a_document_is_checked_as_scan_does() -> None:
    checks = built()
    own = keys(checks)
    found = data(checks, f"/document/{own['ref/a.txt']}/data/index")
    report = scan("ref/a.txt", index="i", metadata="table.csv")
    assert found["passages"]["id"] == [family.id for family in report.families]
    assert len(found["passages"]["id"]) == 1
    assert found["documents"]["reused"] == [one.reused_chars for one in report.documents]
    assert found["keys"] == ["", own["ref/b.txt"], own["ref/c.txt"]]
    texts = [data(checks, f"/document/{own['ref/a.txt']}/data/t{k}") for k in range(2)]
    assert texts == [
        {str(k): [[0, TEXTS[name]]], "whole": True} for k, name in enumerate(("a.txt", "b.txt"))
    ]  # of a reference, too


def test_a_document_that_shares_nothing_shows_its_text() -> None:
    checks = built()
    key = keys(checks)["ref/c.txt"]
    assert data(checks, f"/document/{key}/data/index")["passages"]["id"] == []
    assert data(checks, f"/document/{key}/data/t0")["0"] == [[0, TEXTS["c.txt"]]]


def test_an_index_of_one_document_has_nothing_to_share() -> None:
    assert run(["index", "build", "ref/a.txt", "-o", "i", "-q"]) == 0
    checks = Checks("i", Settings())
    assert data(checks, f"/document/{keys(checks)['ref/a.txt']}/data/index")["totals"]["matches"] == 0


def test_stages_are_those_of_the_index() -> None:
    checks = built("--finder", "ngrams:n=4", "--finder", "rare")
    assert len(data(checks, f"/document/{keys(checks)['ref/a.txt']}/data/index")["passages"]["id"]) == 1


def test_without_texts_they_are_read_where_they_were(folder: Path) -> None:
    checks = built("--no-text")
    own = keys(checks)
    assert data(checks, f"/document/{own['ref/a.txt']}/data/t0")["0"] == [[0, TEXTS["a.txt"]]]
    (folder / "ref" / "b.txt").unlink()
    checks = Checks("i", Settings())
    found = data(checks, f"/document/{own['ref/a.txt']}/data/index")
    assert found["skipped"] == [["ref/b.txt", "its text is not in the index, and the file is not there"]]
    assert said(checks, f"/document/{own['ref/b.txt']}/data/index") == (
        "its text is not in the index, and the file is not there"
    )


def said(checks: Checks, path: str) -> str:
    """Return the sentence that the page shows."""
    with server(checks, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        status, text = asked(running.server_port, path)
        running.shutdown()
    assert status == 409
    return text


def asked(port: int, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection(LOOPBACK, port, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", path, body.encode() if body is not None else None, named)
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_a_writer_may_change_it_meanwhile(folder: Path) -> None:
    checks = built()
    own = keys(checks)
    state = data(checks, f"/document/{own['ref/a.txt']}/data/index")["state"]
    assert data(checks, f"/document/{own['ref/a.txt']}/data/t1?state={state}")
    (folder / "ref" / "d.txt").write_text(f"Fourth. {ONE}")
    assert run(["index", "add", "i", "ref/d.txt", "-q", "--metadata", "table.csv"]) == 0
    assert "the index has changed" in said(checks, f"/document/{own['ref/a.txt']}/data/t1?state={state}")
    assert len(data(checks, f"/document/{own['ref/a.txt']}/data/index")["documents"]["name"]) == 4
    assert run(["index", "remove", "i", "ref/a.txt", "-q"]) == 0
    assert "no such document any more" in said(checks, f"/document/{own['ref/a.txt']}/data/index")
    assert "ref/a.txt" not in keys(checks)


@pytest.mark.parametrize("name", ["CURRENT", "segment-000001.texts", "segment-000001.columns"])
def test_a_damaged_file_is_told(folder: Path, name: str) -> None:
    checks = built()
    key = keys(checks)["ref/a.txt"]
    path = next((folder / "i").glob(name))
    path.write_bytes(bytes(len(path.read_bytes())))
    if name.endswith("columns"):  # these have been read: whoever opens it anew is told
        assert run(["serve", "i"]) == 2
    else:
        assert "damaged" in said(checks, f"/document/{key}/data/index")


def test_what_is_no_index_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "ref"]) == 2
    assert "there is no index at ref" in capsys.readouterr().err
    del folder


def test_a_text_is_pasted_and_checked(port: int) -> None:
    own = {"Origin": f"http://127.0.0.1:{port}", "Host": f"127.0.0.1:{port}"}
    status, answer = asked(port, "/pasted", f"I wrote: {ONE}", **own)
    at = json.loads(answer)["at"].partition("#")[0]
    assert status == 200
    assert asked(port, f"/{at}")[0] == 200
    connection = HTTPConnection(LOOPBACK, port, timeout=20)
    connection.request("GET", f"/{at}data/index")
    found = json.loads(gzip.decompress(connection.getresponse().read()))
    assert found["documents"]["name"][0] == "pasted text"
    assert len(found["passages"]["id"]) == 1
    assert "no longer kept" in asked(port, "/pasted/0123456789abcdef/data/index")[1]
    assert asked(port, "/pasted", " \n", **own) == (409, "there is no text to check. Paste some.")


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (403, {"Origin": "http://evil.example"}),
        (403, {"Origin": "null"}),
        (403, {}),
        (403, {"Origin": "http://evil.example:{port}", "Host": "evil.example:{port}"}),
        (413, {"Origin": "http://127.0.0.1:{port}", "Content_Length": str(MOST + 1)}),
        (411, {"Origin": "http://127.0.0.1:{port}", "Content_Length": "-1"}),
    ],
)
def test_other_sites_and_too_large_texts_are_refused(port: int, status: int, headers: dict[str, str]) -> None:
    given = {name: value.replace("{port}", str(port)) for name, value in headers.items()}
    given.setdefault("Host", f"127.0.0.1:{port}")
    assert asked(port, "/pasted", "a text", **given)[0] == status


def test_other_sites_set_off_no_work(port: int) -> None:
    assert asked(port, "/data/index", Sec_Fetch_Site="cross-site")[0] == 403
    assert asked(port, "/data/index", Sec_Fetch_Site="same-origin")[0] == 200


@pytest.mark.parametrize("path", ["/data/t0", "/document/", "/document/x", "/../i/CURRENT", "/i/CURRENT", "/pasted"])
def test_nothing_else_is_there(port: int, path: str) -> None:
    assert asked(port, path)[0] in {404, 409}
