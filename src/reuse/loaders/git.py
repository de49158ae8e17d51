"""A revision of a git repository, as `git:REV:PATH`: its files as they were, asked of the git command."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reuse.anchors import whole
from reuse.errors import UnreadableError, UsageError
from reuse.loaders.limits import Limits
from reuse.loaders.names import safe_name
from reuse.loaders.read import MAX_BYTES
from reuse.model import Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFIX = "git:"
_FILES = (b"100644", b"100755")  # modes; links and submodules are none
# nothing is asked of the user or of the network, no path is a pattern, nothing is written
_SAFE = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1", "GIT_OPTIONAL_LOCKS": "0"}


@dataclass(frozen=True)
class Git:
    """Gives each file below PATH at REV, called `git:REV:path`, from the repository of the working folder."""

    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = ()
    opens: ClassVar[bool] = True

    def load(self, source: Source) -> Iterator[Source | Skipped]:
        """Yield the files; raise UnreadableError where git does not give them."""
        revision, path = parts(source.name)
        commit = _asked(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}"]).strip()
        rows = _asked(["ls-tree", "-r", "-z", "-l", "--full-tree", commit.decode(), "--", *[path] * bool(path)])
        entries = [row.split(b"\t", 1) for row in rows.split(b"\0") if b"\t" in row]
        files = [(told.split(), os.fsdecode(name)) for told, name in entries if told[:6] in _FILES]
        if not files:
            raise UnreadableError("there is no such file in that revision")
        with _started(["cat-file", "--batch"]) as process:
            for (_, _, blob, size), name in files:
                yield self._file(process, f"{PREFIX}{revision}:{safe_name(name)}", blob, int(size))
            process.kill()

    def _file(self, process: subprocess.Popen[bytes], name: str, blob: bytes, size: int) -> Source | Skipped:
        try:
            Limits(self.file_size).check_size(size)
        except UnreadableError as error:
            return Skipped(name, error.message)
        into, out = process.stdin, process.stdout
        if into is None or out is None:  # never, with pipes
            raise UnreadableError("git gives nothing")
        into.write(blob + b"\n")
        into.flush()
        head = out.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - hash, kind, size
            return Skipped(name, "git does not have it here")
        data = out.read(int(head[2]))
        out.read(1)
        own = blob.decode()
        return Source(name, data, metadata={"blob": own}, anchors=whole("blob", label=f"blob {own[:10]}", path=own))


def parts(path: str) -> tuple[str, str]:
    """Return the revision and the path in `git:REV:PATH`."""
    revision, _, below = path.removeprefix(PREFIX).partition(":")
    return revision, below.strip("/")


def check(path: str) -> None:
    """Raise UsageError for a revision that is not there, or where there is no repository, or no git."""
    revision, _ = parts(path)
    try:
        _asked(["rev-parse", "--git-dir"])
        _asked(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}"])
    except UnreadableError as error:
        hint = "Say git:REV:PATH, as git:HEAD:docs/, in a repository"
        raise UsageError(f"cannot read {safe_name(path)}: {error.message or 'no such revision'}", hint) from error


def _started(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the revision is behind --end-of-options, paths behind --
        ["git", *arguments],  # noqa: S607 - the user's own
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_SAFE},
    )  # fmt: skip


def _asked(arguments: Sequence[str]) -> bytes:
    try:
        answer = subprocess.run(  # noqa: S603 - as in `_started`
            ["git", *arguments],  # noqa: S607 - as in `_started`
            stdin=subprocess.DEVNULL, capture_output=True, check=True, env={**os.environ, **_SAFE}, timeout=600,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise UnreadableError("the git command is not there") from error
    except (subprocess.CalledProcessError, ValueError) as error:
        said = getattr(error, "stderr", b"").decode("utf-8", "replace").strip().partition("\n")[0]
        raise UnreadableError(said.removeprefix("fatal: ")) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(f"git does not answer: {error}") from error
    return answer.stdout
