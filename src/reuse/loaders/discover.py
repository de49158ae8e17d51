"""PATHs as typed -> the files to read, in a fixed order, and an account of all the others."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from glob import glob, has_magic
from typing import TYPE_CHECKING

from reuse.errors import UsageError
from reuse.loaders import git
from reuse.loaders.globs import Glob
from reuse.loaders.names import STANDARD_INPUT, safe_name, tidy
from reuse.loaders.read import Input
from reuse.loaders.search import Root, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from reuse.model import Skipped


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is to read, and where the rest went: all that a search comes upon is in one of the three.

    files         by name; each file once, whatever the number of paths and links that lead to it
    skipped       what was asked for and cannot be read, with the reason, by name
    passed_over   how many files, and folders that were not entered, were left out by rule: "hidden" (the name
                  begins with a dot), "excluded", "binary", "loop" (a link to a folder that it lies in)
    """

    files: tuple[Input, ...]
    skipped: tuple[Skipped, ...]
    passed_over: Mapping[str, int]


def discover(  # noqa: PLR0913 - the filters of a search, all with defaults
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    suffixes: Collection[str] = (),
    recognise: Callable[[bytes], str] = lambda _head: "",
    stdin: bytes = b"",
) -> Discovery:
    """Find the files that `paths` mean: files, folders with all they hold, globs, `-` for the bytes `stdin`.

    `git:REV:PATH`, where no file is called so, is a revision; its loader looks into it.

    In folders, hidden files are passed over, and binary ones, told by content, not by name, unless they end
    in one of `suffixes` (lower case, with the dot; what the loaders know) or `recognise` names the format that
    their first bytes are of. A file that is named is never
    passed over but for `exclude`. A glob without `**` means what the shell would make of it, its matches as
    if typed; `folder/**/x` searches `folder`. Links are followed where they lead to something below the
    paths, or are named themselves. `include` and `exclude` are globs as `Glob` has them, matched below the
    folder that is searched; for a named file, against the path as typed. The order of `paths` changes
    nothing.

    Raises UsageError where a path does not exist or a glob matches nothing.
    """
    search = Search([Glob(g) for g in include], [Glob(g) for g in exclude], suffixes, recognise)
    revisions = {path for path in paths if path.startswith(git.PREFIX) and not os.path.lexists(path)}
    others = sorted({*paths} - revisions - {STANDARD_INPUT})
    roots = [root for path in others for root in _roots(path)]
    search.run(roots)
    for root in roots:
        if root.only and not any(other.found for other in roots if other.typed == root.typed):
            raise _no_match(root.typed)
    files, skipped = list(search.files.values()), list(search.skipped.values())
    for path in sorted(revisions):
        git.check(path)
        files.append(Input(safe_name(path), path, b"", "git"))
    if STANDARD_INPUT in paths:
        files.append(Input(STANDARD_INPUT, STANDARD_INPUT, stdin))
    settled = search.files.keys() | search.skipped.keys()
    passed_over = Counter(why for real, why in search.passed_over.items() if real not in settled)
    return Discovery(
        tuple(sorted(files, key=lambda file: file.name)),
        tuple(sorted(skipped, key=lambda row: row.path)),
        dict(sorted(passed_over.items())),
    )


def _roots(path: str) -> list[Root]:
    try:
        os.lstat(path)
        return [Root(tidy(path))]
    except (FileNotFoundError, NotADirectoryError, ValueError):
        if not has_magic(path):
            hint = "Check the spelling; a path is a file, a folder, a glob, or - for standard input"
            raise UsageError(f"no such file or folder: {safe_name(path) or repr(path)}", hint) from None
    except OSError:  # it is there, but out of reach: the search says why
        return [Root(tidy(path))]
    names = path.split("/")
    at = names.index("**") if "**" in names else len(names)
    before, below = "/".join(names[:at]), "/".join(names[at:])
    start = before or (os.sep if path.startswith("/") else os.curdir)
    only = Glob(below) if below else None
    folders = glob(start)  # noqa: PTH207 (pathlib matches hidden names too)
    if not folders:
        raise _no_match(path)
    return [Root(tidy(folder), only, path) for folder in sorted(folders)]


def _no_match(path: str) -> UsageError:
    hint = "Put quotes around a glob; * stays within one folder, ** goes through all of them"
    return UsageError(f"no file matches {safe_name(path)}", hint)
