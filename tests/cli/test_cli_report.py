"""`reuse report`: a saved report in other formats."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from reuse.cli import run

if TYPE_CHECKING:
    from pathlib import Path

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets.\n"


@pytest.fixture(autouse=True)
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(PASSAGE + "Nobody had expected visitors before spring.\n")
    (tmp_path / "b.txt").write_text("Quite another story begins here.\n" + PASSAGE)
    assert run(["scan", "a.txt", "b.txt", "-f", "json", "-o", "r.json", "-q"]) == 0
    return tmp_path / "r.json"


def index(path: Path) -> dict[str, Any]:
    data = re.search(r'id="data-index">([^<]*)<', path.read_text(encoding="utf-8"))
    assert data
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(data[1])))
    return found


@pytest.mark.parametrize("form", ["terminal", "json", "jsonl"])
def test_a_saved_report_shows_what_the_scan_shows(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["scan", "a.txt", "b.txt", "-f", form, "-q"])
    scanned = capsys.readouterr().out
    assert run(["report", "r.json", "-f", form]) == 0
    assert capsys.readouterr().out == scanned


def test_html_of_a_saved_report_is_that_of_the_scan(tmp_path: Path) -> None:
    run(["scan", "a.txt", "b.txt", "-f", "html", "-o", "one.html", "-q"])
    assert run(["report", "r.json", "-f", "html", "-o", "two.html"]) == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert index(tmp_path / "two.html")["documents"]["whole"] == [1, 1]


def test_a_file_that_changed_is_quoted_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Something else.\n")
    (tmp_path / "b.txt").unlink()
    assert run(["report", "r.json", "-f", "html", "-o", "r.html"]) == 0
    assert index(tmp_path / "r.html")["documents"]["whole"] == [0, 0]
    assert index(tmp_path / "r.html")["cut"] == {}


def test_a_report_may_hold_its_texts(tmp_path: Path) -> None:
    run(["scan", "a.txt", "b.txt", "-f", "json:texts=true", "-o", "t.json", "-q"])
    assert json.loads((tmp_path / "t.json").read_text())["texts"]["a.txt"].startswith(PASSAGE)
    (tmp_path / "a.txt").unlink()
    assert run(["report", "t.json", "-f", "html", "-o", "t.html"]) == 0
    assert index(tmp_path / "t.html")["documents"]["whole"] == [1, 1]


def test_texts_out_of_archives_are_read_again(tmp_path: Path) -> None:
    import zipfile  # noqa: PLC0415 - here only

    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.write("a.txt")
        archive.write("b.txt")
    run(["scan", "both.zip", "-f", "json", "-o", "z.json", "-q"])
    assert run(["report", "z.json", "-f", "html", "-o", "z.html"]) == 0
    assert index(tmp_path / "z.html")["documents"]["whole"] == [1, 1]


def test_the_limit_of_a_page_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "r.json", "-f", "html", "--html-limit", "1K", "-o", "r.html"]) == 0
    assert index(tmp_path / "r.html")["cut"]["passages"] == 1
    assert run(["report", "r.json", "-f", "html", "--html-limit", "much"]) == 2
    assert "--html-limit: must be a size" in capsys.readouterr().err


def test_limit_and_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "r.json", "-f", "json", "--limit", "1", "--sort", "path"]) == 0
    assert len(json.loads(capsys.readouterr().out)["matches"]) == 1


def test_standard_input(saved: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(saved.read_text()))
    assert run(["report", "-"]) == 0
    assert "1 passage in more than one place" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot read no.json: No such file or directory"),
        ("{}", "no.json: This is no report of ours"),
        ("no", "no.json: This is no JSON report"),
        ('{"schema_version": 99}', "no.json: The report has schema version 99"),
    ],
)
def test_what_is_no_report_says_so(
    tmp_path: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / "no.json").write_text(text)
    assert run(["report", "no.json"]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("options", [(), ("--limit", "1")])
def test_json_lines_are_read_where_they_are_whole(
    tmp_path: Path, options: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.txt").write_text(PASSAGE + "And a third place that has the passage, and no more of it.\n")
    assert run(["scan", "a.txt", "b.txt", "c.txt", "-f", "jsonl", "-q", "-o", "r.jsonl", *options]) == 0
    lines = (tmp_path / "r.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "r.jsonl").write_text("\n".join(lines))
    assert run(["report", "r.jsonl", "-f", "jsonl"]) == 0
    assert capsys.readouterr().out == "".join(lines)
    (tmp_path / "r.jsonl").write_text("".join(line for line in lines if '"type":"family"' not in line))
    assert run(["report", "r.jsonl"]) == 2
    assert capsys.readouterr().err == (
        "reuse: r.jsonl: this report is not whole: 0 of 1 families. Copy all of it again, or scan again.\n"
    )
    (tmp_path / "r.jsonl").write_text("".join([*lines[:2], "\n", "{}\n"]))
    assert run(["report", "r.jsonl"]) == 2
    assert capsys.readouterr().err == (
        "reuse: r.jsonl: line 4 is no record of ours: Object missing required field `type`\n"
    )


def test_a_slash_at_the_end_is_for_folders_and_makes_no_other_place(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("json", "terminal", "html"):
        assert run(["report", "r.json", "-f", form, "-o", "new/"]) == 2
        assert capsys.readouterr().err == (
            "reuse: cannot write new/: with / at its end it is a folder, and this goes to a file. "
            "Leave that out, or choose -f jsonl or -f parquet.\n"
        )
    for first, second in (("x", "x/"), ("./x", "x//"), ("file:///tmp/x", "file:///tmp/x/")):
        assert run(["scan", "a.txt", "-f", f"parquet:{first}", "-f", f"jsonl:{second}"]) == 2
        assert capsys.readouterr().err == (
            f"reuse: two formats would both go to {first.removeprefix('./')}. Give each a file of its own.\n"
        )


@pytest.mark.parametrize("target", ["r.jsonl", "lines/", "columns"])
def test_a_report_of_any_form_is_served(tmp_path: Path, target: str) -> None:
    form = "parquet" if target == "columns" else "jsonl"
    if form == "parquet":
        pytest.importorskip("pyarrow")
    assert run(["scan", "a.txt", "b.txt", "-q", "-f", form, "-o", target]) == 0
    command = [sys.executable, "-m", "reuse", "serve", target, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as serving:
        try:
            assert serving.stdout
            with urlopen(serving.stdout.readline().strip() + "data/index", timeout=20) as answer:  # noqa: S310 - our own
                found = json.loads(gzip.decompress(answer.read()))
        finally:
            serving.terminate()
    assert found["documents"]["whole"] == [2, 2]  # each is read when it is wanted


def test_a_folder_that_is_half_a_report_is_no_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "a.txt", "b.txt", "-q", "-f", "jsonl", "-o", "lines/"]) == 0
    (tmp_path / "lines" / "summary.jsonl").unlink()
    assert run(["serve", "lines"]) == 2
    assert capsys.readouterr().err == "reuse: cannot read lines/summary.jsonl: No such file or directory\n"


@pytest.mark.parametrize("command", ["report", "serve"])
def test_the_help_names_all_that_a_report_may_be(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert re.search(r"a file of JSON or JSON lines.*, or as a folder of JSON lines or Parquet\.", told)
    assert command == "serve" or "parquet" in told
