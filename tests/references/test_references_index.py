"""A lasting index: what it answers, what is left of it when a writer is stopped, and what is never believed."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from many import new, texts

from reuse.cli import run
from reuse.references import catalogue
from reuse.references.lock import writing
from reuse.references.sealed import DamagedError, read_columns, write_columns
from reuse.references.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with references, new documents, and an index of the references."""
    folder = tmp_path_factory.mktemp("corpus")
    for name, text in {**texts(), **new(), "ref/empty.txt": "", "ref/blank.txt": "--- ...\n"}.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(["index", "build", "ref", "-o", "whole", "-q"]) == 3  # empty.txt
    return folder


@pytest.fixture
def here(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the folder of the corpus; returns one for indexes of a test's own."""
    monkeypatch.chdir(corpus)
    return tmp_path


def answer(*arguments: str) -> bytes:
    assert run(["scan", "new", *arguments, "-f", "json:answer.json", "-q"]) in {0, 3}
    return Path("answer.json").read_bytes()


@pytest.fixture(scope="module")
def direct(corpus: Path) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(corpus)
        return answer("--against", "ref")


@pytest.mark.usefixtures("here")
def test_it_answers_as_a_direct_scan_byte_for_byte(direct: bytes) -> None:
    assert answer("--index", "whole") == direct
    assert b"ref/0123.txt" in direct


def test_so_it_does_however_it_has_grown(here: Path, direct: bytes) -> None:
    target = str(here / "grown")
    names = sorted(Path("ref").iterdir())
    random.Random(5).shuffle(names)  # noqa: S311 - no secret
    assert run(["index", "build", *map(str, names[:200]), "-o", target, "-q"]) in {0, 3}
    for first in range(200, len(names), 35):
        assert run(["index", "add", target, *map(str, names[first : first + 35]), "-q"]) in {0, 3}
    assert run(["index", "remove", target, "ref/01*", "ref/0403.txt", "-q"]) == 0
    assert answer("--index", target) != direct
    assert run(["index", "add", target, "ref", "-q"]) == 3
    assert run(["index", "verify", target, "-q"]) == 0
    assert _without_skipped(answer("--index", target)) == _without_skipped(direct)
    assert run(["index", "compact", target, "-q"]) == 0
    assert len(Store.open(Path(target)).files) == 1
    assert run(["index", "verify", target, "-q"]) == 0
    assert _without_skipped(answer("--index", target)) == _without_skipped(direct)


def _without_skipped(report: bytes) -> bytes:
    """Return a report less what was not read: an index tells of that what it was told when it was built."""
    return report.partition(b'"skipped":')[0]


def test_without_texts_it_reads_the_files_again(here: Path, direct: bytes) -> None:
    target = here / "bare"
    assert run(["index", "build", "ref", "-o", str(target), "--no-text", "-q"]) == 3
    assert not list(target.glob("*.texts"))
    assert answer("--index", str(target)) == direct
    stored = b"".join(path.read_bytes() for path in target.iterdir())
    assert b"harbour" not in stored
    assert run(["index", "compact", str(target), "-q"]) == 0
    assert run(["index", "verify", str(target), "-q"]) == 0


def test_without_texts_a_file_that_changed_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(here)
    for name, text in {**texts(), **new()}.items():
        path = here / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    assert run(["index", "build", "ref", "-o", "bare", "--no-text", "-q"]) == 0
    (here / "ref/0017.txt").write_text("All is new.\n")
    (here / "ref/0403.txt").unlink()
    assert run(["scan", "new/a.txt", "--index", "bare"]) == 3
    said = capsys.readouterr().err
    assert "ref/0017.txt: its text is not in the index, and the file has changed since" in said
    assert "ref/0403.txt: its text is not in the index, and the file is not there" in said


def test_a_changed_document_takes_the_place_of_the_old(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here)
    Path("a.txt").write_text("One thing was said here, at some length, about the weather of last week.\n")
    assert run(["index", "build", "a.txt", "-o", "x", "-q"]) == 0
    Path("a.txt").write_text("Another thing is said here now, at no length.\n")
    assert run(["index", "add", "x", "a.txt", "-q"]) == 0
    (row,) = Store.open(Path("x")).rows
    assert Store.open(Path("x")).document(row).text.startswith("Another")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("scan new --index nope", "there is no index at nope. `reuse index build REF -o nope` makes one."),
        ("scan new --index ref", "there is no index at ref"),
        ("scan new --index whole --against ref", "--index and --against both name references"),
        (
            "scan new --index whole --finder ngrams --finder minhash:threshold=0.5",
            "whole was made with the finders minhash:permutations=128,threshold=0.4",
        ),
        ("scan new --index whole --finder ngrams:n=5", "and not with ngrams:n=5,window=1. Give the same options"),
        ("index add whole new --finder rare", "whole was made with the finders minhash"),
        ("index build ref -o new", "new holds other things than an index. Name a folder that is not there."),
        ("index build ref -o new/a.txt", "new/a.txt is a file, and an index is a folder"),
        ("index build ref/empty.txt -o fresh", "nothing readable to read (ref/empty.txt: "),
        ("index build nope -o fresh", "no such file or folder: nope"),
        ("index remove whole nope.txt", "whole has no document nope.txt. "),
        ("index info nope", "there is no index at nope"),
        ("index add nope new", "there is no index at nope"),
        ("index compact nope", "there is no index at nope"),
        ("index verify nope", "there is no index at nope"),
        ("index export whole --datasketch", "where shall the signatures go?"),
        ("index export whole --datasketch --redis http://x", "'http://x' is no address of a Redis server"),
    ],
)
def test_one_clear_sentence(arguments: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments.split()) == 2
    assert sentence in capsys.readouterr().err
    assert not Path("fresh").exists()


@pytest.mark.usefixtures("here")
def test_info(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", "info", "whole"]) == 0
    said = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert (said["documents"], said["segments"], said["texts"], said["skipped"]) == ("601", "1", "stored", "1")
    assert run(["index", "info", "whole", "--documents"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"ref/0000.txt\t437\t{Path.cwd()}/ref/0000.txt"


def small(target: Path, count: int = 12) -> list[str]:
    """Build a small index in two segments; returns its documents."""
    names = sorted(map(str, Path("ref").glob("00*")))[:count]
    assert run(["index", "build", *names[:-3], "-o", str(target), "-q"]) == 0
    assert run(["index", "add", str(target), *names[-3:], "-q"]) == 0
    return names


def test_a_flipped_byte_in_any_file_is_reported(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = here / "x"
    small(target)
    chance = random.Random(2)  # noqa: S311 - no secret
    files = sorted(path for path in target.iterdir() if path.name != "lock")
    assert {path.name.partition("-")[0] for path in files} == {"CURRENT", "catalogue", "segment"}
    for path in files:
        data = path.read_bytes()
        for at in {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(12))}:
            path.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
            assert run(["index", "verify", str(target)]) == 2, (path.name, at)
            assert "Traceback" not in (said := capsys.readouterr().err)
            assert str(target) in said
            if not path.name.endswith(".texts"):  # else it is only seen where that text is opened
                assert run(["scan", "new", "--index", str(target), "-q"]) == 2
        path.write_bytes(data)
    assert run(["index", "verify", str(target)]) == 0


def test_a_flipped_byte_in_a_text_is_never_believed(here: Path) -> None:
    target = here / "x"
    small(target)
    store = Store.open(target)
    for row in store.rows:
        path = store.files[row.segment].path
        data = path.read_bytes()
        at = row.first + row.length // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        with pytest.raises(DamagedError):
            Store.open(target).document(row)
        path.write_bytes(data)


def test_a_file_that_is_cut_short_is_reported(here: Path) -> None:
    target = here / "x"
    small(target)
    for path in sorted(target.iterdir()):
        if path.name != "lock":
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2])
            assert run(["index", "verify", str(target), "-q"]) == 2
            path.unlink()
            assert run(["index", "verify", str(target), "-q"]) == 2
            path.write_bytes(data)


def test_a_reader_keeps_its_state_beside_writers(here: Path) -> None:
    target = here / "x"
    names = small(target)
    store = Store.open(target)
    assert run(["index", "remove", str(target), *names[:6], "-q"]) == 0
    assert run(["index", "compact", str(target), "-q"]) == 0
    assert run(["index", "build", names[0], "-o", str(target), "-q"]) == 0
    assert [one.id for one in store.documents(range(len(store)))] == names
    assert [row.id for row in Store.open(target).rows] == names[:1]


def test_readers_open_whatever_writers_do(here: Path) -> None:
    target = here / "x"
    names = small(target)
    ended, faults, seen = threading.Event(), list[BaseException](), set[int]()

    def read() -> None:
        try:
            while not ended.is_set():
                store = Store.open(target)
                seen.add(len(store.documents(range(len(store)))))
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(4):
        assert run(["index", "remove", str(target), *names[:4], "-q"]) == 0
        assert run(["index", "add", str(target), *names[:4], "-q"]) == 0
        assert run(["index", "compact", str(target), "-q"]) == 0
    ended.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert seen <= {len(names), len(names) - 4}


def test_a_second_writer_waits_and_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = here / "x"
    names = small(target)
    with writing(target, 0, print):
        assert run(["index", "remove", str(target), names[0], "--wait", "0.1"]) == 2
        said = capsys.readouterr().err
        assert f"another process is writing {target}: waiting for it" in said
        assert "has been writing" in said
        assert run(["scan", "new/d.txt", "--index", str(target), "-q"]) == 0  # readers do not wait
        done: list[int] = []
        waiting = threading.Thread(target=lambda: done.append(run(["index", "remove", str(target), names[0], "-q"])))
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
    waiting.join()
    assert done == [0]
    assert len(Store.open(target)) == len(names) - 1


def test_adding_writes_no_document_again(here: Path) -> None:
    target = here / "x"
    small(target)
    before = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in target.glob("segment-*")}
    assert run(["index", "add", str(target), "ref/0300.txt", "-q"]) == 0
    after = {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in target.glob("segment-*")}
    assert {name: after.get(name) for name in before} == before
    assert len(after) == len(before) + 2


def test_many_small_segments_are_merged(here: Path) -> None:
    target = here / "x"
    names = small(target)
    for name in sorted(map(str, Path("ref").glob("02*")))[:12]:
        assert run(["index", "add", str(target), name, "-q"]) == 0
    store = Store.open(target)
    assert len(store) == len(names) + 12
    assert len(store.files) <= 9
    assert {path.suffix for path in target.iterdir()} == {"", ".sqlite", ".columns", ".texts"}
    assert len(list(target.glob("*.columns"))) == len(store.files)


@pytest.mark.parametrize("names", [["segment-000009.columns.tmp", "segment-000009.texts", "catalogue-000099.sqlite"]])
def test_what_a_stopped_writer_left_goes_with_the_next(names: Sequence[str], here: Path) -> None:
    target = here / "x"
    kept = small(target)
    for name in names:
        (target / name).write_bytes(b"half")
    assert len(Store.open(target)) == len(kept)
    assert run(["index", "remove", str(target), kept[0], "-q"]) == 0
    assert not {path.name for path in target.iterdir()} & set(names)
    assert catalogue.exists(target)


def test_columns_of_any_shape_come_back(tmp_path: Path) -> None:
    import numpy as np  # noqa: PLC0415

    columns = {"a": np.arange(7, dtype=np.uint16), "b": np.zeros((0, 3), np.uint8), "c": np.ones((2, 5), np.uint8)}
    expected = write_columns(tmp_path / "x", columns)
    found = read_columns(tmp_path / "x", expected)
    assert all(
        np.array_equal(found[name], column) and found[name].dtype == column.dtype for name, column in columns.items()
    )
