"""What every loader in the catalog keeps to."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest
from formats import SAMPLES, TEXT, bare, loader, source

from reuse import catalog
from reuse.errors import UnreadableError
from reuse.loaders.discover import Discovery
from reuse.loaders.formats import Formats
from reuse.loaders.load import load_all
from reuse.loaders.read import Input
from reuse.model import Document, Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

every = pytest.mark.parametrize("name", sorted(SAMPLES))
FORMATS = Formats(catalog.loaders(text_field=("body",), id_field=("key",)))


def documents(source: Source) -> Iterator[Document | Skipped]:
    discovery = Discovery((Input(source.name, "", source.data),), (), {})
    yield from load_all(discovery, FORMATS)


@every
def test_the_text_survives(name: str) -> None:
    found = list(documents(source(name)))
    texts = [item.text for item in found if isinstance(item, Document)]
    assert any(bare(TEXT) in bare(text) for text in texts)
    assert not [item for item in found if isinstance(item, Skipped)]


@every
def test_ids_are_unique_and_lead_to_the_file(name: str) -> None:
    found = [item for item in documents(source(name)) if isinstance(item, Document)]
    assert len({document.id for document in found}) == len(found)
    assert all(document.path.startswith(SAMPLES[name]) for document in found)
    assert all(document.text.encode() and len(document.sha256) == 64 for document in found)


@every
def test_anchors_cover_the_text_and_pickle(name: str) -> None:
    for item in documents(source(name)):
        assert isinstance(item, Document)
        assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301 - our own bytes
        if item.anchors:
            assert item.anchors.starts[0] == 0
            starts = list(item.anchors.starts)
            assert starts == sorted(set(starts))
            assert starts[-1] < len(item.text)
            assert all(item.anchors.at(offset).label for offset in range(0, len(item.text), 97))


@every
def test_the_same_again(name: str) -> None:
    assert list(documents(source(name))) == list(documents(source(name)))


@every
@pytest.mark.parametrize("data", [b"", b" \n\n ", bytes(range(256)) * 9, b"PK\x03\x04", b"%PDF-1.7\n", b"{", b"<a>"])
def test_a_bad_file_is_a_row_in_skipped_or_text(name: str, data: bytes) -> None:
    found = list(documents(Source(SAMPLES[name], data)))
    assert found
    assert all(isinstance(item, Document) or item.reason for item in found)
    assert not any("its loader failed" in item.reason for item in found if isinstance(item, Skipped))


@every
def test_half_a_file_ends_nothing(name: str) -> None:
    whole = source(name)
    found = list(documents(Source(whole.name, whole.data[: len(whole.data) // 2])))
    assert found
    assert not any("its loader failed" in item.reason for item in found if isinstance(item, Skipped))


@every
def test_a_loader_raises_unreadable_error_alone(name: str) -> None:
    for data in (b"", b"\0" * 1000, b"\xff" * 1000):
        try:
            for item in loader(name).load(Source(SAMPLES[name], data)):
                if isinstance(item, Source):
                    item.open().read()
        except UnreadableError as error:
            assert error.message  # noqa: PT017 - it may also give what is there


@every
def test_suffixes_are_written_as_they_are_looked_for(name: str) -> None:
    suffixes = loader(name).suffixes
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert suffixes or hasattr(loader(name), "recognises")
