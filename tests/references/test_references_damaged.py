"""Indexes that cannot be read or written: a sentence that names the file, and a build that replaces what is damaged."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from reuse.cli import run

DAMAGED = "reuse: {} is damaged: it does not hold what was written to it. Build the index again.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work beside an index of one document."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("A few words of one document, and no more than these.\n")
    assert run(["index", "build", "a.txt", "-o", "i", "-q"]) == 0


def other_format() -> None:
    head = Path("i/CURRENT").read_text().splitlines()[1]
    text = f"text-reuse index 99\n{head}\n"
    Path("i/CURRENT").write_text(f"{text}{zlib.crc32(text.encode()):08x}\n")


@pytest.mark.parametrize("file", ["CURRENT", "catalogue-*", "*.columns", "*.texts", "format"])
def test_a_build_replaces_what_is_damaged(file: str) -> None:
    if file == "format":
        other_format()
    else:
        (path,) = Path("i").glob(file)
        path.write_bytes(b"damaged")
    if file != "*.texts":
        assert run(["index", "info", "i"]) == 2
    assert run(["index", "build", "a.txt", "-o", "i", "-q"]) == 0
    assert run(["index", "verify", "i", "-q"]) == 0
    assert len(list(Path("i").iterdir())) == 5


def test_a_build_replaces_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    Path("i/CURRENT").write_text("damaged")
    Path("i/letter.txt").write_text("Dear all")
    Path("other").mkdir()
    Path("other/CURRENT").write_text("MANIFEST-000001\n")
    for folder in ("i", "other"):
        before = {path: path.read_bytes() for path in Path(folder).iterdir() if path.name != "lock"}
        assert run(["index", "build", "a.txt", "-o", folder]) == 2
        said = f"reuse: {folder} holds other things than an index. Name a folder that is not there.\n"
        assert capsys.readouterr().err == said
        assert {path: path.read_bytes() for path in Path(folder).iterdir() if path.name != "lock"} == before


@pytest.mark.parametrize(
    "command",
    ["scan a.txt --index i", "index info i", "index verify i", "index add i a.txt", "index compact i"],
)
def test_columns_without_a_byte_are_damaged(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("i/segment-000001.columns").write_bytes(b"")
    assert run(command.split()) == 2
    assert capsys.readouterr().err == DAMAGED.format("i/segment-000001.columns")


@pytest.mark.parametrize("name", ["segment-000001.columns", "segment-000001.texts"])
def test_a_file_that_cannot_be_read_is_named(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("i", name).unlink()
    Path("i", name).mkdir()
    assert run(["scan", "a.txt", "--index", "i"]) == 2
    assert capsys.readouterr().err == f"reuse: cannot read i/{name}: Is a directory\n"


def test_a_place_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", "build", "a.txt", "-o", "a.txt/i"]) == 2
    assert capsys.readouterr().err == "reuse: cannot write a.txt/i: Not a directory\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind root")
@pytest.mark.parametrize("command", ["add i a.txt", "remove i a.txt", "compact i", "build a.txt -o i"])
def test_a_folder_that_may_not_be_written_is_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("Other words than those that were there before.\n")
    assert run(["index", "add", "i", "a.txt", "-q"]) == 0
    Path("i/lock").unlink()
    Path("i").chmod(0o555)
    try:
        assert run(["index", *command.split()]) == 2
        assert capsys.readouterr().err == "reuse: cannot write i/lock: Permission denied\n"
    finally:
        Path("i").chmod(0o755)


def test_a_name_with_a_line_end_is_told_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("i").rename("i\nj")
    assert run(["index", "verify", "i\nj"]) == 0
    assert capsys.readouterr().err == "reuse: i\\nj: all is as it was written, 1 documents in 1 segments\n"
    Path("i\nj/segment-000001.columns").write_bytes(b"")
    assert run(["index", "verify", "i\nj"]) == 2
    assert capsys.readouterr().err == DAMAGED.format("i\\nj/segment-000001.columns")
    assert run(["scan", "a.txt", "--index", "no\nne"]) == 2
    said = "reuse: there is no index at no\\nne. `reuse index build REF -o no\\nne` makes one.\n"
    assert capsys.readouterr().err == said
