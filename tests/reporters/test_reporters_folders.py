from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from reuse.anchors import Anchor
from reuse.errors import OutputError, UsageError
from reuse.reporters import folders, gathered

if TYPE_CHECKING:
    from collections.abc import Callable

    from reuse.model import Report


@pytest.fixture
def full(report: Report) -> Report:
    """Return a report that has what most have not: anchors, a score of another aligner, known members, metadata."""
    match, family = report.matches[0], report.families[0]
    cited = Anchor("page", "p. 2", 2, line=7, box=(1.0, 2.5, 3.0, 4.0))
    side = replace(match.a, start_anchor=cited, text="\x1b[31m\u2028\x85 a\r\nb\n")
    match = replace(match, a=side, scores={**match.scores, "tune": 0.25})
    documents = (replace(report.documents[0], metadata={"author": "né", "": ""}), *report.documents[1:])
    family = replace(family, known=(0,), linked=("f9",))
    rows = {"matches": (match, *report.matches[1:]), "families": (family, *report.families[1:])}
    summary = replace(report.summary, matches=7, left_out={"matches": 3})
    return replace(report, documents=documents, summary=summary, **rows)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_folder_gives_back_the_report_and_is_written_the_same_again(full: Report, form: str, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    for name in ("one", "two", "two"):  # the second takes the place of itself
        folders.write(full, str(tmp_path / name), form)
    assert folders.read(str(tmp_path / "one")) == full
    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two
    assert Path("_SUCCESS") in one
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def content(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_columns_are_typed(full: Report, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folders.write(full, str(tmp_path / "found"), "parquet")
    schema = parquet.read_schema(tmp_path / "found" / "matches" / "part-00000.parquet")
    assert str(schema.field("scores").type.field("surprise").type) == "double"
    assert str(schema.field("a").type.field("start").type) == "int64"
    assert str(schema.field("is_new").type) == "bool"


def test_something_else_is_never_overwritten(full: Report, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match=r"mine: something else is there\. Name a new folder"):
        folders.write(full, str(tmp_path / "mine"), "jsonl")
    with pytest.raises(OutputError, match="there is no folder"):
        folders.write(full, str(tmp_path / "none" / "x"), "jsonl")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("name", ["notes.txt", "sub/n.txt", "documents/mine.parquet", "part-1.jsonl", ".notes.txt.crc"])
def test_a_report_that_somebody_has_put_something_into_is_not_overwritten(
    full: Report, form: str, name: str, tmp_path: Path
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    folders.write(full, str(tmp_path / "found"), form)
    for ours in ("._SUCCESS.crc", ".run.jsonl.crc"):  # as Hadoop leaves them
        (tmp_path / "found" / ours).touch()
    folders.write(full, str(tmp_path / "found"), form)
    (theirs := tmp_path / "found" / name).parent.mkdir(exist_ok=True)
    theirs.write_text("years of work")
    before = content(tmp_path)
    told = "sub/" if name.startswith("sub") else name
    with pytest.raises(OutputError) as raised:
        folders.write(full, str(tmp_path / "found"), form)
    assert str(raised.value) == (
        f"cannot write {tmp_path}/found: it holds {told}, which is none of ours. Name a new folder, or move that."
    )
    assert content(tmp_path) == before


def test_what_is_no_report_or_not_whole_is_refused(full: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no report of ours, or was never finished"):
        folders.read(str(tmp_path))
    folders.write(full, str(tmp_path / "cut"), "jsonl")
    for line in ('{"type":"spam"}', "[]", '{"type":"match","id":3}', '{"no":1}'):
        with pytest.raises(UsageError, match="line 2 is no record of ours"):
            list(gathered.decoded(['{"type":"skipped","path":"a","reason":"b"}', line]))


def told(folder: Path) -> str:
    """Return what is said of a folder that cannot be read."""
    with pytest.raises(UsageError) as raised:
        folders.read(str(folder))
    return str(raised.value).replace(f"{folder}", "FOLDER")


@pytest.mark.parametrize(
    ("of", "do", "said"),
    [
        ("document", lambda rows: rows[1:], "2 of 3 documents"),
        ("match", lambda rows: [*rows, rows[0]], "5 of 4 matches"),
        ("match", lambda rows: [*rows[1:], rows[1]], "a match twice"),
        ("family", lambda rows: rows[:-1], "2 of 3 families"),
        ("", lambda _: [], "0 of 3 documents, 0 of 4 matches, 0 of 3 families"),
    ],
)
def test_a_line_that_is_missing_or_there_twice(
    full: Report, of: str, do: Callable[[list[bytes]], list[bytes]], said: str, tmp_path: Path
) -> None:
    folders.write(full, str(tmp_path / "found"), "jsonl")
    part = tmp_path / "found" / "part-00000.jsonl"
    lines = part.read_bytes().splitlines(keepends=True)
    mine = [line for line in lines if line.startswith(f'{{"type":"{of}'.encode())]
    part.write_bytes(b"".join([*(line for line in lines if line not in mine), *do(mine)]))
    whole = f"FOLDER: this report is not whole: {said}. Copy all of it again, or scan again."
    assert told(tmp_path / "found") == whole
    if not of:
        part.unlink()
        assert told(tmp_path / "found") == whole


def test_a_part_of_columns_that_is_missing(full: Report, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    said = {"documents": "0 of 3 documents", "matches": "0 of 4 matches", "families": "0 of 3 families"}
    for name, missing in said.items():
        folders.write(full, str(tmp_path / "found"), "parquet")
        whole = f"FOLDER: this report is not whole: {missing}. Copy all of it again, or scan again."
        (tmp_path / "found" / name / "part-00000.parquet").unlink()
        assert told(tmp_path / "found") == whole
        (tmp_path / "found" / name).rmdir()
        assert told(tmp_path / "found") == whole


def test_a_damaged_part_of_columns_is_told_wherever_it_is_damaged(full: Report, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    found = tmp_path / "found"
    folders.write(full, str(found), "parquet")
    part = found / "matches" / "part-00000.parquet"
    data = part.read_bytes()
    again = "Copy all of the report again, or scan again."
    part.write_bytes(data[: len(data) // 2])
    assert told(found).startswith("cannot read FOLDER/matches/part-00000.parquet: Parquet magic bytes not found")
    part.write_bytes(b"")
    assert told(found) == f"cannot read FOLDER/matches/part-00000.parquet: Parquet file size is 0 bytes. {again}"
    pages = data.index(b"PAR1", 4)
    for at in range(4, pages, 101):
        part.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        try:
            assert folders.read(str(found)) == full  # a byte that nobody reads
        except UsageError as error:
            assert "part-00000.parquet" in str(error)  # noqa: PT017 - either is right
    at = data.index(full.matches[0].a.text[:4].encode())
    part.write_bytes(data[:at] + b"?" + data[at + 1 :])
    assert "CRC checksum verification failed" in told(found)


def test_columns_without_checksums_are_read(full: Report, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    folders.write(full, str(tmp_path / "found"), "parquet")
    part = tmp_path / "found" / "families" / "part-00000.parquet"
    parquet.write_table(parquet.read_table(part), part)
    assert folders.read(str(tmp_path / "found")) == full
    parquet.write_table(parquet.read_table(tmp_path / "found" / "documents" / "part-00000.parquet"), part)
    assert told(tmp_path / "found").startswith("FOLDER/families/part-00000.parquet holds no records of ours: ")


def test_the_file_that_is_missing_or_damaged_is_named(full: Report, tmp_path: Path) -> None:
    found = tmp_path / "found"
    folders.write(full, str(found), "jsonl")
    sums = {name: (found / f"{name}.jsonl").read_bytes() for name in ("skipped", "summary")}
    for name, lines in sums.items():
        (found / f"{name}.jsonl").unlink()
        assert told(found) == f"cannot read FOLDER/{name}.jsonl: No such file or directory"
        (found / f"{name}.jsonl").write_bytes(lines)
    (found / "skipped.jsonl").write_bytes(sums["skipped"].splitlines(keepends=True)[0])
    whole = "FOLDER: this report is not whole: {}. Copy all of it again, or scan again."
    assert told(found) == whole.format("1 of 2 skipped")
    (found / "skipped.jsonl").write_bytes(sums["skipped"].replace(b"\n", b"\n \r\n"))  # blank lines are nothing
    assert folders.read(str(found)) == full
    (found / "summary.jsonl").write_text("")
    assert told(found) == whole.format("it has one line of type run, and one of type summary")
    (found / "summary.jsonl").write_bytes(sums["summary"])
    lines = (found / "part-00000.jsonl").read_bytes().splitlines()
    (found / "part-00000.jsonl").write_bytes(b"\n".join([lines[0], b"", lines[1][:9]]))
    assert told(found) == "FOLDER/part-00000.jsonl: line 3 is no record of ours: Input data was truncated"


def test_a_document_of_the_model_is_a_line_with_its_type() -> None:
    (row,) = gathered.decoded([b'{"type":"skipped","path":"a","reason":"b"}'])
    assert row[0] == "skipped"
    assert msgspec.to_builtins(row[1]) == {"path": "a", "reason": "b"}
