"""Inputs that are references too: each is compared with the others, and only never with itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from many import new, texts

from reuse.cli import run

SHARED = new()["new/a.txt"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where docs/a.txt and docs/b.txt share a passage, as do docs/a.txt and other.txt, and docs/c.txt none."""
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    Path("docs/a.txt").write_text(f"Of the first, this is how it begins.\n\n{SHARED}")
    Path("docs/b.txt").write_text(f"{SHARED}\nAnd so the second one ends, at last.\n")
    Path("docs/c.txt").write_text("Nothing of this stands anywhere else, whatever one may look for.\n")
    Path("fresh.txt").write_text(f"Fresh is the head of it.\n\n{SHARED}\nAnd fresh its tail.\n")


def index(*paths: str) -> None:
    assert run(["index", "build", *paths, "-o", "i", "-q"]) == 0


@pytest.mark.parametrize("arguments", [["--index", "i"], ["--against", "docs"]])
def test_a_copy_among_inputs_that_are_references_fails(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    index("docs")
    assert run(["check", "docs/a.txt", "docs/b.txt", *arguments]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("reuse: check failed: 1 new copy of 1 passage, the first at docs/b.txt:")
    assert run(["check", "docs", *arguments, "-q"]) == 1  # nothing is left of the references
    assert run(["check", "docs/a.txt", "docs/c.txt", *arguments, "-q"]) == 1


def test_new_ones_are_compared_with_them_and_not_with_one_another() -> None:
    for name in ("a.txt", "c.txt"):
        Path("docs", name).rename(name)
    Path("fresh2.txt").write_text(Path("fresh.txt").read_text())
    index("a.txt", "c.txt")

    def pairs(*inputs: str) -> set[tuple[str, str]]:
        assert run(["scan", *inputs, "--against", "a.txt", "--against", "c.txt", "-f", "json:x.json", "-q"]) == 0
        assert run(["scan", *inputs, "--index", "i", "-f", "json:y.json", "-q"]) == 0
        assert Path("x.json").read_bytes() == Path("y.json").read_bytes()
        report = json.loads(Path("x.json").read_text())
        assert [one["id"] for one in report["documents"]][: len(inputs)] == sorted(inputs)
        return {(match["a"]["document"], match["b"]["document"]) for match in report["matches"]}

    expected = {("fresh.txt", "a.txt"), ("fresh2.txt", "a.txt")}
    assert pairs("fresh.txt", "fresh2.txt") == expected
    assert pairs("a.txt", "fresh.txt", "fresh2.txt") == expected
    assert pairs("a.txt", "c.txt", "fresh.txt", "fresh2.txt") == expected


def test_so_it_is_among_many_references() -> None:
    for name, text in {**texts(), **new()}.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text)
    Path("new/a2.txt").write_text(f"{SHARED}\nA tail.\n")
    reports = []
    index("ref", "new")
    for arguments in (["--index", "i"], ["--against", "ref", "--against", "new"]):
        assert run(["scan", "new", *arguments, "-f", "json:x.json", "-q"]) == 0
        reports.append(Path("x.json").read_bytes())
    assert reports[0] == reports[1]
    report = json.loads(reports[0])
    sides = {(match["a"]["document"], match["b"]["document"]) for match in report["matches"]}
    assert ("new/a.txt", "new/a2.txt") in sides
    assert any(b.startswith("ref/") for _, b in sides)


def test_one_input_alone_has_nothing_to_be_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    index("docs/a.txt")
    assert run(["check", "docs/a.txt", "--index", "i"]) == 2
    assert capsys.readouterr().err == "reuse: no reference to compare with: i holds none but the input\n"
    assert run(["check", "docs/a.txt", "--against", "docs/a.txt"]) == 2
    assert capsys.readouterr().err == "reuse: no reference to compare with: it is the input itself\n"


def test_explain_knows_it(capsys: pytest.CaptureFixture[str]) -> None:
    for inputs in (["docs"], ["docs/a.txt", "docs/b.txt"]):
        assert run(["explain", "docs/a.txt", "docs/b.txt", *inputs, "--against", "docs"]) == 0
        assert "Reported" in capsys.readouterr().out


def test_the_same_file_by_another_name_is_hinted_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    index("docs/a.txt", "docs/c.txt")
    for arguments in (["--index", "i"], ["--against", "docs/a.txt", "--against", "docs/c.txt"]):
        assert run(["check", f"{tmp_path}/docs/a.txt", *arguments]) == 1
        said = (
            f"reuse: {tmp_path}/docs/a.txt is the same as the reference docs/a.txt; if it is the same file, name it as "
            "the reference is named: names are compared as typed"
        )
        assert capsys.readouterr().err.splitlines()[0] == said
