"""Every ending of the program: its exit code, its one sentence, never a traceback."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reuse
from reuse.cli import run

if TYPE_CHECKING:
    from collections.abc import Sequence

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets.\n"
SOURCE = str(Path(reuse.__file__).parents[1])
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([SOURCE, os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two texts that share a passage, one that shares nothing, and things that are no text."""
    (tmp_path / "a.txt").write_text(PASSAGE + "Nobody had expected visitors before spring.\n")
    (tmp_path / "b.txt").write_text("Quite another story begins here, far inland.\n\n" + PASSAGE)
    (tmp_path / "alone.txt").write_text("Turnips want deep soil, some lime, and patience above all.\n")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "void.txt").write_bytes(b"")
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reuse", *arguments]


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, "scan a.txt b.txt"),
        (0, "scan alone.txt --fail-on any"),
        (0, "scan a.txt b.txt --fail-on 99"),
        (0, "scan a.txt b.txt --fail-on 100%"),
        (0, "compare a.txt alone.txt"),
        (0, "files a.txt b.txt"),
        (0, "schema"),
        (0, "--version"),
        (0, "scan --help"),
        (1, "scan a.txt b.txt --fail-on any"),
        (1, "scan a.txt b.txt --fail-on 1"),
        (1, "scan a.txt b.txt --fail-on 60%"),
        (1, "scan a.txt b.txt void.txt --fail-on any"),
        (2, ""),
        (2, "scan"),
        (2, "scn a.txt"),
        (2, "scan a.txt --min-word 3"),
        (2, "scan a.txt --min-words three"),
        (2, "scan a.txt -f xml"),
        (0, "scan a.txt b.txt --max-memory 1G --tmp-dir none"),
        (2, "scan a.txt --max-memory much"),
        (2, "scan a.txt --max-memory 1M"),
        (2, "scan a.txt --tmp-dir nowhere"),
        (2, "scan nope.txt"),
        (2, "scan none"),
        (2, "scan picture.txt void.txt"),
        (2, "scan *.doc"),
        (2, "scan a.txt void.txt --strict"),
        (2, "scan a.txt b.txt void.txt --strict --fail-on any"),
        (2, "scan a.txt --against nope"),
        (2, "scan a.txt -o no/such/folder.json"),
        (2, "scan a.txt -o none"),
        (2, "scan a.txt --config nope.toml"),
        (2, "compare a.txt"),
        (2, "compare a.txt void.txt"),
        (2, "compare a.txt a.txt"),
        (2, "files none/*.txt"),
        (2, "files a.txt void.txt --strict"),
        (3, "scan a.txt b.txt void.txt"),
        (3, "files a.txt void.txt picture.txt"),
    ],
)
def test_exit_codes(code: int, arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert bool(said.err) or code < 2
    assert not said.out or code != 2 or "--strict" in arguments  # which still shows what was found


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            "scan nope.txt",
            "no such file or folder: nope.txt. Check the spelling; a path is a file, a folder, a glob",
        ),
        ("scan none", "nothing readable to read (no files there)"),
        ("scan picture.txt", "nothing readable to read (picture.txt: "),
        ("scan a.txt --min-words three", "--min-words: must be a whole number, not 'three'"),
        ("scan a.txt --finder mnhash", "--finder: 'mnhash' is none of the finders. Did you mean 'minhash'?"),
        ("scan a.txt --encoding utf-88", "--encoding: no such encoding: 'utf-88'"),
        ("scan a.txt -o no/such.json", "cannot write no/such.json: there is no folder no"),
        ("scan a.txt b.txt -o ./a.txt", "a.txt is both read and written. Name another file with -o."),
        ("scan a.txt -o none", "cannot write none: it is a folder"),
        ("scan a.txt void.txt --strict", "1 of the inputs could not be read, and --strict forbids it"),
        (
            "compare a.txt none",
            "cannot compare none: nothing readable to read (no files there). Name two files, or pass two Documents.",
        ),
        ("scan --colour never a.txt", "No such option '--colour'."),
    ],
)
def test_one_clear_sentence(arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith(f"reuse: {sentence}")


def test_all_faults_in_settings_are_told_in_one_go(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "pyproject.toml").write_text("[tool.textreuse]\nmin-word = 3\n")
    assert run(["scan", "a.txt", "--jobs", "-3", "--sort", "date"]) == 2
    assert capsys.readouterr().err == (
        "reuse: pyproject.toml: min-word: no such setting. Did you mean 'min-words'?\n"
        "reuse: --jobs: must be 0 or more, not -3\n"
        "reuse: --sort: must be one of size, score, path, not 'date'\n"
    )


def test_data_in_a_message_does_not_act(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", "no\x1b[31m\nsuch"]) == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert said.count("\n") == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_read_permission_is_skipped_and_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "a.txt").chmod(0)
    assert run(["files", "a.txt", "b.txt"]) == 3
    assert "skipped\ta.txt\tpermission denied" in capsys.readouterr().out


def test_a_fault_of_ours_is_one_line_and_a_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("reuse.api.scan", broken)
    assert run(["scan", "a.txt"]) == 70
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("reuse: a fault of ours, sorry; please report it with the log ")
    log = Path(line.rpartition(" ")[2])
    assert "ZeroDivisionError: by nought" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    log.unlink()


def test_memory_that_is_at_its_end_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("reuse.api.scan", greedy)
    assert run(["scan", "a.txt"]) == 2
    assert capsys.readouterr().err == "reuse: not enough memory for so much text at a time\n"


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reuse.api.scan", interrupted)
    assert run(["scan", "a.txt"]) == 130
    assert capsys.readouterr().err == "reuse: interrupted\n"


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_a_real_interrupt_while_waiting_for_input() -> None:
    with subprocess.Popen(
        command("files", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, text=True
    ) as process:
        time.sleep(0.4)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert process.stderr.read() == "reuse: interrupted\n"


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_an_interrupt_is_heeded_while_threads_are_at_work() -> None:
    code = (
        "import sys, time, concurrent.futures as f, reuse.api\n"
        "def scan(*_, **__):\n"
        "    with f.ThreadPoolExecutor(1) as pool:\n"
        "        print('ready', flush=True); list(pool.map(time.sleep, [60]))\n"
        "reuse.api.scan = scan\n"
        "from reuse.cli import run; sys.exit(run())"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [sys.executable, "-c", code, "scan", "a.txt"], **pipes, env=ENVIRONMENT, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr is not None
        assert process.stderr.read() == "reuse: interrupted\n"


@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_an_impatient_user_sees_no_traceback_either() -> None:
    with subprocess.Popen(
        command("files", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, text=True
    ) as process:
        time.sleep(0.4)
        until = time.monotonic() + 10
        while process.poll() is None and time.monotonic() < until:
            process.send_signal(signal.SIGINT)
            time.sleep(0.01)
        assert process.poll() == 130
        assert process.stderr is not None
        assert process.stderr.read() == "reuse: interrupted\n"


def ended(arguments: Sequence[str], stdout: int) -> tuple[int, str]:
    done = subprocess.run(command(*arguments), stdout=stdout, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False)
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ["schema", "scan -h", "files a.txt", "scan a.txt -q"])
def test_a_full_disk_behind_standard_output_is_no_success(arguments: str) -> None:
    with Path("/dev/full").open("w") as full:
        code, said = ended(arguments.split(), full.fileno())
    assert (code, said.splitlines()[-1]) == (
        2,
        "reuse: cannot write to standard output: No space left on device",
    )


@pytest.mark.parametrize("arguments", ["--help", "files a.txt -q", "scan a.txt -q"])
def test_a_pipe_closed_by_its_reader_ends_quietly(arguments: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code, said = ended(arguments.split(), writer)
    os.close(writer)
    assert (code, said) == (2, "")


def test_standard_output_that_is_closed_is_told() -> None:
    shell = ["sh", "-c", '"$0" -m reuse schema >&-', sys.executable]
    done = subprocess.run(shell, stderr=subprocess.PIPE, env=ENVIRONMENT, check=False, text=True)
    assert (done.returncode, done.stderr) == (2, "reuse: standard output is closed. Name a file with -o.\n")


def test_help_loads_click_and_nothing_heavy() -> None:
    code = (
        "import sys; from reuse.cli import run; run(['--help']); "
        "print([m for m in ('numpy', 'numba', 'scipy', 'datasketch', 'rich', 'msgspec') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, check=True, text=True)
    assert done.stdout.endswith("[]\n")
