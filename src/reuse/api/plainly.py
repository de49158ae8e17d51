"""What Spark raises, in sentences that a user can do something with."""

from __future__ import annotations

import re
import socket
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import ReuseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

REACHED = 10  # seconds in which a master must answer


def reach(master: str) -> None:
    """Raise UsageError where no master of a standalone cluster answers: Spark itself would try for long."""
    if not master.startswith("spark://"):
        return
    why = ""
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=REACHED).close()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", "") or str(error)
        else:
            return
    raise UsageError(f"no master of Spark answers at {master}: {why}", "Start it, or mend --master.")


_PLAINLY = (
    (r"No space left on device", "a disk of Spark is full", "Name a larger one with --tmp-dir, or spark.local.dir."),
    (
        r"OutOfMemoryError|Java heap space|ExecutorLostFailure|exited unexpectedly|worker crashed|MemoryError",
        "a worker of Spark ran out of memory, or was killed, time and again",
        "Give it more (docs/scale.md), or smaller parts: --conf spark.textreuse.part=8M.",
    ),
    (r"FileAlreadyExistsException", "there is something already where Spark writes", "Name a new folder."),
    (r"AccessControlException|Permission denied", "Spark may not read or write there", "Mend the permissions."),
    (r"No FileSystem for scheme", "Spark knows no such scheme", "Add its jars: --conf spark.jars.packages=..."),
)  # fmt: skip


_GONE = {"Py4JNetworkError", "ConnectionRefusedError", "ConnectionResetError", "Py4JError"}


@contextmanager
def told_plainly(log: str, master: str) -> Iterator[None]:
    """Turn what Spark raises, where a user can mend it, into a sentence: what Java says goes to the log."""
    try:
        yield
    except (ReuseError, KeyboardInterrupt, GeneratorExit):
        with suppress(OSError):
            Path(log).unlink()
        raise
    except Exception as error:
        said = f"{error}\n{error.__cause__ or ''}"
        gone = type(error).__name__ in _GONE
        if gone:
            said += Path(log).read_text(encoding="utf-8", errors="replace")
        for pattern, sentence, hint in _PLAINLY:
            if re.search(pattern, said):
                raise UsageError(f"{sentence} (its log is {log})", hint) from error
        if gone:
            raise UsageError(f"Java ended under Spark: {_last_line(log, '')}", f"Its log is {log}") from error
        if "JAVA_GATEWAY_EXITED" in said or "JavaSparkContext" in said:
            where = f" with --master {master}" if master else ""
            raise UsageError(f"Spark did not start{where}: {_last_line(log, said)}", f"Its log is {log}") from error
        raise


def _last_line(log: str, said: str) -> str:
    """Return what Java complained of first."""
    text = f"{said}\n{Path(log).read_text(encoding='utf-8', errors='replace')}"
    found = re.search(r"(?m)^\s*:? ?(?:Exception in thread \S+ )?([\w.$]+(?:Exception|Error)): *(.+)$", text)
    return (found[2].strip() if found else "it says no more").rstrip(".")
