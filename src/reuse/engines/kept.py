"""What finished steps wrote, kept in a folder so that a job that was killed goes on from there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reuse.engines.hadoop import Folder

_DONE = "_SUCCESS"  # Spark writes it when all of a step's letters are in place
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Kept:
    """A folder with a folder for each finished step; all of one run."""

    folder: Folder

    def path(self, step: str) -> str:
        """Return where the letters of a step are."""
        return (self.folder / step).path

    def has(self, step: str) -> bool:
        """Tell whether a step is finished."""
        return (self.folder / step / _DONE).exists()

    def decided(self, name: str, value: Any) -> Any:  # noqa: ANN401 - whatever JSON carries
        """Return what was decided under a name before the driver was killed; else keep `value`, and return it."""
        file = self.folder / f"{name}.json"
        if file.exists():
            return json.loads(file.read())
        file.write(json.dumps(value).encode())
        return value

    @classmethod
    def of(cls, folder: Folder, run: Mapping[str, Any]) -> Kept:
        """Return the steps kept in a folder of this run: its settings, inputs and parts.

        Raises UsageError where they are those of another run, or where the folder holds something else.
        """
        manifest = folder / _MANIFEST
        said = json.loads(json.dumps(run))
        if not manifest.exists():
            if folder.exists() and folder.names():
                raise UsageError(f"--checkpoint {folder.path} holds something else", "Name a new folder.")
            manifest.write(json.dumps(said, ensure_ascii=True, indent=1, sort_keys=True).encode())
        try:
            found = json.loads(manifest.read())
        except ValueError:
            found = {}
        if found != said:
            other = next(iter(key for key in said if found.get(key) != said[key]), "run")
            hint = "Name a new folder, or give again what it was made with."
            raise UsageError(f"--checkpoint {folder.path} is of another run: its {other} differ", hint)
        return cls(folder)
