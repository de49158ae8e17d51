from __future__ import annotations

from pathlib import Path

import pytest
from formats import repository

from reuse.cli import run

PASSAGE = "Nobody had ever counted the herons of the northern marsh, and nobody had missed them when they left."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("docs/a.txt", "docs/-odd name.txt", "docs/.hidden.txt", "b*.txt", "image.bin"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(PASSAGE.encode() if "image" not in name else bytes(range(256)))
    Path("docs/link.txt").symlink_to("a.txt")
    repository(tmp_path)
    for name in ("docs/a.txt", "docs/-odd name.txt"):
        Path(name).unlink()


def files(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(["files", *arguments]) == 0
    return [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()]


def test_files_of_a_revision_are_read_as_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    assert files(capsys, "git:HEAD:docs/") == ["git:HEAD:docs/-odd name.txt", "git:HEAD:docs/a.txt"]
    assert files(capsys, "git:HEAD") == ["git:HEAD:b*.txt", "git:HEAD:docs/-odd name.txt", "git:HEAD:docs/a.txt"]
    assert files(capsys, "git:HEAD:b*.txt") == ["git:HEAD:b*.txt"]
    assert files(capsys, "git:HEAD:docs", "--exclude", "a.txt") == ["git:HEAD:docs/-odd name.txt"]


def test_a_revision_is_compared_with_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "git:HEAD:docs/a.txt", "b*.txt"]) == 0
    shown = capsys.readouterr().out
    assert "  git:HEAD:docs/a.txt:1:1 to 1:101  blob " in shown
    assert "  b*.txt:1:1 to 1:101\n" in shown


@pytest.mark.parametrize(
    "path", ["git:nowhere:docs", "git:", "git:--help:a", "git:--upload-pack=x", "git:HEAD^{tree", "git:\0"]
)
def test_a_revision_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str], path: str) -> None:
    assert run(["files", path]) == 2
    assert capsys.readouterr().err.startswith("reuse: cannot read git:")


def test_a_path_that_is_not_in_the_revision_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["files", "git:HEAD:docs/none.txt"]) == 3
    assert capsys.readouterr().out == "skipped\tgit:HEAD:docs/none.txt\tthere is no such file in that revision\n"


def test_outside_of_a_repository(
    capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("bare"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(Path.cwd().parent))
    assert run(["files", "git:HEAD:docs"]) == 2
    assert "not a git repository" in capsys.readouterr().err


def test_a_file_of_that_name_is_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("git:HEAD").write_text(PASSAGE, encoding="utf-8")
    assert files(capsys, "git:HEAD") == ["git:HEAD"]
