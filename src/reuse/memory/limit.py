"""How much memory a run may use: a size, or a part of what is free."""

from __future__ import annotations

import re
from pathlib import Path

from reuse.errors import UsageError

LEAST = 512 * 2**20  # bytes; the program and its compiled loops take some 300 MB before any text
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", re.IGNORECASE)
_PART = re.compile(r"(100|[1-9]\d?)%")
_CONTROL = Path("/sys/fs/cgroup")  # of a container: version 2, as all that are kept up have it


def limit(size: str) -> int:
    """Return the bytes that `size` allows: `2G`, `500M` (of 1,024), or `60%` of the memory that is free now."""
    part = _PART.fullmatch(size)
    return max(LEAST, int(free() * int(part[1]) / 100)) if part else _count(size)


def check(size: str) -> None:
    """Raise ValueError for what `limit` does not know, and for less than LEAST."""
    if _PART.fullmatch(size):
        return
    if not _SIZE.fullmatch(size):
        raise ValueError(f"must be a size such as 2G or 500M, or a part of the free memory such as 60%, not {size!r}")
    if _count(size) < LEAST:
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


def _count(size: str) -> int:
    number, unit = _SIZE.fullmatch(size).groups()  # type: ignore[union-attr]  # it was checked
    return int(float(number) * _UNITS[unit.upper()])


def _left(folder: Path) -> int:
    """Return the bytes that the limits of a control group leave; files that are only kept at hand do not count."""
    try:
        most, used = ((folder / name).read_text(encoding="ascii").strip() for name in ("memory.max", "memory.current"))
        kept = re.search(r"^inactive_file (\d+)", (folder / "memory.stat").read_text(encoding="ascii"), re.MULTILINE)
        return max(0, int(most) - int(used) + int(kept[1] if kept else 0))
    except (OSError, ValueError):  # no limit ("max"), or no control groups
        return 1 << 62
