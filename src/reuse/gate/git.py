"""The files of a commit, in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import chdir, contextmanager
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NO_LFS = ("-c", "filter.lfs.smudge=", "-c", "filter.lfs.required=false")  # these would ask the network


@contextmanager
def at(ref: str) -> Iterator[Path]:
    """Work in a copy of the files of commit `ref`, in the same folder of it as before; gives the top of the copy.

    Nothing of the repository changes, and its working tree is not looked at. Raises UsageError where there is no git,
    no repository or no such commit.
    """
    if ref.startswith("-"):
        raise UsageError(f"{ref!r} is no commit")
    top = _git("rev-parse", "--show-toplevel")
    below = _git("rev-parse", "--show-prefix")
    commit = _git(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}", what=f"no commit {ref!r}"
    )
    with tempfile.TemporaryDirectory(prefix="textreuse-") as name:
        folder = Path(name).resolve() / "tree"
        (folder / below).mkdir(parents=True)
        variables = {**os.environ, "GIT_INDEX_FILE": str(Path(name).resolve() / "index")}
        _git("-C", top, "read-tree", commit, variables=variables)
        _git("-C", top, *_NO_LFS, "checkout-index", "--all", f"--prefix={folder}{os.sep}", variables=variables)
        with chdir(folder / below):
            yield folder


def top() -> str:
    """Return the top folder of the repository."""
    return _git("rev-parse", "--show-toplevel")


def there(paths: Sequence[str]) -> list[str]:
    """Return the paths that lead to something in the working folder."""
    return [path for path in paths if os.path.lexists(path) or (has_magic(path) and glob(path, recursive=True))]  # noqa: PTH207 - a path as typed


def _git(*arguments: str, what: str = "", variables: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no option from outside
            ["git", *arguments],  # noqa: S607 - as found on PATH
            capture_output=True, check=False, env=variables, encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip
    except FileNotFoundError:
        raise UsageError("there is no git on this machine", "--baseline-from-ref needs it.") from None
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise UsageError(f"git: {what or (said[-1].removeprefix('fatal: ') if said else arguments[0])}")
    return done.stdout.removesuffix("\n")
