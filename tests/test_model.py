from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Document

LINES = st.text(st.sampled_from("ab\r\n\x0b\x0c\x1c\x85\u2028"), max_size=20)


@given(LINES)
def test_lines_end_where_editors_see_them_end(text: str) -> None:
    starts, at = [0], 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if line.endswith(("\n", "\r")):
            starts.append(at)
    document = Document("a", text)
    for offset in range(len(text) + 1):
        line = sum(start <= offset for start in starts)
        assert document.position(offset) == (line, offset - starts[line - 1] + 1)
