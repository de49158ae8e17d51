from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reuse.errors import OutputError, UsageError
from reuse.evaluation.disguises import EVERY, Ocr, Piece, Reorder, Replace, Shuffle, Verbatim, Vocabulary, Wrap
from reuse.evaluation.ocr import misread
from reuse.evaluation.planted import Wish, make, write
from reuse.evaluation.planting import Ground, Insertion, Place, Taken, moved, new_texts, plant
from reuse.evaluation.truth import family_cases
from reuse.model import SCHEMA_VERSION, Document, Family, Match, Report, Run, Summary, Tool
from reuse.pipeline import silent
from reuse.segmenters.words import Words
from reuse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from reuse.pipeline import Pipeline

NOUNS = ("heron", "mill", "trout", "quay", "tide", "gauge", "lamp", "harbour", "crew", "net", "winter", "moon")
VERBS = ["watched", "carried", "mended", "counted", "followed", "painted", "measured", "borrowed", "polished", "buried"]

TOOL = Tool("text-reuse", "0")


def repeatable(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secrets here


def story(seed: int, sentences: int, newline: str = "\n") -> str:
    chance = repeatable(seed)
    lines = [
        f"The {chance.choice(NOUNS)} {chance.choice(VERBS)} {chance.randint(100, 9999)} {chance.choice(NOUNS)}s "
        f"near {chance.choice(NOUNS)} number {chance.randint(100, 9999)}."
        for _ in range(sentences)
    ]
    return newline.join(" ".join(lines[k : k + 4]) + newline for k in range(0, sentences, 4))


def documents() -> list[Document]:
    return [Document(f"c/{k}.txt", story(k, 60, "\r\n" if k % 2 else "\n")) for k in range(4)]


def wish(**chosen: object) -> Wish:
    return replace(Wish(EVERY, cases=14, words=20, seed=0, folder="out"), **chosen)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Settings(jobs=1, min_words=20).pipeline()


def test_offsets_of_plain_copies_are_exact(pipeline: Pipeline) -> None:
    texts, truth = make(documents(), pipeline, wish(disguises=(Verbatim(),)), TOOL, silent)
    assert len(truth.matches) == 14
    by_name = {one.id: one.text for one in texts}
    for match in truth.matches:
        source = by_name[match.a.document][match.a.start : match.a.end]
        assert source == by_name[match.b.document][match.b.start : match.b.end] == match.a.text
        assert match.a.document != match.b.document
        assert 20 <= len(source.split()) <= 30
        assert source[0].isupper()
        assert source[-1] == "."


def test_every_disguise_is_planted_in_turn(pipeline: Pipeline) -> None:
    texts, truth = make(documents(), pipeline, wish(), TOOL, silent)
    kinds = Counter(match.id.rpartition("-")[0] for match in truth.matches if match.is_new)
    assert kinds == {disguise.name: 2 for disguise in EVERY}
    by_name = {one.id: one.text for one in texts}
    for side in (side for match in truth.matches for side in (match.a, match.b)):
        assert by_name[side.document][side.start : side.end] == side.text


def test_the_same_seed_plants_the_same(pipeline: Pipeline) -> None:
    assert make(documents(), pipeline, wish(), TOOL, silent) == make(documents(), pipeline, wish(), TOOL, silent)
    other, _ = make(documents(), pipeline, wish(seed=1), TOOL, silent)
    assert other != make(documents(), pipeline, wish(), TOOL, silent)[0]


def test_reuse_that_was_there_is_neutral_and_no_source(pipeline: Pipeline) -> None:
    old = documents()
    shared = old[0].text[:600]
    old[1] = replace(old[1], text=shared + old[1].text)
    texts, truth = make(old, pipeline, wish(cases=30, disguises=(Verbatim(),)), TOOL, silent)
    natural = [match for match in truth.matches if not match.is_new]
    assert natural
    assert all(match.a.text[:100] == match.b.text[:100] for match in natural)
    planted = [match for match in truth.matches if match.is_new]
    assert planted
    assert not any(match.a.text in shared for match in planted)
    assert len(texts) == 4


def test_a_corpus_without_room_is_refused(pipeline: Pipeline) -> None:
    with pytest.raises(UsageError, match="no room"):
        make([Document("a", "Too short."), Document("b", "This too.")], pipeline, wish(), TOOL, silent)


def test_the_folder_appears_whole_and_is_never_overwritten(tmp_path: Path, pipeline: Pipeline) -> None:
    old = [replace(one, id=f"/deep/../{one.id.replace('.txt', suffix)}") for one, suffix in zip(
        documents(), (".txt", ".md", ".pdf", ""), strict=True)]  # fmt: skip
    target = tmp_path / "new" / "corpus"
    texts, truth = make(old, pipeline, wish(folder=str(target)), TOOL, silent)
    write(target, texts, truth)
    assert sorted(path.name for path in target.rglob("*.*")) == ["0.txt", "1.md", "2.pdf.txt", "3.txt", "truth.json"]
    for text in texts:
        assert (tmp_path / text.path).read_bytes().decode() == text.text
    assert sorted(path.name for path in target.parent.iterdir()) == ["corpus"]
    with pytest.raises(OutputError, match="there already"):
        write(target, texts, truth)


@given(st.text("ab .\n\u00e9\u4e2d\u3002", min_size=5, max_size=60), st.data())
def test_moved_places_hold_the_same_text(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    spots = data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=4).map(sorted))
    source = Place(0, start, end)
    own = [Insertion(at, Taken(Verbatim(), source, "XYZ"), "--") for at in spots if not start < at < end]
    if start == end:
        return
    (made,), planted = new_texts([text], [own])
    there = moved(source, [own])
    assert made[there.start : there.end] == text[start:end]
    assert [made[one.copy.start : one.copy.end] for one in planted] == ["XYZ"] * len(own)
    assert made.replace("XYZ--", "") == text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text('aB. "\n(\u4e2d\u3002\u00e9', max_size=80), min_size=1, max_size=3), st.integers(0, 3))
def test_planting_in_any_text_keeps_its_promises(texts: list[str], seed: int) -> None:
    ground = Ground(texts, Words().segment(texts))
    made, planted = new_texts(texts, plant(ground, EVERY, cases=5, words=3, seed=seed))
    for one in planted:
        if one.disguise in {"verbatim", "cut"}:
            source, copy = one.source, one.copy
            assert made[source.document][source.start : source.end] == made[copy.document][copy.start : copy.end]
    assert sum(map(len, made)) >= sum(map(len, texts))


PIECE = Piece(
    ("One", "mill", "stood", "Two", "herons", "waited"), ("", " ", "\n", '. "', " ", " ", '."'), (0, 3), newline="\r\n"
)
CORPUS = Vocabulary(["One", "mill", "stood", "two", "herons", "waited", "by", "the", "quay", "quay"])


def test_disguises_do_what_they_say() -> None:
    chance = repeatable(1)
    assert PIECE.text == 'One mill\nstood. "Two herons waited."'
    assert Reorder().apply(PIECE, chance, CORPUS) == 'Two herons waited." One mill\nstood. "'
    wrapped = Wrap(widths=(12, 12)).apply(PIECE, chance, CORPUS)
    assert wrapped == 'One mill\r\nstood. "Two\r\nherons\r\nwaited."'
    shuffled = Shuffle(1.0).apply(PIECE, chance, CORPUS)
    assert shuffled != PIECE.text
    assert sorted(shuffled) == sorted(PIECE.text)
    replaced = Replace(1.0).apply(PIECE, chance, CORPUS)
    assert replaced.count(" ") == PIECE.text.count(" ")
    assert replaced[0].isupper()
    assert not {*replaced.split()} & {*PIECE.text.split()}
    assert Shuffle(0.0).apply(PIECE, chance, CORPUS) == Replace(0.0).apply(PIECE, chance, CORPUS) == PIECE.text
    assert Ocr(0.0).apply(PIECE, chance, CORPUS) == PIECE.text


def test_words_are_replaced_by_equally_frequent_ones() -> None:
    words = [f"w{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(200)]
    corpus = Vocabulary(word for k, word in enumerate(words) for _ in range(200 - k))
    near = {corpus.another(words[100], repeatable(seed)) for seed in range(300)}
    assert near == {*words[90:100], *words[101:111]}
    assert corpus.another("\u4e2d", repeatable(0)) == "\u4e2d"


def test_misreading_keeps_lines_and_its_rate() -> None:
    text = "The tide gauge registered four metres.\r\n" * 200
    for rate in (0.02, 0.1):
        read = misread(text, rate, repeatable(0))
        assert read.count("\r\n") == 200
        lines = [line for line in read.split("\r\n") if len(line) == 38]  # no sign more or less
        wrong = sum(a != b for line in lines for a, b in zip(line, text, strict=False))
        assert 0.3 * rate < wrong / sum(map(len, lines)) < 1.5 * rate


def test_what_only_members_say_is_a_detection_too() -> None:
    text = Document("d", "x" * 100)
    members = tuple(replace(text, id=name).passage(10, 40) for name in "abc")
    family = Family("f", "", "verbatim", members, representative=1)
    match = Match("m", "verbatim", {}, members[0], members[1], family="f")
    summary = Summary(3, 3, 300, 90, 2, 1, 0, left_out={"matches": 1})
    report = Report(SCHEMA_VERSION, Tool("", ""), Run({}, ""), (), (match,), (family,), (), summary)
    assert family_cases(report, {}) == [("b", 10, 40, "c", 10, 40)]
    assert family_cases(replace(report, summary=replace(summary, left_out={})), {}) == []
