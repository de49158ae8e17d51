"""Folders of PAN's text alignment task: the texts are read, what says which of them share passages is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANNOTATION = re.compile(r"suspicious-document\d+(?:-source-document\d+)?\.xml")


def is_pan(names: Iterable[str]) -> bool:
    """Tell whether a folder of these names is one of a PAN corpus."""
    names = set(names)
    return {"src", "susp"} <= names or any(map(_ANNOTATION.fullmatch, names))


def is_annotation(name: str) -> bool:
    """Tell whether a file in such a folder is no text."""
    return name == "pairs" or bool(_ANNOTATION.fullmatch(name))
