"""How much memory a run may use: a size, or a part of what is free."""

from __future__ import annotations

import re
from pathlib import Path

from reuse.errors import UsageError
from reuse.sizes import in_bytes

LEAST = 512 * 2**20  # bytes; the program and its compiled loops take some 300 MB before any text
_PART = re.compile(r"(100|[1-9]\d?)%")
_CONTROL = Path("/sys/fs/cgroup")  # of a container: version 2, as all that are kept up have it


def limit(size: str) -> int:
    """Return the bytes that `size` allows: `2G`, `500M` (of 1,024), or `60%` of the memory that is free now."""
    part = _PART.fullmatch(size)
    return max(LEAST, int(free() * int(part[1]) / 100)) if part else in_bytes(size)


def check(size: str) -> None:
    """Raise ValueError for what `limit` does not know, and for less than LEAST."""
    if _PART.fullmatch(size):
        return
    try:
        count = in_bytes(size)
    except ValueError:
        raise ValueError(f"must be a size such as 2G, or a part of the free memory such as 60%, not {size!r}") from None
    if count < LEAST:
        raise ValueError(f"must be {LEAST >> 20}M or more, not {size}: the program itself takes half of that")


def free() -> int:
    """Return the bytes that can be had without swapping, in the container where there is one."""
    import psutil  # noqa: PLC0415 - only large corpora ask

    return min(int(psutil.virtual_memory().available), _left(_CONTROL))


def no_room(folder: str, size: int, error: OSError) -> UsageError:
    """Say that a temporary file cannot be written."""
    return UsageError(
        f"cannot put {size / 1e6:,.0f} MB into a temporary file in {folder}: {error.strerror}",
        "Name another folder with --tmp-dir, or allow more memory with --max-memory.",
    )


def _left(folder: Path) -> int:
    """Return the bytes that the limits of a control group leave; files that are only kept at hand do not count."""
    try:
        most, used = ((folder / name).read_text(encoding="ascii").strip() for name in ("memory.max", "memory.current"))
        kept = re.search(r"^inactive_file (\d+)", (folder / "memory.stat").read_text(encoding="ascii"), re.MULTILINE)
        return max(0, int(most) - int(used) + int(kept[1] if kept else 0))
    except (OSError, ValueError):  # no limit ("max"), or no control groups
        return 1 << 62
