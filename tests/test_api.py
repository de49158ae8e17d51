"""The library, over a pipeline that finds equal lines and nothing else."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reuse
from reuse import Document, Family, Match, Passage, UsageError, compare, scan
from reuse.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


@dataclass(frozen=True)
class Pipeline:
    segmenter: Any = None
    finders: tuple[Any, ...] = ()
    index: Any = None
    aligner: Any = None
    self_reuse: bool = True
    relate: str = "auto"
    jobs: int = 1
    max_memory: str = "60%"
    tmp_dir: str = ""


def lines(document: Document) -> list[Passage]:
    at, found = 0, []
    for line in document.text.splitlines(keepends=True):
        found.append(document.passage(at, at + len(line.rstrip("\n"))))
        at += len(line)
    return found


def detect(
    documents: Sequence[Document],
    pipeline: Pipeline,
    *,
    references: int = 0,
    progress: Callable[..., None],
    both: Collection[str] = (),
) -> Findings:
    progress("align", 1, 1)
    old = {document.id for document in documents[len(documents) - references :]} if references else set()
    matches = []
    for a, b in combinations([line for document in documents for line in lines(document)], 2):
        compared = b.document in old or bool({a.document, b.document} & {*both})
        if a.text != b.text or (old and (not compared or a.document in old)):
            continue
        if a.document != b.document or pipeline.self_reuse:
            scores = {"surprise": float(len(set(a.text)))}
            matches.append(Match(f"m{len(matches)}", "verbatim", scores, a, b, family=f"f{len(matches)}"))
    families = tuple(Family(match.family, "", "verbatim", (match.a, match.b)) for match in matches)
    return Findings(tuple(len(d.text.split()) for d in documents), tuple(matches), families)


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("reuse.pipeline")
    module.__dict__.update(Pipeline=Pipeline, Findings=Findings, detect=detect)
    monkeypatch.setitem(sys.modules, "reuse.pipeline", module)
    monkeypatch.setattr("reuse.settings.build", lambda *_, **__: None)


TEXTS = {
    "b": "same line here\nonly in b\naaaaaaaaaaaaaaaaaaaa",
    "a": "same line here",
    "c": "aaaaaaaaaaaaaaaaaaaa",
}


def test_texts_go_by_name_and_come_in_the_order_of_names() -> None:
    report = scan(texts=TEXTS)
    assert [document.id for document in report.documents] == ["a", "b", "c"]
    assert report.documents[0].sha256 == sha256(b"same line here").hexdigest()
    assert (report.summary.documents, report.summary.words, report.summary.chars) == (3, 11, 79)
    first = report.documents[0]
    assert (first.reused_chars, first.reused_share, first.words, first.chars) == (14, 1.0, 3, 14)
    assert report.documents[1].reused_share == round(34 / 45, 4)


def test_the_order_of_arguments_changes_nothing(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    paths = [tmp_path / name for name in TEXTS]
    extra = Document("d", "only in b")
    one = scan([*paths, extra])
    assert one == scan([extra, *map(str, reversed(paths)), tmp_path])
    assert one.summary.documents == 4


def test_a_single_path_or_document_needs_no_list(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x\nx")
    assert scan(tmp_path).summary.matches == scan(str(tmp_path)).summary.matches == 1
    assert scan(Document("a", "x\nx")).summary.matches == 1
    assert scan(Document("a", "x\nx"), no_self=True).summary.matches == 0


@pytest.mark.parametrize(
    ("sort", "first"), [("size", "a" * 20), ("score", "same line here"), ("path", "same line here")]
)
def test_sort_and_limit_say_what_is_left_out(sort: str, first: str) -> None:
    report = scan(texts=TEXTS, sort=sort, limit=1)
    assert [match.a.text for match in report.matches] == [first]
    assert [family.members[0].text for family in report.families] == [first]
    assert (report.summary.matches, report.summary.families) == (2, 2)
    assert report.summary.left_out == {"matches": 1, "families": 1}
    assert report.documents == scan(texts=TEXTS).documents
    assert scan(texts=TEXTS, limit=2).summary.left_out == {}


def test_new_documents_are_compared_with_references_only(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("x y\nz")
    (tmp_path / "old.txt").write_text("x y\nz")
    report = scan([tmp_path / "new.txt", Document("zz", "z")], against=tmp_path)
    old, new = str(tmp_path / "old.txt"), str(tmp_path / "new.txt")
    assert {(match.a.document, match.b.document) for match in report.matches} == {(new, old), (new, "zz"), ("zz", old)}
    assert [document.id for document in report.documents] == [new, "zz", old]
    assert report.run.settings["references"] == 1


def test_run_names_what_decides_the_result_and_nothing_else() -> None:
    quiet = scan(texts=TEXTS, jobs=2, color="never", verbose=True, format="json", output="x", fail_on="any")
    assert quiet.run == scan(texts=TEXTS).run
    assert quiet.run.settings["min_words"] == 8
    assert not {"jobs", "output", "format", "color"} & set(quiet.run.settings)
    assert scan(texts=TEXTS, min_words=9).run.settings != quiet.run.settings
    assert scan(texts={**TEXTS, "a": "x"}).run.input_digest != quiet.run.input_digest
    assert (
        scan(texts={"b": "x"}, against=Document("a", "x")).run.input_digest
        != scan(texts={"a": "x", "b": "x"}).run.input_digest
    )


def test_what_cannot_be_read_is_a_row_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("x\nx")
    (tmp_path / "empty.txt").write_text("")
    report = scan(tmp_path)
    assert [(Path(row.path).name, bool(row.reason)) for row in report.skipped] == [("empty.txt", True)]
    assert (report.summary.skipped, report.summary.matches) == (1, 1)


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    steps: list[tuple[str, int, int]] = []
    scan(tmp_path, progress=lambda *step: steps.append(step))
    assert steps == [("read", 1, 1), ("align", 1, 1)]


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (lambda: scan([]), "nothing readable to read"),
        (lambda: scan("no/such/file"), "no such file or folder: no/such/file"),
        (lambda: scan([Document("a", "x"), Document("a", "y")]), "two documents are called 'a'"),
        (lambda: scan(Document("a", "x"), texts={"a": "x"}), "two documents are called 'a'"),
        (lambda: scan(Document("a", "x"), against=Document("a", "y")), "two documents are called 'a'"),
        (
            lambda: scan(texts={"a": "x"}, against=Document("a", "x")),
            "no reference to compare with: it is the input itself",
        ),
        (lambda: scan(texts=TEXTS, min_word=3), "min_word: no such setting. Did you mean 'min-words'"),
        (lambda: scan(texts=TEXTS, min_words="3"), "min_words: must be a whole number, not '3'"),
        (lambda: compare(Document("a", "x"), Document("a", "x")), "cannot compare a with itself"),
        (lambda: compare(Document("a", "x"), "no/such/file"), "no such file or folder: no/such/file"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(call: Callable[[], object], problem: str) -> None:
    with pytest.raises(UsageError) as error:
        call()
    assert problem in str(error.value)


def test_a_folder_without_text_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "picture.bin").write_bytes(bytes(range(256)))
    with pytest.raises(UsageError, match=r"nothing readable to read \(1 binary passed over\)"):
        scan(tmp_path)


def test_compare_keeps_its_sides_and_leaves_out_reuse_within_one() -> None:
    report = compare(Document("z", "x y\nx y"), Document("a", "x y"))
    assert [(match.a.document, match.b.document) for match in report.matches] == [("z", "a"), ("z", "a")]


def test_compare_takes_one_document_a_side(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text("x")
    with pytest.raises(UsageError, match="2 documents"):
        compare(tmp_path, tmp_path / "a")
    (tmp_path / "b").write_text("")
    with pytest.raises(UsageError, match="nothing readable to read"):
        compare(tmp_path / "a", tmp_path / "b")


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)))


@given(spans, spans)
def test_every_reused_character_counts_once(matched: list[tuple[int, int]], gathered: list[tuple[int, int]]) -> None:
    document = Document("a", "x" * 80)
    places = [document.passage(start, start + size) for start, size in matched]
    other = Document("b", "x" * 80).passage(0, 1)
    matches = [Match("", "verbatim", {}, place, other) for place in places]
    members = tuple(document.passage(start, start + size) for start, size in gathered)
    covered = {at for start, size in matched + gathered for at in range(start, start + size)}
    assert Findings((), matches, [Family("", "", "verbatim", members)]).reused().get("a", 0) == len(covered)


def test_documents_as_they_are_given_keep_what_they_know() -> None:
    known = Document("a", "x", path="p", metadata={"date": "1800"}, encoding="latin-1", sha256="0" * 64)
    (record,) = scan(known).documents
    assert (record.path, record.metadata, record.encoding, record.sha256) == (
        "p",
        {"date": "1800"},
        "latin-1",
        "0" * 64,
    )


def test_the_public_names_are_there_and_the_version_is_that_of_the_distribution() -> None:
    assert all(getattr(reuse, name) for name in reuse.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = reuse.nonsense
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert f'version = "{reuse.__version__}"' in project.read_text()
