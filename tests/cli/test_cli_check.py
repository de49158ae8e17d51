"""The gate as a build meets it: exit codes, the line that says why, and the holes of other gates."""

from __future__ import annotations

# ruff: noqa: SIM905 - calls stand as they are typed
import json
from pathlib import Path

import pytest

from reuse.cli import run

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TWO = "Nobody had told the baker that the mill would close, so he ordered flour for another eleven weeks."


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that share a passage, with its baseline; others that share none; what is no text."""
    for name, text in {
        "docs/a.md": f"---\nlicense: CC-BY-NC\n---\n{ONE}\n",
        "docs/b.md": f"Quite another story.\n\n{ONE}\n",
        "alone/c.md": "Turnips want deep soil, some lime, and patience above all.\n",
        "more/d.md": f"A third copy.\n\n{ONE}\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "e.md").write_bytes(b"")
    (tmp_path / "broken.txt").write_text("what\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert run(["baseline", "write", "docs", "--baseline", "known.txt", "-q"]) == 0
    return tmp_path


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        # 0: done, nothing the gate forbids
        (0, "check alone"),
        (0, "check docs --baseline known.txt"),
        (0, "check docs --fail-on 2"),
        (0, "check docs --fail-on 99%"),
        (0, "check docs --forbid license=GPL*"),
        (0, "check docs --exit-zero"),
        (0, "check alone --against docs"),
        (0, "baseline update docs --baseline known.txt"),
        (0, "baseline prune docs --baseline known.txt"),
        (0, "baseline write docs more --baseline new.txt"),
        # 1: the gate tripped
        (1, "check docs"),
        (1, "check docs --fail-on any"),
        (1, "check docs --fail-on new"),
        (1, "check docs --fail-on 1"),
        (1, "check docs --fail-on 50%"),
        (1, "check docs --forbid license=CC-BY-NC"),
        (1, "check docs more --baseline known.txt"),
        (1, "check docs --baseline known.txt --fail-on any"),
        (1, "check more --against docs"),
        (1, "check docs void"),
        # 2: usage, configuration, nothing readable to read, an output that cannot be written
        (2, "check"),
        (2, "check nope"),
        (2, "check docs nope.md"),
        (2, "check void"),
        (2, "check docs --against nope"),
        (2, "check docs --against void"),
        (2, "check docs --baseline nope.txt"),
        (2, "check docs --baseline broken.txt"),
        (2, "check docs --baseline-from-ref HEAD"),
        (2, "check docs --baseline known.txt --baseline-from-ref HEAD"),
        (2, "check docs --fail-on perhaps"),
        (2, "check docs --fail-on 0"),
        (2, "check docs --forbid license"),
        (2, "check docs -f sarif -f json"),
        (2, "check docs -f sarif:x -f json:x"),
        (2, "check docs -f nope:x"),
        (2, "check docs -o no/such/folder"),
        (2, "check docs --badge no/such.svg"),
        (2, "check docs void --strict --baseline known.txt"),
        (2, "check docs --ignore-file nope"),
        (2, "baseline"),
        (2, "baseline write docs"),
        (2, "baseline write docs --baseline known.txt"),
        (2, "baseline update docs --baseline nope.txt"),
        (2, "baseline prune nope --baseline known.txt"),
        (2, "baseline write docs --baseline x.txt --expires soon"),
        (2, "diff nope.json nope.json"),
        (2, "diff broken.txt broken.txt"),
        # 3: done, but some inputs could not be read
        (3, "check docs void --baseline known.txt"),
        (3, "check alone void --exit-zero"),
        (3, "baseline write docs void --baseline new.txt"),
    ],
)
def test_exit_codes(code: int, arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert said.err
    assert not said.out or code != 2 or "--strict" in arguments


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("docs", "check failed: 1 new copy of 1 passage, the first at docs/b.md:3 (--fail-on new); 2 documents"),
        ("docs --baseline known.txt", "check passed: nothing new; 1 known, 2 documents"),
        (
            "docs more --baseline known.txt",
            "check failed: 1 new copy of 1 passage, the first at more/d.md:3 (--fail-on new); 1 known, 3 documents",
        ),
        ("alone --baseline known.txt", "check passed: nothing new; 1 in the baseline are gone, 1 document"),
        (
            "docs --forbid license=CC-*",
            "check failed: 1 place with text that --forbid license=CC-* forbids, the first at docs/b.md:3; 2 documents",
        ),
        ("docs --fail-on 9", "check passed: 1 new copy; 2 documents"),
    ],
)
def test_one_line_says_why(arguments: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", *arguments.split()])
    assert capsys.readouterr().err == f"reuse: {line}\n"


def test_nothing_is_shown_of_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs", "--baseline", "known.txt"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["check", "docs", "more", "--baseline", "known.txt"]) == 1
    assert "more/d.md:3:1" in capsys.readouterr().out


def test_several_formats_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    call = "check docs -f sarif:out.sarif -f junit:out.xml -f terminal -f json:out.json --badge badge.svg"
    assert run(call.split()) == 1
    assert "docs/b.md:3:1" in capsys.readouterr().out
    assert json.loads(Path("out.sarif").read_text())["version"] == "2.1.0"
    assert "<testsuites" in Path("out.xml").read_text()
    assert json.loads(Path("out.json").read_text())["schema_version"] == 1
    assert Path("badge.svg").read_text().startswith("<svg")


def test_formats_may_stand_in_the_configuration(capsys: pytest.CaptureFixture[str]) -> None:
    Path("conf").mkdir()
    Path("conf/textreuse.toml").write_text(
        'format = ["sarif:out.sarif", "terminal:width=60"]\nbaseline = "../known.txt"\n'
    )
    assert run(["check", "docs", "more", "--config", "conf/textreuse.toml"]) == 1
    assert json.loads(Path("conf/out.sarif").read_text())["version"] == "2.1.0"
    assert "more/d.md:3:1" in capsys.readouterr().out


def test_files_of_ours_are_no_inputs(capsys: pytest.CaptureFixture[str]) -> None:
    call = "check . --baseline known.txt -f csv:out.csv -f markdown:out.md --exclude broken.txt".split()
    assert run(call) == 1
    first = capsys.readouterr().err
    assert "; 1 known, 4 documents" in first
    assert run(call) == 1
    assert capsys.readouterr().err == first


# What other gates let through


def test_jscpd_1047_a_missing_path_is_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs", "nope", "--exit-zero"]) == 2
    assert "no such file or folder: nope" in capsys.readouterr().err


@pytest.mark.parametrize("fail_on", ["new", "1", "80%"])
def test_jscpd_944_and_879_a_swap_does_not_hide_behind_a_number(fail_on: str, corpus: Path) -> None:
    (corpus / "docs/a.md").write_text(f"{TWO}\n")
    (corpus / "docs/b.md").write_text(f"Quite another story.\n\n{TWO}\n")
    call = f"check docs --baseline known.txt --fail-on {fail_on}".split()
    assert run(call) == 1


def test_agents_commander_2199_a_third_copy_of_a_known_passage_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "docs", "more", "--baseline", "known.txt"]) == 1
    assert "more/d.md:3" in capsys.readouterr().err


def test_changed_files_alone_are_held_against_unchanged_ones(corpus: Path) -> None:
    (corpus / "docs/a.md").write_text(
        "---\n---\nAll is new here, said the painter, and nobody else has ever said so.\n"
    )
    (corpus / "docs/f.md").write_text(f"{ONE}\n")
    assert run(["check", "docs/f.md"]) == 0  # alone it shares nothing
    assert run(["check", "docs/f.md", "--against", "docs"]) == 1


def test_exempt_stretches_and_ignored_files_are_not_compared(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "docs/b.md").write_text(f"Mine.\n<!-- reuse: ignore: quoted -->\n{ONE}\n<!-- reuse: end -->\n")
    assert run(["check", "docs"]) == 0
    assert capsys.readouterr().err == "reuse: check passed: nothing new; 2 documents, 1 exempt\n"
    assert run(["check", "docs", "--no-exempt"]) == 1
    (corpus / "docs/b.md").write_text(f"{ONE}\n")
    (corpus / ".textreuseignore").write_text("b.md\n")
    assert run(["check", "docs"]) == 0
    assert run(["check", "docs", "--ignore-file", "/dev/null"]) == 1


def test_reasons_and_dates_stay(corpus: Path) -> None:
    call = "baseline write docs --baseline k.txt --reason quoted --expires 2099-01-01"
    assert run(call.split()) == 0
    (corpus / "docs/f.md").write_text(f"{ONE}\n\n{TWO}\n")
    (corpus / "docs/g.md").write_text(f"Ah. {TWO}\n")
    assert run(["baseline", "update", "docs", "--baseline", "k.txt", "--reason", "later"]) == 0
    fields = sorted(line.split("\t")[1:4] for line in Path("k.txt").read_text().splitlines()[2:])
    assert fields == [["2", "-", "later"], ["3", "exp:2099-01-01", "quoted"]]
    (corpus / "docs/f.md").unlink()
    assert run(["baseline", "prune", "docs", "--baseline", "k.txt"]) == 0
    assert [line.split("\t")[1:5] for line in Path("k.txt").read_text().splitlines()[2:]] == [
        ["2", "exp:2099-01-01", "quoted", "docs/a.md, docs/b.md"]
    ]


def test_what_is_over_fails_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["baseline", "write", "docs", "--baseline", "k.txt", "--expires", "2020-01-01"]) == 0
    assert run(["check", "docs", "--baseline", "k.txt"]) == 1
    assert "1 expired in the baseline" in capsys.readouterr().err


def test_diff_of_two_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "docs", "-f", "json:old.json", "-q"]) == 0
    assert run(["scan", "docs", "more", "-f", "json:new.json", "-q"]) == 0
    assert run(["diff", "old.json", "new.json"]) == 0
    assert capsys.readouterr().out == f"1 grown\n\ngrown: boilerplate, 2 -> 3 places\n  {ONE}\n  + more/d.md:3\n"
    assert run(["diff", "old.json", "new.json", "-f", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Text reuse: 1 grown\n\n**grown**, boilerplate, 2 → 3 places\n")
    assert run(["diff", "old.json", "new.json", "-f", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["fate"] == "grown"


@pytest.mark.parametrize(("old", "new"), [("bad.json", "good.json"), ("good.json", "bad.json")])
def test_diff_says_which_of_its_files_is_no_report(
    tmp_path: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", "docs", "-q", "-f", "json", "-o", "good.json"]) == 0
    (tmp_path / "bad.json").write_text("no")
    capsys.readouterr()
    assert run(["diff", old, new]) == 2
    assert capsys.readouterr().err == (
        "reuse: bad.json: This is no JSON report: Input data was truncated. "
        "A report that can be read again is made with `reuse scan PATH... -f json -o FILE`\n"
    )
