"""Formats as users meet them: which are read, how they are told to be, what is said where one is not."""

from __future__ import annotations

import json
import sys
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from reuse import catalog
from reuse.cli import run
from reuse.errors import UnreadableError
from reuse.stages import Source

PASSAGE = "Nobody had ever counted the herons of the northern marsh, and nobody had missed them when they left."
ARTICLE = f"<article><p>{PASSAGE}</p></article>"
PAGE = f"<!doctype html><html><body><nav><a href=x>Home of it all</a></nav>{ARTICLE}</body></html>"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert run(["files", "-q", *arguments]) == code
    return capsys.readouterr().out


def test_a_format_is_told_by_the_name_then_by_the_content(capsys: pytest.CaptureFixture[str]) -> None:
    Path("page").write_text(PAGE, encoding="utf-8")
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    run(["scan", ".", "-f", "json", "-q"])
    chars = {one["id"]: one["chars"] for one in json.loads(capsys.readouterr().out)["documents"]}
    assert chars == {"page": len(PASSAGE), "page.txt": len(PAGE)}


def test_a_format_can_be_forced(capsys: pytest.CaptureFixture[str]) -> None:
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    Path("rows.dat").write_text(f'[{{"text": "{PASSAGE}"}}]', encoding="utf-8")
    run(["scan", "page.txt", "--format-in", "html", "-f", "json", "-q"])
    assert json.loads(capsys.readouterr().out)["documents"][0]["chars"] == len(PASSAGE)
    run(["scan", "page.txt", "--format-in", "html:content=full", "-f", "json", "-q"])
    assert json.loads(capsys.readouterr().out)["documents"][0]["chars"] > len(PASSAGE)
    run(["scan", "page.txt", "--format-in", "html", "--html", "full", "-f", "json", "-q"])
    assert json.loads(capsys.readouterr().out)["documents"][0]["chars"] > len(PASSAGE)
    assert files(capsys, "rows.dat", "--format-in", "json") == "read\trows.dat#1\tutf-8\n"


def test_an_unknown_format_is_an_error_that_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["files", ".", "--format-in", "pfd"]) == 2
    assert "--format-in: 'pfd' is none of the loaders. Did you mean 'pdf'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("--max-file-size", "much", "must be a size, as 256M or 2G, not 'much'"),
        ("--max-expansion", "-1", "must be 0 or more, not -1"),
        ("--timeout", "soon", "must be a number, not 'soon'"),
        ("--html", "some", "must be one of main, full, not 'some'"),
    ],
)
def test_options_are_checked(capsys: pytest.CaptureFixture[str], option: str, value: str, complaint: str) -> None:
    assert run(["files", ".", option, value]) == 2
    assert f"{option}: {complaint}" in capsys.readouterr().err


def test_a_limit_is_named_where_it_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(PASSAGE * 100, encoding="utf-8")
    out = files(capsys, "a.txt", "--max-file-size", "5k", code=3)
    assert out == "skipped\ta.txt\tis larger than the limit of 5120 bytes for one input (--max-file-size)\n"
    Path("a.jsonl").write_text(f'{{"text": "{PASSAGE}"}}\n' * 100, encoding="utf-8")
    assert files(capsys, "a.jsonl", "--max-file-size", "5k").count("read") == 100


EXTRAS = {
    "html": ("web", "resiliparse", "<p>"),
    "warc": ("web", "fastwarc", "WARC/1.0"),
    "pdf": ("pdf", "pypdfium2", "%PDF-1.7"),
    "xml": ("xml", "lxml", "<a>text</a>"),
    "hocr": ("xml", "lxml", "<a>text</a>"),
    "parquet": ("parquet", "pyarrow", "PAR1"),
    "rtf": ("office", "striprtf", "{\\rtf1 a}"),
}


@pytest.mark.parametrize("name", sorted(EXTRAS))
def test_a_missing_extra_is_named_with_its_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    extra, module, data = EXTRAS[name]
    for known in [known for known in sys.modules if known.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, known)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        UnreadableError, match=rf"^needs {module}, of the extra '{extra}': pip install 'text-reuse\[{extra}\]'$"
    ):
        list(catalog.loaders()[name].load(Source("a", data.encode())))


def described(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, dict[str, str]]:
    assert run(["scan", *arguments, "-f", "json", "-q"]) == code
    return {one["id"]: one["metadata"] for one in json.loads(capsys.readouterr().out)["documents"]}


def test_metadata_from_a_table_counts_before_that_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.md").write_text(f"---\ndate: 1900\ntitle: Old\n---\n{PASSAGE}", encoding="utf-8")
    Path("b.jsonl").write_text(f'{{"text": "{PASSAGE}", "id": "x"}}\n', encoding="utf-8")
    Path("meta.csv").write_text("file,Date,shelf\na.md,1912,A 3\nb.jsonl,1913,\nb.jsonl#x,,B 4\n", encoding="utf-8")
    said = described(capsys, "a.md", "b.jsonl", "--metadata", "meta.csv")
    assert said == {
        "a.md": {"date": "1912", "title": "Old", "shelf": "A 3"},
        "b.jsonl#x": {"date": "1913", "shelf": "B 4"},
    }
    assert run(["scan", "a.md", "b.jsonl", "--metadata", "meta.csv", "-q"]) == 0
    shown = capsys.readouterr().out
    assert "  a.md:5:1 to 5:101  1912  earliest\n" in shown
    assert "  b.jsonl, record x  1913\n" in shown


def test_names_in_the_table_that_no_document_has_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text(PASSAGE, encoding="utf-8")
    Path("meta.csv").write_text("id,date\na.txt,1912\nc.txt,1913\nd.txt,1914\n", encoding="utf-8")
    assert run(["scan", "a.txt", "--metadata", "meta.csv", "-q"]) == 3
    assert "  meta.csv: no document has the id or path 'c.txt', and 1 more\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("", "cannot read the metadata meta.csv"),
        ("id\na\n", "the metadata meta.csv has no columns behind the first"),
        ("id,date\na,1\na,2\n", "the metadata meta.csv has two rows for 'a'"),
    ],
)
def test_a_table_that_is_none_is_an_error(capsys: pytest.CaptureFixture[str], table: str, complaint: str) -> None:
    Path("a.txt").write_text(PASSAGE, encoding="utf-8")
    if table:
        Path("meta.csv").write_text(table, encoding="utf-8")
    assert run(["scan", "a.txt", "--metadata", "meta.csv"]) == 2
    assert complaint in capsys.readouterr().err


def test_standard_input_is_told_by_its_content(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(PAGE.encode())))
    run(["scan", "-", "-f", "json", "-q"])
    assert json.loads(capsys.readouterr().out)["documents"][0]["chars"] == len(PASSAGE)


def test_a_record_or_a_member_is_compared_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_text(f'{{"text": "other words"}}\n{{"text": "{PASSAGE}"}}\n', encoding="utf-8")
    with zipfile.ZipFile("b.zip", "w") as archive:
        archive.writestr("in/b.txt", PASSAGE)
        archive.writestr("c.txt", "nothing of it")
    assert run(["compare", "a.jsonl#2", "b.zip!in/b.txt"]) == 0
    shown = capsys.readouterr().out
    assert "  a.jsonl, record 2\n  b.zip!in/b.txt:1:1 to 1:101\n" in shown
    assert run(["explain", "a.jsonl#2:0-20", "b.zip!in/b.txt"]) == 0
    assert "a  a.jsonl#2:0-20, record 2\n" in capsys.readouterr().out
    assert run(["compare", "a.jsonl#9", "b.zip!in/b.txt"]) == 2
    assert "no document of a.jsonl is called 'a.jsonl#9'. `reuse files a.jsonl` lists" in capsys.readouterr().err


def test_explain_cites_the_anchor(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.html").write_text(PAGE, encoding="utf-8")
    Path("b.txt").write_text(PASSAGE, encoding="utf-8")
    assert run(["explain", "a.html", "b.txt"]) == 0
    shown = capsys.readouterr().out
    assert f"a  a.html:0-{len(PASSAGE)}, /html/body/article[1]/p[1]\n" in shown
    assert f"b  b.txt:0-{len(PASSAGE)}, lines 1-1\n" in shown
