from __future__ import annotations

import json
import tracemalloc
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import UnreadableError
from reuse.loaders.csv_records import Csv
from reuse.loaders.json_records import Json
from reuse.loaders.parquet import Parquet
from reuse.model import Document, Skipped
from reuse.stages import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reuse.stages import Loader


def load(loader: Loader, name: str, data: bytes | str, encoding: str = "") -> list[Document | Skipped]:
    data = data.encode() if isinstance(data, str) else data
    return [cast("Document | Skipped", item) for item in loader.load(Source(name, data, encoding))]


def texts(items: list[Document | Skipped]) -> list[str]:
    return [item.text if isinstance(item, Document) else f"({item.reason})" for item in items]


def test_a_record_is_named_by_its_number_or_its_id() -> None:
    lines = '{"text": "one"}\n\n{"text": "two", "id": 7}\n'
    one, two = load(Json(), "a.jsonl", lines)
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.id, two.id, one.path) == ("a.jsonl#1", "a.jsonl#7", "a.jsonl")
    assert one.anchors
    assert two.anchors
    assert (one.anchors.at(0).label, two.anchors.at(0).label, two.anchors.at(0).number) == ("record 1", "record 7", 3)
    (named,) = load(Json(id_field=("key",)), "a.jsonl", '{"text": "one", "key": "k 1"}')
    assert isinstance(named, Document)
    assert named.id == "k 1"


def test_other_fields_are_metadata() -> None:
    row = {
        "text": "one",
        "n": 3,
        "ok": True,
        "none": None,
        "Date": "1912",
        "creator": "Ada",
        "list": [1, 2],
        "long": ["x"] * 999,
    }
    (document,) = load(Json(), "a.jsonl", json.dumps(row))
    assert isinstance(document, Document)
    assert document.metadata == {"n": "3", "ok": "true", "date": "1912", "author": "Ada", "list": "[1,2]"}


NO_TEXT = "(has no text in the field 'text')"
NO_JSON = ["one", "(is no JSON: JSON is malformed: ...)", "(is no JSON object)", "two"]


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.jsonl", '{"text": "one"}\nno json\n["a"]\n{"text": "two"}', NO_JSON),
        ("a.jsonl", '{"text": ""}\n{"text": 3}\n{"other": "x"}', ["(empty)", NO_TEXT, NO_TEXT]),
        ("a.json", '[{"text": "one"}, {"text": "]}\\""}]', ["one", ']}"']),
        ("a.json", '[{"text": "one", "more": [{"text": "no"}]}]', ["one"]),
        ("a.json", '{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
        ("a.json", '{"text":\n "one"}', ["one"]),
        ("a.json", '{"name": "no text"}', ['{"name": "no text"}']),
        ("a.json", "[1, 2]", ["[1, 2]"]),
        ("a.jsonl", '{"type": "run"}\n{"text": "one"}', [NO_TEXT, "one"]),
        ("a.json", '[{"text": "one"}, {"text": "\x01"}, {"text": "two"}]', ["one", "\x01", "two"]),
        ("a.jsonl", "\ufeff" + '{"text": "one"}', ["one"]),
        ("a.jsonl", '{"text": "\\ud800 x"}', ["\ufffd x"]),
        ("a.csv", 'id,text\n1,one\n2,\n3,"two\nlines, ""quoted"""\n', ["one", "(empty)", 'two\nlines, "quoted"']),
        ("a.csv", "id;text\n1;one, two\n", ["one, two"]),
        ("a.tsv", "id\ttext\n1\tone\n\n2\ttwo\n", ["one", "two"]),
        ("a.csv", "id,text\n1\n2,two\n", [NO_TEXT, "two"]),
    ],
)  # fmt: skip
def test_records(name: str, data: str, found: list[str]) -> None:
    loaded = texts(load(Csv() if "sv" in name else Json(), name, data))
    assert [text.partition("malformed")[0] for text in loaded] == [text.partition("malformed")[0] for text in found]


def test_a_table_without_a_row_of_names_has_its_text_in_a_numbered_column() -> None:
    assert texts(load(Csv(text_field=("2",)), "a.tsv", "1\tone\n2\ttwo\n")) == ["one", "two"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_where_no_field_is_the_text_the_fields_are_named(name: str) -> None:
    row = '{"key": 1, "words": "one"}'
    data = {"a.csv": "key,words\n1,one\n", "a.json": f"[{row}]"}.get(name, row)
    loader: Loader = Csv() if name == "a.csv" else Json()
    expected = (
        r"^its records have no field 'text' or 'content' or 'body'; --text-field names it \(there are: key, words\)$"
    )
    with pytest.raises(UnreadableError, match=expected):
        load(loader, name, data)


def test_a_file_that_is_no_json_lines_says_so_soon() -> None:
    with pytest.raises(UnreadableError, match=r"^holds no records: the first, 1, is no JSON"):
        load(Json(), "a.jsonl", "words\n" * 1000)


def test_other_encodings() -> None:
    assert texts(load(Json(), "a.jsonl", '{"text": "žluťoučký"}'.encode("cp1250"), "cp1250")) == ["žluťoučký"]
    assert texts(load(Json(), "a.jsonl", '{"text": "žluťoučký"}'.encode("utf-16"))) == ["žluťoučký"]
    assert texts(load(Csv(), "a.csv", "text\nžluťoučký kůň\n".encode("utf-16"))) == ["žluťoučký kůň"]
    assert texts(load(Csv(), "a.csv", "text\nžluťoučký kůň\n".encode(), "")) == ["žluťoučký kůň"]


@given(st.lists(st.text(min_size=1).filter(lambda text: not text.isspace()), min_size=1, max_size=5))
def test_any_text_comes_back_from_json(given_texts: list[str]) -> None:
    clean = [text.encode("utf-8", "replace").decode() for text in given_texts]
    rows = [{"n": k, "text": text} for k, text in enumerate(clean)]
    assert texts(load(Json(), "a.json", json.dumps(rows))) == clean
    assert texts(load(Json(), "a.jsonl", "\n".join(json.dumps(row, ensure_ascii=False) for row in rows))) == clean


class Endless:
    """A stream of as many records as wanted, made while they are read."""

    def __init__(self, before: bytes, record: bytes, count: int, behind: bytes) -> None:
        self._parts = filter(None, [before, *[record] * count, behind])
        self._rest = b""

    def read(self, size: int) -> bytes:
        while len(self._rest) < size and (part := next(self._parts, b"")):
            self._rest += part
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def readline(self, _size: int) -> bytes:
        line, self._rest = self._rest or next(self._parts, b""), b""
        return line

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_memory_does_not_grow_with_the_number_of_records(name: str) -> None:
    record = json.dumps({"text": "some words of a record " * 400}).encode()
    parts = (b"[", record + b",", record + b"]") if name == "a.json" else (b"", record + b"\n", b"")

    def peak(count: int) -> int:
        tracemalloc.start()
        stream = cast("BinaryIO", Endless(parts[0], parts[1], count, parts[2]))
        found = sum(isinstance(item, Document) for item in Json().load(Source(name, stream=stream)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found >= count
        return most

    assert peak(4000) < peak(1000) + 2**20


def test_parquet_is_read_some_rows_at_a_time() -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    stream = BytesIO()
    rows = [{"text": f"the text of row {k}", "id": k, "date": "1912", "more": {"a": [k]}} for k in range(1000)]
    parquet.write_table(arrow.Table.from_pylist(rows), stream)
    items: Iterator[Document | Skipped] = iter(load(Parquet(), "a.parquet", stream.getvalue()))
    first = next(items)
    assert isinstance(first, Document)
    assert (first.id, first.metadata) == ("a.parquet#0", {"date": "1912", "more": '{"a":[0]}'})
    assert len(list(items)) == 999
    with pytest.raises(UnreadableError, match="there are: text, id, date, more"):
        load(Parquet(text_field=("body",)), "a.parquet", stream.getvalue())
