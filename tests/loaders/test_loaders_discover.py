import os
import socket
from pathlib import Path

import pytest

from reuse.errors import UsageError
from reuse.loaders.discover import Discovery, discover

SUFFIXES = (".txt", ".md")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str, data: bytes = b"some words") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)


def found(discovery: Discovery) -> list[str]:
    return [file.name for file in discovery.files]


def reasons(discovery: Discovery) -> dict[str, str]:
    return {row.path: row.reason for row in discovery.skipped}


def test_a_folder_is_taken_whole_and_sorted() -> None:
    write("c/b.txt", "c/a/z.md", "c/README", "c/a.txt")
    assert found(discover(["c"])) == ["c/README", "c/a.txt", "c/a/z.md", "c/b.txt"]
    assert found(discover(["./c/"])) == found(discover(["c"]))
    assert found(discover(["."])) == found(discover(["c"]))


def test_hidden_and_binary_files_are_passed_over_and_counted() -> None:
    write("c/a.txt", "c/.hidden.txt", "c/.git/x.txt", "c/.git/y.txt")
    write("c/image", data=b"\x89PNG\0\0\0")
    result = discover(["c"], suffixes=SUFFIXES)
    assert (found(result), result.skipped) == (["c/a.txt"], ())
    assert result.passed_over == {"binary": 1, "hidden": 2}


def test_what_is_named_is_read_or_skipped_with_a_reason() -> None:
    write("c/.hidden.txt")
    write("c/image", data=b"\x89PNG\0\0\0")
    result = discover(["c", "c/.hidden.txt", "c/image"])
    assert found(result) == ["c/.hidden.txt"]
    assert reasons(result) == {"c/image": "binary (NUL bytes)"}
    assert result.passed_over == {}


def test_a_known_suffix_leaves_the_judgement_to_its_loader() -> None:
    write("c/a.docx", data=b"PK\0\0\0")
    assert found(discover(["c"], suffixes=[".docx"])) == ["c/a.docx"]
    assert found(discover(["c"])) == []


def test_empty_files_are_skipped() -> None:
    write("c/a.txt", data=b"")
    assert reasons(discover(["c"], suffixes=SUFFIXES)) == {"c/a.txt": "empty"}


def test_a_known_suffix_is_not_opened_to_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    write("c/a.txt")
    monkeypatch.setattr(os, "open", None)
    assert found(discover(["c"], suffixes=SUFFIXES)) == ["c/a.txt"]


@pytest.mark.parametrize("paths", [["c", "c/a.txt"], ["c/d", "c"], ["./c", "c/d/../a.txt", "c/*.txt", "c/"]])
def test_overlapping_paths_give_a_file_once(paths: list[str]) -> None:
    write("c/a.txt", "c/b.txt", "c/d/e.txt")
    names = found(discover(paths))
    assert names == found(discover(paths[::-1]))
    assert sorted(map(os.path.realpath, names)) == [os.path.realpath(f"c/{n}") for n in ("a.txt", "b.txt", "d/e.txt")]


@pytest.mark.parametrize("path", ["nothing", "c/a.txt/below", "", "a\0b", "bad\udcff"])
def test_a_missing_path_is_named(path: str) -> None:
    write("c/a.txt")
    with pytest.raises(UsageError, match=r"^no such file or folder: .") as caught:
        discover(["c", path])
    assert caught.value.hint
    caught.value.message.encode()


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("c/*.txt", ["c/a.txt"]),
        ("c/*", ["c/a.txt", "c/b.md", "c/d/e.txt", "c/d/f/g.txt"]),
        ("c/**/*.txt", ["c/a.txt", "c/d/e.txt", "c/d/f/g.txt"]),
        ("**/f/*", ["c/d/f/g.txt"]),
        ("c/?/**", ["c/d/e.txt", "c/d/f/g.txt"]),
        ("c/[ab].*", ["c/a.txt", "c/b.md"]),
        ("c/.*", ["c/.h.txt"]),
    ],
)
def test_globs(pattern: str, expected: list[str]) -> None:
    write("c/a.txt", "c/b.md", "c/.h.txt", "c/d/e.txt", "c/d/f/g.txt")
    assert found(discover([pattern])) == expected


@pytest.mark.parametrize("pattern", ["*.doc", "**/*.doc", "no/**/*.txt", "c/a.txt/**"])
def test_a_glob_without_match_is_an_error(pattern: str) -> None:
    write("c/a.txt")
    with pytest.raises(UsageError, match=r"^no file matches .*\*"):
        discover([pattern])


def test_a_name_with_brackets_is_a_name_first() -> None:
    write("a[1].txt", "a1.txt")
    assert found(discover(["a[1].txt"])) == ["a[1].txt"]


def test_include_and_exclude() -> None:
    write("c/a.txt", "c/b.md", "c/drafts/a.txt", "c/drafts/b.txt", "named.md")
    result = discover(["c", "named.md"], include=["*.txt"], exclude=["drafts"])
    assert (found(result), result.passed_over) == (["c/a.txt"], {"excluded": 3})
    assert found(discover(["c"], exclude=["/a.txt", "b.*"])) == ["c/drafts/a.txt"]


def test_standard_input() -> None:
    write("-", "a.txt")
    result = discover(["a.txt", "-", "./-"], stdin=b"typed")
    assert [(file.name, file.data) for file in result.files] == [
        ("-", b"typed"),
        ("./-", None),
        ("a.txt", None),
    ]


def test_links_are_followed_once_and_within_the_paths() -> None:
    write("c/a.txt", "c/.store/s.txt", "c/d/x.txt", "outside/o.txt")
    for name, target in {
        "c/1": "a.txt",
        "c/2": ".store/s.txt",
        "c/loop": ".",
        "c/d/up": "../../c",
        "c/self": "self",
        "c/gone": "nowhere",
        "c/out": "../outside",
        "c/z": "d",
    }.items():
        Path(name).symlink_to(target)
    result = discover(["c"])
    assert found(result) == ["c/2", "c/a.txt", "c/d/x.txt"]
    assert reasons(result) == {
        "c/gone": "is a link to nothing",
        "c/out": "is a link that leads out of the paths given",
        "c/self": "is a link in a loop",
    }
    assert result.passed_over == {"hidden": 1, "loop": 2}
    assert found(discover(["c/out"])) == ["c/out/o.txt"]
    assert found(discover(["c", "outside"])) == ["c/2", "c/a.txt", "c/d/x.txt", "outside/o.txt"]


def test_two_links_that_loop_do_not_multiply() -> None:
    write("c/a/f.txt", "c/b/g.txt")
    Path("c/a/to_b").symlink_to("../b")
    Path("c/b/to_a").symlink_to("../a")
    assert found(discover(["c/**"])) == ["c/a/f.txt", "c/b/g.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_what_is_no_file_is_skipped_without_waiting() -> None:
    write("c/a.txt")
    os.mkfifo("c/pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("c/socket")
        result = discover(["c", "/dev/null"], suffixes=SUFFIXES)
    assert found(result) == ["c/a.txt"]
    assert reasons(result) == {
        "/dev/null": "is a device",
        "c/pipe.txt": "is a named pipe",
        "c/socket": "is a socket",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind root")
def test_without_permission() -> None:
    write("c/a.txt", "c/shut.txt", "c/closed/b.txt")
    Path("c/shut.txt").chmod(0)
    Path("c/closed").chmod(0)
    result = discover(["c"])
    Path("c/closed").chmod(0o700)
    assert found(result) == ["c/a.txt"]
    assert reasons(result) == {
        "c/closed": "folder cannot be listed: permission denied",
        "c/shut.txt": "permission denied",
    }


def test_a_folder_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    write("c/a.txt", "c/closed/b.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result = discover(["c"])
    assert found(result) == ["c/a.txt"]
    assert reasons(result) == {"c/closed": "folder cannot be listed: permission denied"}


def test_names_that_are_no_utf8_open_and_print() -> None:
    write("c/plain")
    raw = os.fsdecode(b"c/caf\xe9\n.txt")
    try:
        write(raw)
    except OSError:
        pytest.skip("the file system takes UTF-8 only")
    (file, _) = discover(["c"]).files
    assert file.name == r"c/caf\xe9\u000a.txt"
    assert Path(file.path).read_bytes() == b"some words"
    assert found(discover([raw])) == [file.name]
    assert found(discover(["c/caf*"])) == [file.name]


@pytest.mark.skipif(os.name == "nt", reason="a folder in use stays")
def test_a_working_folder_that_is_gone_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("gone").mkdir()
    gone = Path("gone").absolute()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert discover(["."]).files == ()
