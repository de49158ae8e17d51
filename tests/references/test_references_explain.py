"""`reuse explain --against` tells what a scan against many references does."""

from __future__ import annotations

from pathlib import Path

import pytest
from many import QUOTE, new, texts

from reuse.cli import run


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {**texts(), **new()}.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def explained(a: str, b: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run(["explain", a, b, "new", "--against", "ref"]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_what_is_found_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    start = texts()["ref/0017.txt"].index(QUOTE)
    place = f"ref/0017.txt:{start}-{start + len(QUOTE)}"
    said = explained("new/a.txt", place, capsys)
    assert said.startswith("Reported: 1 pair of passages")


def test_what_is_not_opened_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    said = explained("new/a.txt", "ref/0019.txt", capsys)
    assert said.startswith("Not reported: the reference was not opened, as no window")


def test_a_long_reference_is_looked_at_in_parts_and_each_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    known = list(texts().values())
    early, late = (" ".join(known[number].split()[100:125]) for number in (500, 520))
    between = "".join(known[number] for number in range(540, 580) if number % 6)  # without what many have
    Path("ref/long.txt").write_text(f"{early}\n{between}\n{late}\n")
    Path("new/a.txt").write_text(f"One. {early}\n\nAnd then, as was to be shown, another one: {late}\n")
    size = len(Path("ref/long.txt").read_text())
    assert explained("new/a.txt", "ref/long.txt", capsys).startswith("Reported: ")
    for place in (f"0-{len(early)}", f"{size - len(late) - 1}-{size - 1}"):
        assert explained("new/a.txt", f"ref/long.txt:{place}", capsys).startswith("Reported: 1 pair of passages")
    middle = explained("new/a.txt", f"ref/long.txt:{size // 2}-{size // 2 + 200}", capsys)
    assert middle.startswith("Not reported: the reference was not opened")
