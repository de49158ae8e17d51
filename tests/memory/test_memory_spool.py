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


@given(texts, st.data(), st.sampled_from([1, 3, 1 << 14]))
def test_texts_and_parts_come_back_in_whatever_order(texts: list[str], data: st.DataObject, step: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STEP", step)
        spool = Spool("")
        documents = [Document(str(k), text, f"{k}.txt", {"title": "t"}) for k, text in enumerate(texts)]
        spooled = [spool.put(document) for document in documents]
        for k in data.draw(st.permutations(list(range(len(texts))) * 2)):
            assert spooled[k].text == texts[k]
            assert spooled[k].size == len(texts[k])
            start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(texts[k]))] * 2)))
            assert spooled[k].part(start, end) == documents[k].part(start, end) == texts[k][start:end]
            assert (spooled[k].id, spooled[k].path, spooled[k].metadata) == (str(k), f"{k}.txt", {"title": "t"})
            assert spooled[k].lined == documents[k].lined
            assert "text" not in vars(spooled[k])


def test_little_more_is_read_than_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool("")
    plain, other = (spool.put(Document(name, letter * 10**6)) for name, letter in (("a", "e"), ("b", "é")))
    read: list[int] = []
    whole = spool.read

    def counted(start: int, end: int) -> str:
        read.append(end - start)
        return whole(start, end)

    monkeypatch.setattr(spool, "read", counted)
    assert (plain.part(500_000, 500_100), other.part(500_000, 500_100)) == ("e" * 100, "é" * 100)
    assert read[0] == 100
    assert read[1] <= 2 * 2 * (1 << 14)


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


def test_a_folder_that_is_gone_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="temporary file in"):
        Spool(str(tmp_path / "none"))
