import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from reuse.errors import UnreadableError, UsageError
from reuse.loaders.discover import Discovery, discover
from reuse.loaders.formats import Formats
from reuse.loaders.load import load_all
from reuse.loaders.markdown import Markdown
from reuse.loaders.read import Input, read
from reuse.loaders.text import Text
from reuse.model import Document, Skipped
from reuse.stages import Loader, Source


@dataclass(frozen=True)
class Twins:
    suffixes: ClassVar[tuple[str, ...]] = (".twins",)

    def load(self, source: Source) -> Iterator[Document]:
        yield Document(source.name, "one")
        yield Document(source.name, "two")
        raise ValueError("a \x1b fault")


LOADERS: dict[str, Loader] = {"markdown": Markdown(), "twins": Twins()}
FORMATS = Formats(LOADERS)


def test_the_suffix_chooses_and_text_is_for_the_rest() -> None:
    assert FORMATS.loader("a/B.MD") == Markdown()
    assert FORMATS.loader("a/README") == Text()
    assert FORMATS.loader("-") == Text()


def test_every_input_ends_as_a_document_or_a_reason(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": "naïve".encode("utf-16"),
        "b.txt": b"\0" * 100,
        "c.txt": b"  \n",
        "d.md": b"---\ndate: 2020\n---\n",
        "gone.txt": b"x",
    }.items():
        (tmp_path / name).write_bytes(data)
    discovery = discover([str(tmp_path)], suffixes=[".txt", ".md"])
    (tmp_path / "gone.txt").unlink()
    results = list(load_all(discovery, FORMATS))
    assert [Path(item.path).name for item in results] == ["a.txt", "b.txt", "c.txt", "d.md", "gone.txt"]
    assert [item.text if isinstance(item, Document) else item.reason for item in results] == [
        "naïve",
        "binary (NUL bytes)",
        "empty",
        "---\ndate: 2020\n---\n",
        "no longer there",
    ]


def test_reading_is_lazy() -> None:
    files = tuple(Input(str(n), str(n), b"text") for n in range(3))
    results = load_all(Discovery(files, (Skipped("x", "why"),), {}), FORMATS)
    assert next(results) == Skipped("x", "why")
    assert next(results).path == "0"


def test_ids_stay_unique_and_a_failing_loader_ends_nothing() -> None:
    files = (Input("a.twins", "", b"x"), Input("a.twins#2", "", b"y"))
    results = list(load_all(Discovery(files, (), {}), FORMATS))
    assert [item.id for item in results if isinstance(item, Document)] == [
        "a.twins",
        "a.twins#2",
        "a.twins#2#2",
    ]
    assert Skipped("a.twins", r"its loader failed: ValueError: a \u001b fault") in results


def test_a_forced_encoding_is_checked_before_reading() -> None:
    discovery = Discovery((Input("-", "-", "ž".encode("cp1250")),), (), {})
    (document,) = load_all(discovery, FORMATS, "cp1250")
    assert isinstance(document, Document)
    assert (document.text, document.encoding) == ("ž", "cp1250")
    with pytest.raises(UsageError, match="utf-9"):
        load_all(discovery, FORMATS, "utf-9")


def test_limit(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"x" * 100)
    assert len(read(Input("big", str(big)), limit=100).data) == 100
    for wanted in (Input("big", str(big)), Input("-", "-", b"x" * 100)):
        with pytest.raises(UnreadableError, match="is larger than the limit"):
            read(wanted, limit=99)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the system has no such files")  # noqa: PTH110
def test_a_file_that_says_no_size_is_read_whole() -> None:
    assert read(Input("status", "/proc/self/status")).data.startswith(b"Name:")


def test_a_file_that_comes_in_parts_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(bytes(range(100)))
    truth = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: truth(handle, min(size, 7)))
    assert read(Input("big", str(big))).data == bytes(range(100))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError, match="is a named pipe"):
        read(Input("pipe", str(tmp_path / "pipe")))


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"one")
    truth, calls = os.fstat, []

    def fstat(handle: int) -> os.stat_result:
        calls.append(handle)
        status = truth(handle)
        log.write_bytes(b"one" * (len(calls) + 1))
        return status

    monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(UnreadableError, match="changed while it was read"):
        read(Input("log", str(log)))
