"""Globs as gitignore has them, for `--include`, `--exclude` and PATH."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Glob:
    r"""A pattern for paths with `/`, relative to the folder that is searched. Case counts.

    `*` and `?` stand for anything within one name, `[abc]` and `[!abc]` for one character, `**` for any
    number of folders. A pattern without `/` matches at every depth (`*.txt`, `drafts`), one with `/` from the
    top (`drafts/*.md`, `/drafts`); `drafts/` is a folder. A folder that matches does so with all it holds. To
    mean a special character, put it in brackets: `[*]`.
    """

    pattern: str

    def matches(self, path: str) -> bool:
        """Tell whether `path`, or a folder above it, matches."""
        return _match(self._names(), tuple(path.strip("/").split("/")))

    def _names(self) -> tuple[str, ...]:
        names = [name for name in self.pattern.split("/") if name not in ("", ".")]
        if "/" not in self.pattern.rstrip("/"):
            names.insert(0, "**")
        if self.pattern.endswith(("/", "/**")):  # something below the folder
            names.append("*")
        # `**/**` says no more than `**`, and would cost a search within a search
        return tuple(name for at, name in enumerate(names) if name != "**" or names[at - 1 : at] != ["**"])


def _match(pattern: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_match(pattern[1:], names[at:]) for at in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _match(pattern[1:], names[1:])
