from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UsageError
from reuse.memory import spool as module
from reuse.memory.spool import Held, Spool, Spooled
from reuse.model import Document

if TYPE_CHECKING:
    from pathlib import Path

texts = st.lists(st.text(st.characters(exclude_categories=()), max_size=30), max_size=8)


@given(texts, st.randoms(use_true_random=False), st.sampled_from([0, 1 << 12]))
def test_texts_come_back_in_whatever_order(texts: list[str], random: object, limit: int) -> None:
    spool = Spool(limit, "")
    documents = [Document(str(k), text, f"{k}.txt", {"title": "t"}) for k, text in enumerate(texts)]
    spooled = [spool.put(document) for document in documents]
    order = list(range(len(texts))) * 2
    random.shuffle(order)
    for k in order:
        assert spooled[k].text == texts[k]
        assert spooled[k].size == len(texts[k])
        assert (spooled[k].id, spooled[k].path, spooled[k].metadata) == (str(k), f"{k}.txt", {"title": "t"})
        assert spooled[k].lined == documents[k].lined
        assert "text" not in vars(spooled[k])


def test_few_texts_stay_in_memory(tmp_path: Path) -> None:
    held = Held("1G", str(tmp_path))
    held.add(Document("a", "text"))
    assert held.documents == [Document("a", "text")]


def test_many_texts_are_spooled_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FEW", 1000)
    monkeypatch.setattr(module, "limit", int)
    held = Held("16000", str(tmp_path))
    for k in range(5):
        held.add(Document(str(k), str(k) * 1000))
    assert all(isinstance(document, Spooled) for document in held.documents)
    assert [document.text for document in held.documents] == [str(k) * 1000 for k in range(5)]
    assert list(tmp_path.iterdir()) == [], "the file has no name: whatever ends the process ends it too"


def test_texts_at_hand_are_no_more_than_their_part(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(16 * 4 * 100, "")  # a hundred characters at hand
    documents = [spool.put(Document(str(k), str(k) * 60)) for k in range(3)]
    for document in documents:
        assert document.text == document.id * 60
    read: list[int] = []
    monkeypatch.setattr(spool._file, "read", lambda size: read.append(size) or b"other")  # noqa: SLF001 - what is read again
    assert documents[2].text == "2" * 60
    assert documents[1].text == "other"
    assert read == [60]


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="temporary file in"):
        Spool(1, str(tmp_path / "none"))
