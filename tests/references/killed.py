"""Kills writers of an index at random moments, and looks at what is left: run as a program, by a test.

One process that has all modules loaded forks for every attempt, so that the moments fall into the writing itself.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.cli import run
from reuse.errors import UsageError
from reuse.references.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

State = dict[str, str]
SEED = 20261126


def state(target: Path) -> State:
    """Return what an index holds; nothing where there is none."""
    try:
        store = Store.open(target)
    except UsageError as error:
        if "there is no index at" not in str(error):
            raise
        return {}
    documents = store.documents(range(len(store)))
    return {one.id: one.text for one in documents}


def forked(command: Sequence[str], after: float | None) -> bool:
    """Run a command in a process of its own, and kill that after so many seconds; returns whether it was killed."""
    child = os.fork()
    if not child:
        os._exit(run(command))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0, command
    return killed


def tried(command: Sequence[str], before: Path | None, times: int, chance: random.Random) -> dict[str, int]:
    """Kill `command`, which changes the index x, `times` times; returns how often in time, and what was left."""
    target = Path("x")

    def reset() -> None:
        shutil.rmtree(target, ignore_errors=True)
        if before:
            shutil.copytree(before, target)

    reset()
    old = state(target)
    begun = time.perf_counter()
    forked(command, None)
    took = time.perf_counter() - begun
    new = state(target)
    counts = {"killed": 0, "before": 0, "after": 0}
    for _ in range(times):
        reset()
        counts["killed"] += forked(command, chance.uniform(0, took))
        left = state(target)
        assert left in (old, new)
        counts["before" if left == old else "after"] += 1
        assert not left or run(["index", "verify", "x", "-q"]) == 0
        forked(command, None)
        assert state(target) == new
        assert run(["index", "verify", "x", "-q"]) == 0
        assert not list(target.glob("*.tmp"))
    return counts


def main(times: int) -> None:
    """Try each change of an index, `times` times in all; prints the counts."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    names = sorted(map(str, Path("ref").iterdir()))
    run(["index", "build", *names[:100], "-o", "one", "-q"])
    shutil.copytree("one", "several")
    for first in range(100, 130, 6):
        run(["index", "add", "several", *names[first : first + 6], "-q"])
    run(["index", "remove", "several", *names[20:40], "-q"])
    share = times // 4
    found = {
        "build": tried(["index", "build", *names[:120], "-o", "x", "-q"], None, share, chance),
        "build again": tried(["index", "build", *names[50:170], "-o", "x", "-q"], Path("one"), share, chance),
        "add": tried(["index", "add", "x", *names[200:260], "-q"], Path("several"), share, chance),
        "compact": tried(["index", "compact", "x", "-q"], Path("several"), share, chance),
    }
    print(json.dumps(found))  # noqa: T201 - for the test


if __name__ == "__main__":
    main(int(sys.argv[1]))
