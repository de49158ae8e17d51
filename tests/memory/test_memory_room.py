"""Columns in mapped files are arrays as any other, and nothing is left of them."""

from __future__ import annotations

import time
from threading import enumerate as threads
from typing import TYPE_CHECKING
from weakref import ref

import numpy as np
import psutil
import pytest

from reuse.errors import UsageError
from reuse.memory import room as module
from reuse.memory.room import MEMORY, Room

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Room that maps whatever is larger than nothing."""
    monkeypatch.setattr(module, "_LEAST", 1)
    return Room(1 << 20, str(tmp_path))


@pytest.mark.parametrize("shape", [0, 7, (5, 3), (0, 4)])
def test_arrays_are_as_numpy_makes_them(small: Room, shape: int | tuple[int, ...]) -> None:
    for room in (MEMORY, small):
        assert room.empty(shape, np.uint16).shape == np.empty(shape).shape
        for found, expected in (
            (room.zeros(shape, np.int32), np.zeros(shape, np.int32)),
            (room.full(shape, -1, np.int32), np.full(shape, -1, np.int32)),
            (room.kept(np.ones(shape)), np.ones(shape)),
        ):
            assert found.dtype == expected.dtype
            assert np.array_equal(found, expected)
            assert found.flags.writeable
            assert found.flags.aligned


def test_joined_is_concatenated(small: Room) -> None:
    for room in (MEMORY, small):
        parts = [np.arange(6).reshape(3, 2), np.empty((0, 2), np.int64), np.arange(2).reshape(1, 2)]
        expected = np.concatenate(parts)
        assert np.array_equal(room.joined(parts), expected)


def test_files_have_no_name_and_go_with_their_arrays(small: Room, tmp_path: Path) -> None:
    column = small.empty(1 << 20, np.int64)
    column[:] = 1
    assert list(tmp_path.iterdir()) == []
    mapped = ref(next(iter(small._maps)))  # noqa: SLF001 - what the watch knows
    assert mapped()
    del column
    until = time.monotonic() + 5
    while mapped() and time.monotonic() < until:  # the watch may hold it for a moment
        time.sleep(0.01)
    assert not mapped()


def test_what_is_let_go_is_not_lost(tmp_path: Path) -> None:
    room = Room(1 << 20, str(tmp_path))  # less than the process holds: pages are let go whenever it grows
    columns = [room.empty(1 << 21, np.int64) for _ in range(4)]
    for number, column in enumerate(columns):
        column[:] = number
    assert any(thread.name == "reuse-memory" for thread in threads())
    time.sleep(0.05)
    for number, column in enumerate(columns):
        assert (column == number).all()


@pytest.mark.skipif(not hasattr(module.mmap, "MADV_DONTNEED"), reason="this system lets go of pages by itself")
def test_the_process_stays_near_its_limit(tmp_path: Path) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    room = Room(before + (100 << 20), str(tmp_path))
    columns = [room.empty(5 << 20, np.int64) for _ in range(10)]  # 400 MB
    held = 0
    for column in columns:
        for part in np.split(column, 20):
            part[:] = 1
            held = max(held, process.memory_info().rss)
    assert held < before + (200 << 20)
    assert sum(int(column.sum()) for column in columns) == 10 * (5 << 20)


def test_a_disk_without_room_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"temporary file in .*: .*--tmp-dir"):
        Room(1 << 30, str(tmp_path / "none")).empty(1 << 30, np.int8)
    with pytest.raises(UsageError, match=r"cannot put 1,125,899,907 MB into a temporary file"):
        Room(1 << 30, str(tmp_path)).empty(1 << 50, np.int8)


def test_a_limit_is_kept_only_where_it_is_needed() -> None:
    assert Room.of(10**6, "4G", "") == MEMORY
    assert Room.of(10**9, "4G", "/tmp") == Room(4 << 30, "/tmp")  # noqa: S108 - only its name
