from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import reuse
from reuse.catalog import names
from reuse.errors import UsageError
from reuse.settings import Settings, build, check, python, read


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def faults(**typed: object) -> list[str]:
    with pytest.raises(UsageError) as error:
        read(typed, variables={})
    return error.value.message.split("\n")


def test_options_win_over_environment_over_file_over_defaults(folder: Path) -> None:
    (folder / "textreuse.toml").write_text('min-words = 11\nlimit = 11\nsort = "path"\n')
    variables = {"TEXTREUSE_LIMIT": "12", "TEXTREUSE_SORT": "score"}
    found = read({"sort": "size", "jobs": None, "finder": ()}, variables=variables)
    assert (found.min_words, found.limit, found.sort) == (11, 12, "size")
    assert (found.jobs, found.finder) == (0, ("minhash", "ngrams", "rare"))


def test_the_nearest_file_upward_is_read_and_paths_in_it_are_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "pyproject.toml").write_text('[tool.textreuse]\nmin_words = 9\nagainst = ["old"]\n')
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    (below.parent / "pyproject.toml").write_text("[tool.other]\n")
    monkeypatch.chdir(below)
    found = read({}, variables={})
    assert (found.min_words, found.against) == (9, (str(folder / "old"),))


def test_textreuse_toml_goes_before_pyproject_and_a_named_file_before_both(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.textreuse]\nlimit = 1\n")
    (folder / "textreuse.toml").write_text("limit = 2\n")
    (folder / "other.toml").write_text("limit = 3\n")
    assert read({}, variables={}).limit == 2
    assert read({}, variables={"TEXTREUSE_CONFIG": "other.toml"}).limit == 3
    assert read({}, config="pyproject.toml", variables={"TEXTREUSE_CONFIG": "other.toml"}).limit == 1


def test_all_faults_are_told_at_once_each_where_it_is(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.textreuse]\nmin-word = 3\nlimit = "7"\n')
    variables = {"TEXTREUSE_JOB": "2", "TEXTREUSE_STRICT": "perhaps", "TEXTREUSE_ENCODING": ""}
    with pytest.raises(UsageError) as error:
        read({"sort": "sizes", "fail_on": "0", "min_score": "nan", "encoding": "rot13"}, variables=variables)
    assert error.value.message.split("\n") == [
        "pyproject.toml: min-word: no such setting. Did you mean 'min-words'?",
        "pyproject.toml: limit: must be a whole number, not '7'",
        "TEXTREUSE_JOB: no such setting. Did you mean 'jobs'?",
        "TEXTREUSE_STRICT: must be true or false, not 'perhaps'",
        "--sort: must be one of size, score, path, not 'sizes'",
        "--fail-on: must be any, new, N (matches) or PCT% (of a document), not '0'",
        "--min-score: must be a number, not 'nan'",
        "--encoding: no such encoding: 'rot13'",
    ]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("min_words", "0", "--min-words: must be 1 or more, not 0"),
        ("min_words", "8.5", "--min-words: must be a whole number, not '8.5'"),
        ("jobs", "-1", "--jobs: must be 0 or more, not -1"),
        ("color", "red", "--color: must be one of auto, always, never, not 'red'"),
        ("fail_on", "101%", "--fail-on: must be any, new, N (matches) or PCT% (of a document), not '101%'"),
        ("fail_on", "ten%", "--fail-on: must be any, new, N (matches) or PCT% (of a document), not 'ten%'"),
        ("format", "xyz", f"--format: 'xyz' is none of the reporters. Known are: {', '.join(names('reporters'))}."),
        ("finder", ("mnhash",), "--finder: 'mnhash' is none of the finders. Did you mean 'minhash'?"),
        (
            "finder",
            ("minhash:treshold=1",),
            "--finder: minhash has no option 'treshold'. Did you mean 'threshold'?",
        ),
        ("finder", ("minhash:threshold=x",), "--finder: minhash: threshold must be a number, not 'x'"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(name: str, text: str, problem: str) -> None:
    assert faults(**{name: text}) == [problem]


@pytest.mark.parametrize("text", ["any", "1", "20", "5%", "0.5%", "100%"])
def test_what_a_gate_may_say(text: str) -> None:
    assert read({"fail_on": text}, variables={}).fail_on == text


def test_lists_from_the_environment_are_split_as_a_shell_splits_words() -> None:
    found = read({}, variables={"TEXTREUSE_EXCLUDE": "*.bak 'my file'", "TEXTREUSE_NO_SELF": "yes"})
    assert (found.exclude, found.no_self) == (("*.bak", "my file"), True)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"limit = ", "textreuse.toml is not TOML: Invalid value"),
        (b"limit = '\xff'", "textreuse.toml is not TOML: 'utf-8' codec can't decode"),
        (b"exclude = 3", "textreuse.toml: exclude: must be a list of texts, not 3"),
        (b"strict = 1", "textreuse.toml: strict: must be true or false, not 1"),
        (b"limit = " + b"[" * 100_000, "textreuse.toml is nested too deeply"),
        (b"[limit]\na = 1", "textreuse.toml: limit: must be a whole number, not {'a': 1}"),
    ],
)
def test_a_broken_file_is_told(folder: Path, content: bytes, problem: str) -> None:
    (folder / "textreuse.toml").write_bytes(content)
    with pytest.raises(UsageError) as error:
        read({}, variables={})
    assert problem in str(error.value)


@pytest.mark.parametrize("content", ["[tool]\ntextreuse = 3", "[[tool.textreuse]]\nlimit = 3"])
def test_settings_that_are_no_table_are_told(folder: Path, content: str) -> None:
    (folder / "pyproject.toml").write_text(content)
    with pytest.raises(UsageError, match=r"tool\.textreuse is not a table of settings"):
        read({}, config="pyproject.toml", variables={})


def test_a_pyproject_without_tools_of_any_kind_holds_no_settings(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("tool = 3")
    assert read({}, config="pyproject.toml", variables={}) == Settings()


@pytest.mark.skipif(os.name == "nt", reason="a folder in use stays")
def test_a_working_folder_that_is_gone_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert read({}, variables={}) == Settings()


def test_a_configuration_that_cannot_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    (folder / "pyproject.toml").write_text("[tool.textreuse]")
    monkeypatch.setattr(Path, "read_text", denied)
    with pytest.raises(UsageError, match=r"cannot read the configuration .*pyproject\.toml: Permission denied"):
        read({}, variables={})


def test_a_configuration_that_is_named_must_be_there() -> None:
    with pytest.raises(UsageError, match=r"cannot read the configuration nope\.toml: No such file"):
        read({}, config="nope.toml", variables={})


def test_a_broken_pyproject_of_others_is_none_of_our_business(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.other\n")
    assert read({}, variables={}) == Settings()


def test_python_gives_values_of_their_type() -> None:
    found = check(python({"min_score": 12, "finder": "ngrams", "against": ["x"]}))
    assert (found.min_score, found.finder, found.against) == (12.0, ("ngrams",), ("x",))
    with pytest.raises(UsageError, match="min_words: must be a whole number, not '8'"):
        check(python({"min_words": "8"}))
    with pytest.raises(UsageError, match="no_self: must be true or false, not 1"):
        check(python({"no_self": 1}))


def test_a_tuned_stage_takes_what_is_asked_and_the_hints_that_are_left() -> None:
    finder = build("finders", "minhash:threshold=0.5,runs=1+3", threshold=0.9, permutations=64, other=1)
    assert (finder.threshold, finder.permutations, finder.runs) == (0.5, 64, (1, 3))


def test_the_environment_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TEXTREUSE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TEXTREUSE_LIMIT", "3")
    assert read({}).limit == 3


def test_checking_settings_loads_no_numpy() -> None:
    code = "import sys; from reuse.settings import read; read({'limit': '3'}); print('numpy' in sys.modules)"
    where = {"PYTHONPATH": str(Path(reuse.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=where)
    assert done.stdout == "False\n"


def test_settings_of_spark_without_spark_are_told_where_they_are(folder: Path) -> None:
    why = "is for --engine spark alone. Add that, or leave this out"
    assert faults(checkpoint="kept", master="local[2]", conf=("spark.a=1",)) == [
        f"--checkpoint: {why}",
        f"--master: {why}",
        f"--conf: {why}",
    ]
    assert faults(engine="local", master="yarn") == [f"--master: {why}"]
    (folder / "textreuse.toml").write_text('master = "yarn"\ncheckpoint = ""\n')
    assert faults() == [f"textreuse.toml: master: {why}"]
    assert read({"engine": "spark"}, variables={}).master == "yarn"
    (folder / "textreuse.toml").write_text('engine = "spark"\nmaster = "yarn"\n')
    assert read({}, variables={}).master == "yarn"
    assert read({"engine": "local"}, variables={}).engine == "local"  # what the file says of Spark waits
