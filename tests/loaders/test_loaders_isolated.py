"""Loaders that hang, crash or fill memory cost their file, and no more."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pytest

from reuse.errors import UnreadableError
from reuse.loaders.discover import Discovery
from reuse.loaders.formats import Formats
from reuse.loaders.isolated import Worker
from reuse.loaders.limits import Limits
from reuse.loaders.load import load_all
from reuse.loaders.read import Input
from reuse.model import Document, Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Wild:
    """Does what its file says."""

    suffixes: ClassVar[tuple[str, ...]] = (".wild",)
    isolated: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Document]:
        yield Document(source.name, "a text before it", source.name)
        match source.data:
            case b"hang":
                time.sleep(1000)
            case b"crash":
                os.kill(os.getpid(), signal.SIGKILL)
            case b"fill":
                print("x" * 2**33)  # noqa: T201 - what a library may do
            case b"fail":
                raise UnreadableError("damaged")
            case b"odd":
                raise LookupError("\x1b[31m")
            case b"talk":
                print("noise on standard output")  # noqa: T201 - as above
                os.write(1, b"more of it")


def load(*contents: bytes, seconds: float = 20) -> list[Document | Skipped]:
    files = tuple(Input(f"{k}.wild", "", content) for k, content in enumerate(contents))
    return list(load_all(Discovery(files, (), {}), Formats({"wild": Wild()}), limits=Limits(seconds=seconds)))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hang", "took longer than 3 s (--timeout)"),
        (b"crash", "crashed its loader"),
        (b"fail", "damaged"),
        (b"odd", r"its loader failed: LookupError: \u001b[31m"),
        pytest.param(
            b"fill", "not enough memory to read it",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the system knows no such limit"),
        ),
    ],
)  # fmt: skip
def test_the_next_file_is_read_all_the_same(content: bytes, reason: str) -> None:
    first, skipped, *others = load(content, b"talk", b"", seconds=3 if content == b"hang" else 20)
    assert isinstance(first, Document)
    assert skipped == Skipped("0.wild", reason)
    assert [item.text for item in others if isinstance(item, Document)] == ["a text before it"] * 2


def test_one_process_serves_all_files_and_is_gone_with_the_run() -> None:
    worker = Worker(20)
    processes = set()
    for _ in range(3):
        assert len(list(worker.load(Wild(), Source("a", b"")))) == 1
        processes.add(worker._free[0])  # type: ignore[index]  # noqa: SLF001 - what the test is about
    (process,) = processes
    assert process is not None
    assert process.poll() is None
    worker.close()
    assert process.poll() is not None


def test_a_run_that_is_left_half_way_leaves_no_process() -> None:
    worker = Worker(20)
    loading = worker.load(Wild(), Source("a", b"hang"))
    assert next(loading)
    loading.close()  # type: ignore[attr-defined]  # it is a generator
    assert worker._free is None  # noqa: SLF001 - as above


def test_large_sources_go_through() -> None:
    worker = Worker(20)
    assert len(list(worker.load(Wild(), Source("a", b"x" * 20_000_000)))) == 1
    worker.close()
