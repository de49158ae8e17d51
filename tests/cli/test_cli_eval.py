"""`reuse eval` and `reuse plant` as they are used."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from reuse.cli import run

if TYPE_CHECKING:
    from pathlib import Path

TIDE = "The tide gauge at the old quay registered four metres shortly before dawn on the ninth of January."
ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def story(seed: int) -> str:
    chance = Random(seed)  # noqa: S311 - chance that can be repeated
    word = ["".join(chance.choices(ALPHABET, k=chance.randint(2, 9))) for _ in range(1200)]
    return "".join(f"{' '.join(word[k : k + 12]).capitalize()}.\n" for k in range(0, 1200, 12))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["eval", *arguments, "-f", "json"]) == 0
    done: dict[str, Any] = json.loads(capsys.readouterr().out)
    return done


def test_plant_scan_eval(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "mine").mkdir()
    for k in range(3):
        (here / "mine" / f"{k}.txt").write_text(story(k))
    assert run(["plant", "mine", "-o", "planted", "--verbatim", "--ocr", "0.1", "--cases", "8", "--words", "24"]) == 0
    assert capsys.readouterr().err == "reuse: planted 8 of 8 cases: 4 verbatim, 4 ocr:0.1\n"
    assert run(["scan", "planted/texts", "-f", "json", "-o", "found.json", "-q"]) == 0
    done = report(capsys, "planted/truth.json", "found.json")
    groups = {group["name"]: group for group in done["groups"]}
    assert groups["verbatim"]["cases"] == groups["ocr:0.1"]["cases"] == 4
    assert groups["verbatim"]["covered"] == 4
    assert groups["verbatim"]["recall"] > 0.98
    assert done["entire"]["macro"]["precision"] > 0.95
    assert run(["plant", "mine", "-o", "planted"]) == 2
    assert "there already" in capsys.readouterr().err


def test_documents_are_the_same_by_content(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("one", "two"):
        (here / folder).mkdir()
        (here / folder / "a.txt").write_text(f"{TIDE}\nTurnips want deep soil.\n")
        (here / folder / "b.txt").write_text(f"Patience above all else.\n\n{TIDE}\n")
        assert run(["scan", folder, "-f", "json", "-o", f"{folder}.json", "-q"]) == 0
    done = report(capsys, "one.json", "two.json")
    assert done["entire"]["macro"]["plagdet"] == 1.0
    assert (done["covered"], done["strays"]) == (1, 0)


def test_passages_marked_by_hand(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "c").mkdir()
    (here / "c" / "a.txt").write_text(f"{TIDE}\n")
    (here / "c" / "b.txt").write_text(f"{TIDE}\n")
    mark = {"kind": "copy", "a": ["a.txt", 0, len(TIDE)], "b": ["b.txt", 0, len(TIDE)]}
    (here / "truth.json").write_text(json.dumps([mark]))
    run(["scan", "c", "-f", "json", "-o", "found.json", "-q"])
    assert report(capsys, "truth.json", "found.json")["covered"] == 1
    (here / "truth.json").write_text(json.dumps([mark | {"kind": "neutral"}]))
    done = report(capsys, "truth.json", "found.json")
    assert (done["neutral"], done["strays"], done["entire"]["cases"]) == (1, 0, 0)


def pan_corpus(root: Path) -> None:
    for folder in ("susp", "src", "01-copies"):
        (root / folder).mkdir(parents=True)
    (root / "susp" / "s.txt").write_text(f"Nothing was said.\n{TIDE}\n")
    (root / "src" / "t.txt").write_text(f"{TIDE}\n")
    (root / "01-copies" / "pairs").write_text("s.txt t.txt\n")
    (root / "01-copies" / "s-t.xml").write_text(
        f'<document reference="s.txt"><feature name="plagiarism" this_offset="18" this_length="{len(TIDE)}"'
        f' source_reference="t.txt" source_offset="0" source_length="{len(TIDE)}" /></document>'
    )


def test_pan(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pan_corpus(here / "pan")
    assert run(["eval", "pan", "pan", "--write", "xml", "--min-words", "10"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1].split() == ["01-copies", "1", "1", "1.0000", "1.0000", "1.0000", "1.0000"]
    assert max(map(len, said)) <= 80
    assert report(capsys, "./pan", "xml")["entire"]["macro"]["plagdet"] == 1.0
    done = report(capsys, "pan", "pan", "--corpus", "--min-words", "10", "-o", "-")
    assert (done["everything"], done["compared"], done["unlisted"]) == (True, 1, 0)


def test_labels(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "l").mkdir()
    texts = {"orig_a.txt": TIDE, "x.txt": TIDE, "y.txt": "Turnips want deep soil, some lime, and patience."}
    for name, text in texts.items():
        (here / "l" / name).write_text(text)
    (here / "l" / "labels.csv").write_text("File,Task,Category\nx.txt,a,cut\ny.txt,a,non\norig_a.txt,a,orig\n")
    arguments = ["labels", "l", "--labels", "labels.csv", "--order", "non,cut", "--reference", "orig_{}.txt"]
    reused, _ = report(capsys, *arguments)["measures"]
    assert (reused["spearman"], reused["confusion"], reused["means"][0]) == (1.0, [[1, 0], [0, 1]], 0.0)
    assert run(["eval", *arguments]) == 0
    assert "Spearman's rank correlation 1.0000" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ("eval none.json none.json", "cannot read none.json: No such file or directory"),
        ("eval pan none", "none is no PAN corpus"),
        ("eval labels . --labels none.csv --order a,b", "cannot read none.csv"),
        ("eval list.json list.json", "This is no report of ours"),
        ("eval . list.json", "are of two kinds"),
        ("plant list.json -o new", "no room for planted reuse"),
        ("plant none -o new", "none"),
        ("plant list.json -o new --ocr 2", "'--ocr': 2.0 is not in the range"),
    ],
)
def test_what_cannot_be_done_is_said(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: str, complaint: str
) -> None:
    (here / "list.json").write_text("[1, 2]")
    assert run(arguments.split()) == 2
    assert complaint in capsys.readouterr().err
    assert not (here / "new").exists()
