"""Which loader reads a file: the one that was asked for, else by its suffix, else by its first bytes, else as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reuse.loaders.names import known_suffix
from reuse.loaders.read import HEAD_BYTES
from reuse.loaders.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.stages import Loader


@dataclass(frozen=True)
class Formats:
    """The loaders by name, and the name of the one that all files are for, if the user wants that.

    Where two loaders claim one suffix, the first has it.
    """

    loaders: Mapping[str, Loader]
    forced: str = ""
    suffixes: Mapping[str, str] = field(init=False)
    """suffix (lower case, with the dot) -> name"""

    def __post_init__(self) -> None:
        claims: dict[str, str] = {}
        for name, loader in self.loaders.items():
            for suffix in loader.suffixes:
                claims.setdefault(suffix, name)
        object.__setattr__(self, "suffixes", claims)

    def by_name(self, name: str) -> str:
        """Return the format that the name of a file tells, or nothing."""
        return self.suffixes.get(known_suffix(name, self.suffixes), "")

    def by_content(self, head: bytes) -> str:
        """Return the format that the first bytes of a file tell, or nothing."""
        for name, loader in self.loaders.items():
            if (recognises := getattr(loader, "recognises", None)) and recognises(head[:HEAD_BYTES]):
                return name
        return ""

    def loader(self, name: str, known: str = "", head: bytes = b"") -> Loader:
        """Return the loader for a file of that name; `known` is its format where that has been found already.

        Archives are opened whatever format is asked for: it is that of what is in them.
        """
        found = known or self.by_name(name) or (self.by_content(head) if head else "")
        if self.forced and not getattr(self.loaders.get(found), "opens", False):
            found = self.forced
        return self.loaders.get(found) or Text()
