from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UsageError
from reuse.loaders.exempt import ignored, stretches, without_exempt
from reuse.model import Document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <!-- reuse: ignore -->x<!-- reuse: end --> b", "a  b"),
        ("a\n# reuse: ignore\nx\n# reuse: end\nb", "a\n\n\n\nb"),
        ("a\n// reuse: ignore: from the licence\nx\n// reuse: end\nb", "a\n\n\n\nb"),
        ("% reuse: ignore\r\nx\r\n% reuse: end\r\nb", "\r\n\r\n\r\nb"),
        ("/* reuse: ignore */ x", ""),
        ("He wrote: reuse: ignore it all", "He wrote: reuse: ignore it all"),
        ("a # reuse: ignore", "a # reuse: ignore"),
        ("<!-- reuse: end --> a", "<!-- reuse: end --> a"),
        ("a <!-- reuse: ignored --> b", "a <!-- reuse: ignored --> b"),
        (".. reuse: ignore\nx\n.. reuse: ignore\ny\n.. reuse: end\nz", "\n\n\n\n\nz"),
    ],
)
def test_what_is_exempt(text: str, expected: str) -> None:
    document, _ = without_exempt(Document("a", text))
    assert len(document.text) == len(text)
    kept = "".join(line.rstrip(" ") if not line.strip() else line for line in document.text.splitlines(keepends=True))
    assert kept.replace(" ", "") == expected.replace(" ", "")


def test_it_is_counted() -> None:
    text = "<!-- reuse: ignore -->x<!-- reuse: end --><!-- reuse: ignore -->x"
    assert without_exempt(Document("a", text))[1] == {"exempt": 1, "exempt to the end": 1}
    assert without_exempt(Document("a", "x")) == (Document("a", "x"), {})


@given(st.text(st.sampled_from("a \n\r<!-#>"), max_size=40), st.text(max_size=20))
def test_offsets_and_line_ends_stay(before: str, inside: str) -> None:
    text = f"{before}<!-- reuse: ignore -->{inside}<!-- reuse: end -->{before}"
    document, _ = without_exempt(Document("a", text))
    assert len(document.text) == len(text)
    assert [at for at, one in enumerate(text) if one in "\r\n"] == [
        at for at, one in enumerate(document.text) if one in "\r\n"
    ]
    assert all(start < end for start, end, _ in stretches(text))


def test_globs_of_an_ignore_file(tmp_path: Path) -> None:
    path = tmp_path / ".textreuseignore"
    assert ignored(str(path)) == ()
    path.write_text("# drafts\ndrafts/\n\n *.tmp \n")
    assert ignored(str(path)) == ("drafts/", "*.tmp")
    with pytest.raises(UsageError, match="no such ignore file"):
        ignored(str(tmp_path / "other"))
    path.write_text("!keep.md\n")
    with pytest.raises(UsageError, match="would take a line back"):
        ignored(str(path))
