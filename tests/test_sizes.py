from __future__ import annotations

import pytest

from reuse.sizes import in_bytes


@pytest.mark.parametrize(
    ("text", "size"),
    [("7", 7), ("2k", 2048), ("1.5 GB", 3 << 29), ("600MiB", 600 << 20), ("1T", 1 << 40), (" 3 m ", 3 << 20)],
)
def test_sizes_count_in_1024(text: str, size: int) -> None:
    assert in_bytes(text) == size


@pytest.mark.parametrize("text", ["", "much", "-1", "2X", "1e9", "2 G B"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be a size"):
        in_bytes(text)
