from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reuse.model import Document, Family, Report, Run, Summary, Tool
from reuse.reporters.page.passages import Told
from reuse.reporters.page.texts import Texts, common

WORDS = st.lists(st.sampled_from(["harbour ", "silent ", "moon ", "\U0001f4a9 ", "e\u0301 "]), max_size=60).map("".join)


@given(WORDS, WORDS)
def test_common_is_what_both_begin_with(one: str, other: str) -> None:
    size = common(one, other)
    assert one[:size] == other[:size]
    assert size == min(len(one), len(other)) or one[size] != other[size]


@given(WORDS, st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5), st.data())
def test_what_is_laid_out_is_the_text(text: str, spans: list[tuple[int, int]], data: st.DataObject) -> None:
    head = Document("head", data.draw(WORDS) + "x")
    own = Document("own", text)
    families = []
    for low, high in spans:
        start, end = sorted((min(low, len(text)), min(high, len(text))))
        members = (head.passage(0, len(head.text)), own.passage(start, end))
        families.append(Told(Family(str(low), "", "edited", members), ()))
    empty = Report(1, Tool("", ""), Run({}, ""), (), (), (), (), Summary(0, 0, 0, 0, 0, 0, 0), {"own": text})
    texts = Texts(empty, families)
    ((start, *parts),) = texts.laid_out("own", texts.whole("own"), len(families))
    said, rest = "", list(parts)
    while rest:
        part = rest.pop(0)
        said += part if isinstance(part, str) else families[part].head.text[rest.pop(0) : rest.pop(0)]
    assert (start, said) == (0, text)
