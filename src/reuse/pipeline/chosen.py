"""The chosen stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.aligners.surprise import Surprise
    from reuse.stages import Finder, Index, Segmenter

    Progress = Callable[[str, int, int], None]

Relate = Literal["auto", "pairs", "links"]
MANY = 1_500_000  # code points; from here on pairs of places are too many where a corpus repeats itself


def silent(step: str, done: int, total: int) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True)
class Pipeline:
    """Which stages a run uses; `jobs` threads and memory, which change nothing but the time."""

    segmenter: Segmenter
    finders: tuple[Finder, ...]
    index: Index
    aligner: Surprise
    self_reuse: bool = True
    relate: Relate = "auto"
    jobs: int = 1
    max_memory: str = "60%"
    tmp_dir: str = ""

    def links(self, size: int) -> bool:
        """Tell whether a corpus of so many code points is related by links: each place with one before it."""
        return self.relate == "links" or (self.relate == "auto" and size >= MANY)
