from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reuse.memory import limit as module
from reuse.memory.limit import LEAST, check, free, limit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("size", "expected"),
    [("2G", 2 << 30), ("1.5g", 3 << 29), ("600M", 600 << 20), ("600 MiB", 600 << 20), ("700000K", 700000 << 10)],
)
def test_sizes_count_in_1024(size: str, expected: int) -> None:
    check(size)
    assert limit(size) == expected


def test_a_part_is_of_what_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "free", lambda: 10 << 30)
    check("60%")
    assert limit("60%") == 6 << 30
    monkeypatch.setattr(module, "free", lambda: 1 << 20)
    assert limit("60%") == LEAST, "however little is free, so much is needed"


@pytest.mark.parametrize("size", ["", "much", "0%", "101%", "-2G", "2X", "1M", "100", "2 G B"])
def test_what_is_no_size_is_refused(size: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        check(size)


def test_free_memory_is_that_of_the_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = free()
    assert whole > 0
    monkeypatch.setattr(module, "_CONTROL", tmp_path)
    (tmp_path / "memory.max").write_text("5000000\n")
    (tmp_path / "memory.current").write_text("4000000\n")
    (tmp_path / "memory.stat").write_text("anon 3000000\ninactive_file 500000\nactive_file 7\n")
    assert free() == 1_500_000
    (tmp_path / "memory.max").write_text("max\n")
    assert free() > 1_500_000
