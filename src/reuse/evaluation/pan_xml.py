"""PAN's XML: a document, and a `feature` for each passage that it reuses from a source.

The format of the PAN workshops on plagiarism detection (2009 to 2015). A file that declares a document type is
refused: none of PAN's does, and entities are what makes XML dangerous to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reuse.evaluation.plagdet import Case

REUSE = ("plagiarism", "detected-plagiarism")  # features that are cases, and detections


def read(path: Path) -> list[Case]:
    """Return the cases or detections in one file; names of documents come without `.txt`.

    Raises UsageError for a file that is no XML of PAN's form.
    """
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: elements.append((name, attributes))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(path.read_bytes(), True)  # noqa: FBT003 - the call of expat: this is all
        return _cases(elements)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except (expat.ExpatError, KeyError, ValueError) as error:
        raise UsageError(f"{path} is no PAN XML: {error}") from error


def write(path: Path, document: str, found: Iterable[Case]) -> None:
    """Write the detections in one document to a file."""
    lines = [f"<document reference={quoteattr(document + '.txt')}>"]
    for _, start, end, source, source_start, source_end in found:
        lines.append(
            f'<feature name="detected-plagiarism" this_offset="{start}" this_length="{end - start}"'
            f" source_reference={quoteattr(source + '.txt')}"
            f' source_offset="{source_start}" source_length="{source_end - source_start}" />'
        )
    path.write_text("\n".join([*lines, "</document>\n"]), encoding="utf-8", newline="")


def _refuse(*_: object) -> None:
    raise ValueError("it declares a document type")


def _cases(elements: list[tuple[str, dict[str, str]]]) -> list[Case]:
    if elements[0][0] != "document":
        raise ValueError(f"its root is {elements[0][0]!r}, not 'document'")
    document = elements[0][1]["reference"].removesuffix(".txt")
    return [
        (
            *(document, *_range(feature, "this")),
            *(feature["source_reference"].removesuffix(".txt"), *_range(feature, "source")),
        )
        for name, feature in elements
        if name == "feature" and feature.get("name") in REUSE and "source_reference" in feature
    ]


def _range(feature: dict[str, str], side: str) -> tuple[int, int]:
    start, length = int(feature[f"{side}_offset"]), int(feature[f"{side}_length"])
    if start < 0 or length < 0:
        raise ValueError(f"no range of characters: {start}, {length} long")
    return start, start + length
