"""Every example runs as it is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return variables with which `reuse` and `python3` are this project and this interpreter."""
    for name, start in (("reuse", "-m reuse"), ("python3", "")):
        shim = tmp_path / name
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n')
        shim.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def output(command: list[str | Path], environment: dict[str, str]) -> str:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_python_interface(environment: dict[str, str]) -> None:
    shown = output([sys.executable, EXAMPLES / "python_interface.py"], environment)
    assert "In the gazette alone: Old ferry goes down" in shown
    assert "first in agency, also in blog, gazette" in shown


def test_json_into_a_script(environment: dict[str, str]) -> None:
    rows = [row.split("\t") for row in output([EXAMPLES / "json_pipe.sh", "seeds"], environment).splitlines()]
    report = json.loads(output(["reuse", "scan", "seeds", "-f", "json", "-q"], environment))
    assert [row[0] for row in rows] == [match["kind"] for match in report["matches"]]
    texts = {d["id"]: (ROOT / d["path"]).read_bytes().decode() for d in report["documents"]}
    for (_, _, *places), match in zip(rows, report["matches"], strict=True):
        for place, side in zip(places, (match["a"], match["b"]), strict=True):
            name, _, span = place.rpartition(":")
            start, end = map(int, span.split("-"))
            assert texts[name][start:end] == side["text"]


@pytest.mark.parametrize("example", ["github.yml", "gitlab.yml"])
@pytest.mark.parametrize("code", [0, 1])
def test_gate_of_a_build(example: str, code: int, environment: dict[str, str], tmp_path: Path) -> None:
    """The `reuse` line of each file, as it stands, in a project with known copies, and with one more of them."""
    (line,) = [line for line in (EXAMPLES / "ci" / example).read_text().splitlines() if "reuse check" in line]
    first = "Divers will examine the hull of the ferry on Thursday, before the harbour is dredged again.\n"
    other = "The council voted for a bridge, although nobody could say which bank would lend the money.\n"
    docs = tmp_path / "project" / "docs"
    docs.mkdir(parents=True)
    (docs / "a.md").write_text(first)
    (docs / "b.md").write_text(f"{other}\n{first}")
    names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    variables = {**environment, **names, "BASE": "HEAD", "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}

    def run(command: str) -> int:
        return subprocess.run(["sh", "-c", command], cwd=docs.parent, env=variables, check=False).returncode

    assert run("git init -q && git add -A && git commit -qm base") == 0
    assert run("reuse baseline write docs/ --baseline .textreuse-baseline") == 0
    if code:
        (docs / "c.md").write_text(f"Once more.\n\n{first}")
    assert run(f"reuse check {line.partition('reuse check')[2]}") == code


def test_seeds_are_scored_better_than_textbook_minhash(environment: dict[str, str]) -> None:
    ours, textbook = output([sys.executable, EXAMPLES / "score_seeds.py"], environment).splitlines()[1:]
    plagdet, theirs = (float(re.findall(r"\d\.\d\d", row)[0]) for row in (ours, textbook))
    assert plagdet >= 0.8
    assert theirs < plagdet / 2
