"""One article in every format: all of it is one family, with the same words and the right anchor in each place."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from formats import ARTICLE, FORMATS, TEXT, bare, repository
from write_formats import main as write_formats

from reuse import catalog
from reuse.cli import run

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = [part for name in ("body", "text", "licenseText") for part in ("--text-field", name)]
LINES = "lines"  # cited by line and column alone

# document -> anchors of its first and its last word
EXPECTED: dict[str, tuple[object, object]] = {
    "Vell-1.0.json#Vell-1.0": ("record Vell-1.0", "record Vell-1.0"),
    "article.docx": ("paragraph 2", "paragraph 5"),
    "article.html": ("#lamps/p[2]", "#lamps/p[5]"),
    "article.md": (LINES, LINES),
    "article.odt": ("paragraph 2", "paragraph 5"),
    "article.pdf": ("p. 8", "p. 9"),
    "article.rtf": ("paragraph 2", "paragraph 5"),
    "article.tei.xml": ("/TEI/text[1]/body[1]/div[1]/p[2], line 5", "/TEI/text[1]/body[1]/div[1]/p[5], line 8"),
    "article.txt": (LINES, LINES),
    "article.txt.bz2!article.txt": (LINES, LINES),
    "article.txt.gz!article.txt": (LINES, LINES),
    "article.txt.xz!article.txt": (LINES, LINES),
    "article.txt.zst!article.txt": (LINES, LINES),
    "article.xhtml": ("#lamps/p[2]", "#lamps/p[5]"),
    "article.xml": ("/doc/para[2], line 4", "/doc/para[5], line 7"),
    "book.epub": ("chapter 2, paragraph 1", "chapter 3, paragraph 2"),
    "crawl.warc!https://example.org/lamps": ("#lamps/p[2]", "#lamps/p[5]"),
    "letter.eml": ("message 1", "message 1"),
    "letters.mbox#2": ("message 2", "message 2"),
    "nested.zip!inner.zip!article.txt": (LINES, LINES),
    "pack.tar.gz!in/article.md": (LINES, LINES),
    "pack.zip!in/article.txt": (LINES, LINES),
    "pan/src/source-document00001.txt": (LINES, LINES),
    "pan/susp/suspicious-document00001.txt": (LINES, LINES),
    "passim.jsonl#mercury/1912": ("p. 4", "p. 4"),
    "philologic/1": ("1 1 0 0 2 1, byte 279", "1 1 0 0 5 3, byte 1759"),
    "rows.csv#2": ("record 2", "record 2"),
    "rows.json#2": ("record 2", "record 2"),
    "rows.jsonl#2": ("record 2", "record 2"),
    "rows.parquet#2": ("record 2", "record 2"),
    "rows.tsv#2": ("record 2", "record 2"),
    "scan.alto.xml": ("p. 12", "p. 13"),
    "scan.hocr": ("p. 2", "p. 3"),
    "talk.pptx": ("slide 2", "slide 5"),
    "vell.LICENSE": ("line 8", "line 14"),
}


def scanned(folder: Path, *more: str) -> dict[str, Any]:
    out = folder / "report.json"
    code = run(["scan", ".", *more, *FIELDS, "-q", "-f", "json", "-o", str(out)])
    assert code == 0
    report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a scan of the whole corpus, and of a revision that holds a part of it, says."""
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(FORMATS, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        kept = folder / "kept"
        kept.mkdir()
        shutil.copy(folder / "article.txt", kept / "old.txt")
        repository(folder)
        shutil.rmtree(kept)
        return scanned(folder, "git:HEAD:kept/")


def test_all_formats_are_one_family(report: dict[str, Any]) -> None:
    (family,) = [family for family in report["families"] if len(family["members"]) > 1]
    assert sorted(member["document"] for member in family["members"]) == sorted([*EXPECTED, "git:HEAD:kept/old.txt"])
    assert report["skipped"] == []
    # of PAN the pairs and what is marked in them, the hidden file of a zip and those of git, a page that is not there
    assert report["summary"]["passed_over"] == {"annotations": 2, "hidden": 2, "not found or moved": 1}


def test_every_place_has_the_whole_article_and_nothing_else(report: dict[str, Any]) -> None:
    for member in report["families"][0]["members"]:
        assert bare(member["text"]) == bare(TEXT), member["document"]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_anchor_leads_to_the_place(report: dict[str, Any], name: str) -> None:
    (member,) = [member for member in report["families"][0]["members"] if member["document"] == name]
    found = [member.get(f"{end}_anchor", {}).get("label", LINES) for end in ("start", "end")]
    assert found == list(EXPECTED[name])


def test_a_line_is_that_of_the_file(report: dict[str, Any]) -> None:
    members = {member["document"]: member for member in report["families"][0]["members"]}
    places = [(members[name]["start_line"], members[name]["end_line"]) for name in ("article.txt", "article.md")]
    assert places == [(3, 9), (9, 15)]
    git = members["git:HEAD:kept/old.txt"]
    assert (git["start_line"], git["end_line"]) == (3, 9)
    assert git["start_anchor"]["kind"] == "blob"
    assert re.fullmatch(r"[0-9a-f]{40}", git["start_anchor"]["path"])


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        # Helvetica of 11 points at 72 from the left and 760 from below, on a page of 842; the last line is the 10th
        ("article.pdf", (72, 72, 100, 85), None),
        ("scan.alto.xml", (0, 0, 90, 30), (400, 600, 490, 630)),
        ("scan.hocr", (0, 0, 90, 30), (400, 600, 490, 630)),
        ("passim.jsonl#mercury/1912", (5, 6, 75, 18), (5, 6, 75, 18)),
    ],
)
def test_the_box_is_that_of_the_word(
    report: dict[str, Any], name: str, first: tuple[float, ...], last: tuple[float, ...] | None
) -> None:
    (member,) = [member for member in report["families"][0]["members"] if member["document"] == name]
    assert member["start_anchor"]["box"] == pytest.approx(first, abs=1)
    if last:
        assert member["end_anchor"]["box"] == pytest.approx(last, abs=1)


def test_metadata_has_the_names_that_all_formats_share(report: dict[str, Any]) -> None:
    said = {document["id"]: document["metadata"] for document in report["documents"]}
    titled = [
        "article.md",
        "article.html",
        "article.xhtml",
        "article.tei.xml",
        "article.pdf",
        "article.docx",
        "talk.pptx",
    ]
    titled += ["article.odt", "book.epub", "article.rtf", "letter.eml", "letters.mbox#2"]
    assert {said[name]["title"] for name in titled} == {"The Lamplighters of Vell"}
    written = [name for name in titled if "letter" not in name] + ["rows.csv#2", "rows.json#2", "rows.parquet#2"]
    assert {said[name]["author"] for name in written} == {"Ada Merrow"}
    dated = [name for name in [*titled, "rows.csv#2", "rows.jsonl#2", "rows.tsv#2"] if name != "article.rtf"]
    assert {said[name]["date"] for name in dated} == {"1912-05-04"}
    assert said["crawl.warc!https://example.org/lamps"]["source"] == "https://example.org/lamps"
    assert said["article.tei.xml"]["source"] == "The Vell Mercury"
    assert said["article.pdf"]["furniture"] == "6 lines"


def test_furniture_is_no_part_of_the_text(report: dict[str, Any]) -> None:
    (chars,) = [document["chars"] for document in report["documents"] if document["id"] == "article.pdf"]
    assert chars < len(TEXT) + 300
    assert len(ARTICLE) == 4


def test_the_script_writes_what_is_kept(tmp_path: Path) -> None:
    write_formats(tmp_path)
    kept = sorted(path.relative_to(FORMATS) for path in FORMATS.rglob("*"))
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == kept
    plain = [
        path
        for path in kept
        if path.suffix in {".txt", ".md", ".html", ".xml", ".pdf", ".eml", ".json", ".csv", ".rtf"}
    ]
    assert all((tmp_path / path).read_bytes() == (FORMATS / path).read_bytes() for path in plain)


def test_every_loader_has_a_sample() -> None:
    from formats import SAMPLES  # noqa: PLC0415 - beside the others it would hide what this is about

    assert sorted([*SAMPLES, "git"]) == sorted(catalog.CATALOG["loaders"])
