"""Documents with anchors come out of an index as they went in."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reuse.anchors import Anchors, Boxes, whole
from reuse.model import Document
from reuse.references.catalogue import Row, record

ANCHORS = st.one_of(
    st.none(),
    st.builds(whole, st.just("record"), st.integers(1, 9), st.text(max_size=3), st.text(max_size=3)),
    st.just(Anchors("page", (0, 12, 40), (1, 2, 3), boxes=Boxes(array("q", [0, 5]), array("d", [0.5] * 8)))),
    st.just(Anchors("element", [0, 7], lines=[3, 9], paths=["/a", "/b"])),
)


@given(st.text(min_size=1), st.text(), st.dictionaries(st.text(), st.text(), max_size=3), ANCHORS, st.booleans())
def test_a_document_comes_back(
    name: str,
    text: str,
    metadata: dict[str, str],
    anchors: Anchors | None,
    own: bool,  # noqa: FBT001 - of hypothesis
) -> None:
    path = name if own else f"{name}/archive.zip"
    document = Document(name, text, path, metadata, "utf-8", "0" * 64, anchors)
    row = Row(name, 1, 0, len(text), 1, 1, "", 0, 0, 0, record(document))
    found = row.document(text)
    assert (found.id, found.text, found.path, found.metadata) == (name, text, path, metadata)
    assert (found.encoding, found.sha256) == ("utf-8", "0" * 64)
    if anchors is None:
        assert found.anchors is None
    else:
        assert found.anchors is not None
        assert [found.anchors.at(offset) for offset in (0, 6, 20, 90)] == [anchors.at(o) for o in (0, 6, 20, 90)]
