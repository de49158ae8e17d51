"""What the documentation says is so: commands and options exist, shown output is real, snippets run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from reuse import Document, Settings, catalog, compare, scan
from reuse.cli.main import COMMANDS, main
from reuse.settings import check
from reuse.settings.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
DOCUMENTED = "".join(page.read_text(encoding="utf-8") for page in PAGES)
EXAMPLES = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.[sy]*"))

# a call of ours, up to the end of the line, of the quoted piece or of its part of a pipe
CALL = re.compile(rf"(?<![\w./])reuse ((?:{'|'.join(COMMANDS)})\b[^`|\n]*)")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def options_of(name: str) -> set[str]:
    """Return the options of a command, and of its own commands where it has some."""
    these = [command(name), *getattr(command(name), "commands", {}).values()]
    return {"--help", "-h"} | {flag for one in these for option in one.params for flag in option.opts}


def said(call: str) -> list[str]:
    """Return the options of a call and nothing else: `scan seeds/ -f json` -> [-f]."""
    return re.findall(r"(?<!\S)--?[a-z][a-z-]*", call)


@pytest.mark.parametrize("call", sorted(set(CALL.findall(DOCUMENTED + EXAMPLES))))
def test_shown_calls_have_only_options_that_their_command_has(call: str) -> None:
    assert set(said(call)) <= options_of(call.split(maxsplit=1)[0])


def test_options_named_in_readme_are_options_of_some_command() -> None:
    every = {"--version", "-V"}.union(*map(options_of, COMMANDS))
    assert set(re.findall(r"`(--[a-z-]+)", README)) <= every


@pytest.mark.parametrize(("option", "default"), re.findall(r"`--([a-z-]+)` \((\d+)\)", DOCUMENTED))
def test_defaults_are_told_as_they_are(option: str, default: str) -> None:
    assert getattr(Settings(), option.replace("-", "_")) == float(default)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_documented(name: str) -> None:
    assert f"`reuse {name} " in README or f"`reuse {name}`" in README


def test_shown_output_is_what_comes_out(golden: Callable[[str, str | Path], None], tmp_path: Path) -> None:
    """Lines that begin with `$` are run in turn, in one folder; `pytest --accept` writes README anew."""
    shim = tmp_path / "reuse"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reuse "$@"\n')
    shim.chmod(0o755)
    here = tmp_path / "project"  # calls may write there
    for name in ("seeds", "examples", "tests"):
        shutil.copytree(ROOT / name, here / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = os.pathsep.join([str(tmp_path), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {
        **os.environ,
        "PATH": path,
        "COLUMNS": "80",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
    }

    def shown(call: str) -> str:
        done = subprocess.run(["sh", "-c", call], cwd=here, env=environment, capture_output=True, check=True)
        return f"$ {call}\n{done.stdout.decode()}"

    def run(block: re.Match[str]) -> str:
        return "".join(["```console\n", *map(shown, re.findall(r"^\$ (.*)", block[0], re.MULTILINE)), "```"])

    golden(re.sub(r"^```console\n\$ .*?^```", run, README, flags=re.MULTILINE | re.DOTALL), ROOT / "README.md")


@pytest.mark.parametrize("snippet", blocks("python"))
def test_python_snippets_run(snippet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(snippet, "README.md", "exec"), {})  # noqa: S102 - our own snippets


@pytest.mark.parametrize("snippet", blocks("toml"))
def test_configuration_snippets_are_right(snippet: str) -> None:
    check(Source(tomllib.loads(snippet)))


def test_ci_runs_the_commands_of_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [block.strip() for block in blocks("sh") if "pip install" in block]
    assert len(commands) == 2
    assert all(f'step "{line}"\n' in run for line in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def kinds() -> Iterator[tuple[str, list[str]]]:
    """Yield each kind that has an example in docs/kinds.md, with the quoted texts."""
    page = (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8")
    for section in page.partition("## Scores")[0].split("\n### ")[1:]:
        quotes = re.findall(r"(?:^> .*\n?)+", section, re.MULTILINE)
        texts = [re.sub(r"^> ", "", quote, flags=re.MULTILINE) for quote in quotes]
        if texts:
            yield section.split("\n")[0], texts


@pytest.mark.parametrize(("kind", "texts"), list(kinds()))
def test_examples_of_kinds_are_of_that_kind(kind: str, texts: list[str]) -> None:
    if kind == "boilerplate":
        assert [family.kind for family in scan(texts=dict(zip("ab", texts, strict=True))).families] == [kind]
    else:
        assert [match.kind for match in compare(*map(Document, "ab", texts)).matches] == [kind]


def test_the_scores_told_of_the_edited_example_are_its_scores() -> None:
    texts = dict(kinds())["edited"]
    (match,) = compare(*map(Document, "ab", texts)).matches
    assert match.scores["words"] == 17
    assert (match.scores["shared"], match.scores["order"]) == (0.8, 1.0)
    assert len(match.b.text.split()) == 18


def test_every_format_is_told_with_its_suffixes() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").lower()
    loaders = catalog.loaders()
    suffixes = {
        suffix.removeprefix(".warc") if suffix.endswith(".gz") else suffix
        for one in loaders.values()
        for suffix in one.suffixes
    }
    told = {".gz", ".tgz", ".tbz2", ".txz", ".tzst", ".text", ".xht", ".wet.gz", ".warc.wet.gz"}
    assert not sorted(suffix for suffix in suffixes - told if f"`{suffix}`" not in page)
    assert not sorted(name for name in loaders if f"`{name}`" not in page)


def test_every_extra_is_told_with_what_it_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra, packages in project["optional-dependencies"].items():
        if extra not in {"dev", "test", "formats", "intl"}:
            (row,) = re.findall(rf"^\| `{extra}` \|.*$", README, re.MULTILINE)
            assert all(re.split(r"[><=]", package)[0] in row for package in packages)
