"""`reuse explain` as it is used: text for people, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reuse.cli import run

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("a.txt").write_text(f"{PASSAGE} Nobody had expected visitors before spring.\n")
    Path("b.txt").write_text(f"Quite another story begins here, far inland.\n\n{PASSAGE}\n")


def test_a_person_reads_verdict_keys_scores_and_bits(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a.txt:0-95", "b.txt:L3"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Reported: 1 pair of passages, up to ")
    assert "\na  a.txt:0-95, lines 1-1\nb  b.txt:46-141, lines 3-3\n" in said.out
    assert "ngrams" in said.out
    assert "miss such a pair with a chance of less than 0.0001 (these met)" in " ".join(said.out.split())
    assert all(f"\n  {name}" in said.out for name in ("surprise", "shared", "order", "similarity", "words"))
    assert "_harbour+" in said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert said.err == ""


def test_of_a_long_passage_the_words_asked_about_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    long = " ".join(f"word{number}" for number in range(300)) + "."
    Path("a.txt").write_text(f"{long}\n")
    Path("b.txt").write_text(f"Quite another story.\n\n{long}\n")
    start = long.index("word200 ")
    assert run(["explain", f"a.txt:{start}-{start + 7}", "b.txt"]) == 0
    side_a, side_b = capsys.readouterr().out.split("\n  a: ")[1].split("\n  b: ")
    assert "    195 words … word195+" in side_a
    assert "_word200+" in side_a
    assert "… 45 more words (-v)" in " ".join(side_a.split())
    assert "    word0+" in side_b


def test_what_was_not_reported_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a.txt", "b.txt", "--min-score", "170"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert said.startswith("Not reported: ")
    assert "170 are needed (min_score)" in said


def test_a_program_reads_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a.txt", "b.txt", ".", "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["reported"] is True
    (one,) = found["candidates"]
    assert one["fate"] == "reported"
    assert [score["name"] for score in one["scores"]] == ["surprise", "shared", "order", "similarity", "words"]
    assert " ".join(word["text"] for word in one["sides"][0]["words"]) == PASSAGE.removesuffix(".")


def test_nothing_in_a_text_or_a_name_acts_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Path("e\x1b[2J.txt").write_text("\x1b]0;x\x07 " + PASSAGE.replace("grey", "grey\u202e") + "\n")
    assert run(["explain", "e\x1b[2J.txt", "b.txt", "-v"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_file_takes_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "a.txt", "b.txt", "-o", "why.txt"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("why.txt").read_text().startswith("Reported: ")


@pytest.mark.parametrize("wrong", [["a.txt:0-9999", "b.txt"], ["none.txt", "b.txt"], ["a.txt", "b.txt", "gone/"]])
def test_a_wrong_place_is_one_sentence_and_exit_code_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *wrong]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("reuse: ")
    assert said.err.count("\n") == 1
