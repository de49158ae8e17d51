"""The commands as they are used: what stands on standard output, on standard error and in files."""

from __future__ import annotations

import io
import json
import stat
import sys
from pathlib import Path

import pytest

from reuse.cli import progress, run
from reuse.settings import Settings

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets.\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(PASSAGE + "Nobody had expected visitors before spring.\n")
    (tmp_path / "texts" / "b.md").write_text("Quite another story begins here, far inland.\n\n" + PASSAGE)
    (tmp_path / "texts" / ".hidden").write_text(PASSAGE)
    (tmp_path / "texts" / "c.bin").write_bytes(bytes(range(256)))
    (tmp_path / "texts" / "latin.txt").write_bytes("Das Übel größer als die Mühe.\n".encode("latin-1"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(PASSAGE.encode())))
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[dict[str, dict[str, object]]]]:
    assert run(["scan", *arguments, "-f", "json"]) == 0
    report: dict[str, list[dict[str, dict[str, object]]]] = json.loads(capsys.readouterr().out)
    return report


def places(report: dict[str, list[dict[str, dict[str, object]]]]) -> set[tuple[object, object]]:
    return {(match["a"]["document"], match["b"]["document"]) for match in report["matches"]}


def test_files_says_what_would_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["files", "texts", "--exclude", "latin*"]) == 0
    said = capsys.readouterr()
    assert said.out == "read\ttexts/a.txt\tutf-8\nread\ttexts/b.md\tutf-8\n"
    assert said.err == "reuse: 2 read, 0 skipped, 1 binary, 1 excluded, 1 hidden\n"


def test_files_takes_the_encoding_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["files", "texts/latin.txt", "--encoding", "latin-1", "-q"]) == 0
    assert tuple(capsys.readouterr()) == ("read\ttexts/latin.txt\tiso8859-1\n", "")


def test_scan_finds_the_passage(capsys: pytest.CaptureFixture[str]) -> None:
    report = found(capsys, "texts")
    assert places(report) == {("texts/a.txt", "texts/b.md")}
    (match,) = report["matches"]
    assert match["kind"] == "verbatim"
    assert str(match["a"]["text"]).strip(".\n") == str(match["b"]["text"]).strip(".\n") == PASSAGE.strip(".\n")


def test_the_order_of_paths_and_the_jobs_change_no_byte(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = set()
    for arguments in (
        ["texts"],
        ["texts", "-j", "1"],
        ["texts/latin.txt", "texts/b.md", "texts/a.txt", "-j", "2"],
    ):
        assert run(["scan", *arguments, "-f", "jsonl", "--exclude", "nothing"]) == 0
        lines = capsys.readouterr().out.splitlines()
        outputs.add("\n".join(line for line in lines if '"type":"summary"' not in line))  # it counts what is hidden
    assert len(outputs) == 1


def test_standard_input_is_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert places(found(capsys, "-", "texts/a.txt")) == {("-", "texts/a.txt")}


def test_against_compares_new_with_references_only(capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.txt").write_text(PASSAGE)
    assert places(found(capsys, "new.txt", "--against", "texts")) == {
        ("new.txt", "texts/a.txt"),
        ("new.txt", "texts/b.md"),
    }


def test_a_share_is_that_of_new_documents_not_of_references(capsys: pytest.CaptureFixture[str]) -> None:
    Path("old.txt").write_text(PASSAGE)
    assert run(["scan", "texts/a.txt", "--against", "old.txt", "--fail-on", "90%"]) == 0
    assert run(["scan", "texts/a.txt", "--against", "old.txt", "--fail-on", "60%"]) == 1
    capsys.readouterr()


def test_the_configuration_file_counts(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "textreuse.toml").write_text("min-score = 1000\nquiet = true\n")
    assert found(capsys, "texts")["matches"] == []
    assert found(capsys, "texts", "--min-score", "10")["matches"]


def test_a_summary_stands_on_standard_error_where_the_result_is_for_a_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["scan", "texts", "-f", "json", "-v"]) == 0
    assert capsys.readouterr().err == (
        "reuse: passed over: 1 binary, 1 hidden\nreuse: 3 documents, 53 words: 1 match in 1 family\n"
    )
    assert run(["scan", "texts", "-f", "json", "-q"]) == 0
    assert run(["scan", "texts"]) == 0
    assert capsys.readouterr().err == ""


def test_skipped_inputs_are_named_up_to_ten(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        (corpus / "texts" / f"void{number:02}").write_bytes(b"")
    assert run(["scan", "texts"]) == 3
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "reuse: skipped texts/void00: empty"
    assert said[10:] == ["reuse: skipped 2 more; -v names them"]


def test_an_output_file_appears_whole_and_keeps_its_permissions(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "out.json").write_text("old")
    (corpus / "out.json").chmod(0o640)
    (corpus / "link.json").symlink_to("out.json")
    assert run(["scan", "texts", "-f", "json", "-o", "link.json"]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads((corpus / "out.json").read_text())["schema_version"] == 1
    assert (corpus / "link.json").is_symlink()
    assert stat.S_IMODE((corpus / "out.json").stat().st_mode) == 0o640

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = (corpus / "out.json").read_bytes()
    assert run(["scan", "texts", "-o", "out.json"]) == 2
    assert capsys.readouterr().err == "reuse: cannot write out.json: No space left on device\n"
    assert (corpus / "out.json").read_bytes() == before
    assert sorted(path.name for path in corpus.iterdir()) == ["link.json", "out.json", "texts"]


def test_the_report_of_the_run_before_is_no_document(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["scan", ".", "-f", "json", "-o", "texts/report.json"]
    assert run(arguments) == 0
    before = (corpus / "texts" / "report.json").read_bytes()
    assert run(arguments) == 0
    assert (corpus / "texts" / "report.json").read_bytes() == before
    assert run(["scan", "texts/a.txt", "-o", "texts/a.txt"]) == 2
    assert (corpus / "texts" / "a.txt").read_text().startswith(PASSAGE)
    capsys.readouterr()


def test_color_is_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "texts"]) == 0
    assert "\x1b" not in capsys.readouterr().out
    assert run(["scan", "texts", "--color", "always"]) == 0
    assert "\x1b" in capsys.readouterr().out


def test_compare_shows_both_sides(capsys: pytest.CaptureFixture[str]) -> None:
    Path("texts/b.md").write_text(PASSAGE.replace("silent", "quiet"))
    assert run(["compare", "texts/b.md", "texts/a.txt"]) == 0
    shown = capsys.readouterr().out
    assert "[-quiet-]" in shown
    assert "{+silent+}" in shown


def test_schema_is_a_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert run(["schema", "--lines"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert "matches" in report["properties"]
    assert report["$schema"] == line["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", ["scan", "compare", "files", "schema"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-h"]) == 0
    assert f"\n  {name} " in capsys.readouterr().out
    assert run([name, "-h"]) == 0
    assert f"Usage: reuse {name} " in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("settings", "patience", "shows"),
    [
        (Settings(), 0.0, True),
        (Settings(), 60.0, False),
        (Settings(quiet=True), 0.0, False),
        (Settings(no_progress=True), 0.0, False),
    ],
)
def test_a_bar_comes_when_patience_ends(
    settings: Settings, patience: float, *, shows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with progress.shown(settings) as tell:
        tell("read", 1, 2)
        tell("align", 1, 2)
    assert ("align" in terminal.getvalue()) == shows


def test_off_a_terminal_there_is_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.shown(Settings()) as tell:
        tell("read", 1, 2)
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]  # the StringIO of above
