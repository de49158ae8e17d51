from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reuse.errors import UsageError
from reuse.evaluation import pan, pan_xml
from reuse.evaluation.pan_run import run, score
from reuse.pipeline import silent
from reuse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TIDE = "The tide gauge at the old quay registered four metres shortly before dawn on the ninth of January.\r\n"
MILL = "Beside the mill a heron waited, patient as any angler, for the first trout of the season.\r\n"
FILLER = "Nothing much was said about the matter afterwards, and nobody wrote it down.\r\n"


def xml(name: str, *features: str) -> str:
    return f'<document reference="{name}">{"".join(features)}</document>'


def feature(this: tuple[int, int], source: str, place: tuple[int, int], kind: str = "plagiarism") -> str:
    return (
        f'<feature name="{kind}" this_offset="{this[0]}" this_length="{this[1]}"'
        f' source_reference="{source}" source_offset="{place[0]}" source_length="{place[1]}" />'
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two folders that list the same pair, the second without its case, and a pair without reuse."""
    for folder in ("susp", "src", "01-none", "02-copies"):
        (tmp_path / folder).mkdir()
    (tmp_path / "susp" / "one.txt").write_bytes(("\u00e9 " + FILLER + TIDE).encode())
    (tmp_path / "src" / "far.txt").write_bytes((MILL + TIDE).encode())
    (tmp_path / "src" / "else.txt").write_bytes(b"Turnips want deep soil, some lime, and patience.")
    start = 2 + len(FILLER)
    case = feature((start, len(TIDE) - 2), "far.txt", (len(MILL), len(TIDE) - 2))
    (tmp_path / "01-none" / "pairs").write_text("one.txt else.txt\none.txt far.txt\n")
    (tmp_path / "01-none" / "one-far.xml").write_text(xml("one.txt"))
    (tmp_path / "02-copies" / "pairs").write_text("one.txt far.txt\n")
    (tmp_path / "02-copies" / "one-far.xml").write_text(xml("one.txt", case))
    return tmp_path


@pytest.mark.parametrize("everything", [False, True])
def test_a_pair_of_two_folders_is_scored_in_each(corpus: Path, *, everything: bool) -> None:
    result, found = run(pan.read(corpus), Settings(jobs=1).pipeline(), silent, everything=everything)
    none, copies = result.folders
    assert (none.pairs, none.false_detections, none.evaluation.macro.plagdet) == (2, 1, 0.0)
    assert (copies.pairs, copies.false_detections) == (1, 0)
    assert copies.evaluation.macro.plagdet > 0.98  # all but the full stop
    assert copies.evaluation.macro.granularity == 1.0
    assert result.entire.evaluation.detections == 2
    assert result.entire.evaluation.macro.precision == pytest.approx(0.5, abs=0.01)
    assert result.compared == (1 if everything else 2)
    assert list(found) == [("one", "far")]


def test_detections_of_unlisted_pairs_are_told_apart() -> None:
    folder = pan.Folder("f", (("a", "s"),), ())
    (done,), entire = score([folder], {("a", "s"): [], ("a", "t"): [("a", 0, 1, "t", 0, 1)]})
    assert (done.evaluation.detections, entire.evaluation.detections, done.evaluation.macro.plagdet) == (0, 0, 1.0)


def test_a_sample_is_always_the_same() -> None:
    pairs = tuple((f"a{k}", f"s{k}") for k in range(50))
    folder = pan.Folder("f", pairs, tuple((a, 0, 1, s, 0, 1) for a, s in pairs))
    sample = folder.sample(5)
    assert len(sample.pairs) == len(sample.cases) == 5
    assert sample == folder.sample(5)
    assert set(sample.pairs) < set(folder.sample(6).pairs)
    assert folder.sample(0) == folder


def test_xml_comes_back_as_written(tmp_path: Path) -> None:
    found = [("a & b", 3, 9, '"s"', 0, 5), ("a & b", 12, 13, "t", 7, 9)]
    pan_xml.write(tmp_path / "x.xml", "a & b", found)
    assert pan_xml.read(tmp_path / "x.xml") == found


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('<!DOCTYPE d [<!ENTITY a "aaa">]><document reference="a.txt"/>', "document type"),
        ("<html/>", "root"),
        ("<document>", "no PAN XML"),
        ("", "no PAN XML"),
        ('<document reference="a.txt">' + feature((-1, 5), "s.txt", (0, 5)) + "</document>", "no range"),
        ('<document reference="a.txt"><feature name="plagiarism" source_reference="s"/></document>', "this_offset"),
    ],
)
def test_xml_of_another_kind_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "x.xml").write_text(text)
    with pytest.raises(UsageError, match=complaint):
        pan_xml.read(tmp_path / "x.xml")


@pytest.mark.parametrize("line", ["one.txt", "one.txt ../far.txt", "/one.txt far.txt", "a b c"])
def test_pairs_that_are_no_names_are_refused(corpus: Path, line: str) -> None:
    (corpus / "01-none" / "pairs").write_text(line + "\n")
    with pytest.raises(UsageError, match="not two names"):
        pan.read(corpus)


def test_a_missing_document_is_named(corpus: Path) -> None:
    (corpus / "src" / "far.txt").unlink()
    with pytest.raises(UsageError, match=r"far\.txt: No such file"):
        pan.read(corpus)


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no PAN corpus"):
        pan.read(tmp_path)
