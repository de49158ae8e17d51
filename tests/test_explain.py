from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reuse import Settings, UsageError, scan
from reuse.aligners.nominate import CROWD
from reuse.api.explaining import explain
from reuse.api.explaining.target import Target

SEEDS = Path(__file__).parent.parent / "seeds"
PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
FILLER = "Nobody had expected visitors before spring, and the bread was stale."
OTHER = "Quite another story begins here, far inland, where rivers are slow."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"{PASSAGE} {FILLER}\n")
    Path("b.txt").write_text(f"{OTHER}\n\n{PASSAGE}\n")
    return tmp_path


def sentence(seed: int, words: int = 40) -> str:
    """Words that nobody has written, the same for the same seed."""
    random = Random(seed)  # noqa: S311 - texts, no secrets
    made = ("".join(random.choice(letters) for letters in ("bdfgkmprtvz", "aeiou", "lmnrst") * 2) for _ in range(words))
    return " ".join(made).capitalize() + "."


def places(text: str, name: str) -> Target:
    start = Path(name).read_text().index(text)
    return Target(name, (start, start + len(text)))


def test_each_match_of_a_scan_is_explained_as_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same passages, the same scores: the explanation follows the run, and invents none of it."""
    monkeypatch.chdir(SEEDS)
    for match in scan(".").matches[::3]:
        sides = (Target(side.document, (side.start, side.end)) for side in (match.a, match.b))
        found = explain(*sides, ["."], settings=Settings())
        told = {(one.a, one.b): one for one in found.candidates if one.fate == "reported"}
        assert found.reported
        assert found.nomination.nominated
        assert {score.name: score.value for score in told[match.a, match.b].scores} == match.scores


def test_the_bits_of_the_words_are_the_bits_of_the_passage() -> None:
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings())
    (one,) = (candidate for candidate in found.candidates if candidate.fate == "reported")
    for side, passage in zip(one.sides, (one.a, one.b), strict=True):
        assert sum(word.bits for word in side.words) == pytest.approx(side.bits, abs=0.1)
        assert all(
            word.text == passage.text[word.start - passage.start : word.end - passage.start] for word in side.words
        )
        assert {word.run for word in side.words if word.hit} == {17}
        assert side.edges[0] == 8
    surprise = sum(side.bits for side in one.sides) / 2 - found.compared.places
    assert one.scores[0].value == pytest.approx(surprise, abs=0.1)


def test_what_falls_under_the_threshold_is_told_with_its_bits() -> None:
    cut = PASSAGE.removesuffix(" torn nets.")  # the same whole sentence may lack eight bits
    Path("b.txt").write_text(f"{OTHER}\n\n{cut} sails.\n")
    surprise = explain(Target("a.txt"), Target("b.txt"), settings=Settings()).candidates[0].scores[0].value
    needed = surprise + 1
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings(min_score=needed))
    assert not found.reported
    assert found.nomination.nominated
    assert [one.fate for one in found.candidates] == ["weak"]
    assert found.verdict == f"Not reported: {found.candidates[0].reason}."
    assert found.candidates[0].reason.startswith(f"{surprise:.1f} bits of surprise, {needed:g} are needed")


def test_what_is_too_short_is_told_with_its_words() -> None:
    whole = explain(Target("a.txt"), Target("b.txt"), settings=Settings(min_words=18))
    assert whole.reported  # a sentence of 17 words
    Path("c.txt").write_text(f"{OTHER} {PASSAGE.removesuffix(' torn nets.')} sails.\n")
    cut = explain(Target("a.txt"), Target("c.txt"), settings=Settings(min_words=18))
    assert [one.fate for one in cut.candidates] == ["short"]
    assert cut.verdict == f"Not reported: {cut.candidates[0].reason}."


def test_blocks_in_another_order_are_told_as_blocks() -> None:
    one, other = sentence(1), sentence(2)
    Path("a.txt").write_text(f"{sentence(3)} {one} {sentence(4, 20)} {other}\n")
    Path("b.txt").write_text(f"{sentence(5)} {other} {sentence(6, 20)} {one}\n")
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings())
    fates = [one.fate for one in found.candidates]
    assert fates == ["reported", "reported", "moved"]


def test_words_that_a_better_passage_has_are_told_with_that_passage() -> None:
    Path("b.txt").write_text(f"{OTHER} {PASSAGE} {sentence(1)} {PASSAGE}\n")
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings(aligner="surprise:again=2"))
    best, taken = found.candidates
    assert (best.fate, taken.fate) == ("reported", "taken")
    assert best.a == taken.a
    assert f"{best.a.start}-{best.a.end} = {best.b.start}-{best.b.end} (" in taken.reason


def test_a_run_that_compares_no_such_pair_says_so() -> None:
    Path("a.txt").write_text(f"{PASSAGE} {FILLER} {OTHER} {PASSAGE}\n")
    within = explain(Target("a.txt"), Target("a.txt"), settings=Settings())
    assert within.reported
    passed = explain(Target("a.txt"), Target("a.txt"), settings=Settings(no_self=True))
    assert "(no_self)" in passed.verdict
    assert {one.fate for one in passed.candidates} & {"reported"} == set()
    Path("old.txt").write_text(FILLER)
    new = explain(Target("a.txt"), Target("b.txt"), ["a.txt", "b.txt"], settings=Settings(against=("old.txt",)))
    assert not new.reported
    assert "both are new documents" in new.verdict


def test_what_no_finder_nominates_is_told_as_never_aligned() -> None:
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings(finder=("ngrams:n=40",)))
    assert not found.reported
    assert "not aligned" in found.verdict
    assert found.candidates[0].fate == "unseen"
    (keys,) = found.nomination.finders
    assert (keys.finder, keys.met, keys.nominates, keys.bits) == ("ngrams", 0, False, None)


def test_met_keys_say_in_which_words_and_how_full_their_bucket_is() -> None:
    found = explain(Target("a.txt"), Target("b.txt"), settings=Settings(finder=("ngrams",)))
    (keys,) = found.nomination.finders
    assert keys.met == 14  # 4-grams of 17 words
    (meeting,) = keys.meetings
    assert meeting.a.text == meeting.b.text == PASSAGE.removesuffix(".")
    assert (meeting.keys, meeting.places, meeting.crowd) == (14, 2, False)


def test_a_crowd_links_only_its_first_place() -> None:
    for number in range(CROWD + 1):
        Path(f"{number:02}.txt").write_text(f"{PASSAGE}\n{number}\n")
    crowd = explain(Target("05.txt"), Target("06.txt"), ["."], settings=Settings(finder=("ngrams",)))
    (keys,) = crowd.nomination.finders
    assert keys.met == keys.crowded > 0
    assert not crowd.reported
    assert f"crowds of more than {CROWD} places" in crowd.verdict
    first = explain(Target("00.txt"), Target("06.txt"), ["."], settings=Settings(finder=("ngrams",)))
    assert first.nomination.finders[0].crowded == 0
    assert first.reported


def test_the_chance_that_minhash_misses_is_that_of_its_bands() -> None:
    changed = PASSAGE.replace("silent", "quiet").replace("seven", "eleven")
    Path("b.txt").write_text(f"{OTHER}\n\n{changed}\n")
    chance = explain(places(PASSAGE, "a.txt"), places(changed, "b.txt"), settings=Settings()).nomination.minhash
    assert chance is not None
    assert chance.jaccard == pytest.approx(12 / 20)  # 16 pairs of words a side, 4 of each changed
    assert chance.missed == pytest.approx((1 - (12 / 20) ** chance.rows) ** chance.bands, rel=0.001)


def test_shares_and_search_space_are_those_of_the_corpus() -> None:
    alone = explain(Target("a.txt"), Target("b.txt"), settings=Settings())
    Path("more.txt").write_text((SEEDS / "003_37e121fc5e81cec1.txt").read_text(encoding="utf-8"))
    among = explain(Target("a.txt"), Target("b.txt"), ["."], settings=Settings())
    assert (alone.compared.documents, among.compared.documents) == (2, 3)
    assert among.compared.places > alone.compared.places
    assert (
        explain(Target("./a.txt"), Target("b.txt"), [str(Path.cwd())], settings=Settings()).compared == among.compared
    )


def test_the_order_of_the_two_changes_nothing() -> None:
    one = explain(Target("a.txt"), Target("b.txt"), ["."], settings=Settings())
    assert one == explain(Target("b.txt"), Target("a.txt"), ["."], settings=Settings())


@given(st.tuples(st.integers(0, 160), st.integers(1, 60)), st.tuples(st.integers(0, 160), st.integers(1, 60)))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_offsets_lead_to_the_text_whatever_is_asked_about(a: tuple[int, int], b: tuple[int, int]) -> None:
    asked = (Target(name, (start, start + size)) for name, (start, size) in (("a.txt", a), ("b.txt", b)))
    try:
        found = explain(*asked, settings=Settings())
    except UsageError:  # a part behind the end, or without a word
        return
    texts = {name: Path(name).read_text() for name in ("a.txt", "b.txt")}
    for one in found.candidates:
        for side, passage, region in zip(one.sides, (one.a, one.b), (found.a, found.b), strict=True):
            text = texts[passage.document]
            assert passage.text == text[passage.start : passage.end]
            assert all(word.text == text[word.start : word.end] for word in side.words)
            assert passage.span.overlap(replace(region).span)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a.txt", Target("a.txt")),
        ("a.txt:3-17", Target("a.txt", span=(3, 17))),
        ("a.txt:L2-L5", Target("a.txt", lines=(2, 5))),
        ("a.txt:L2", Target("a.txt", lines=(2, 2))),
        ("c:d.txt:1-2", Target("c:d.txt", span=(1, 2))),
        ("odd:1-2", Target("odd:1-2")),
    ],
)
def test_targets_are_read_as_typed(typed: str, meant: Target) -> None:
    Path("odd:1-2").touch()
    assert Target.parse(typed) == meant


def test_lines_are_those_of_the_document() -> None:
    found = explain(Target("a.txt"), Target("b.txt", lines=(3, 3)), settings=Settings())
    assert found.b.text == f"{PASSAGE}\n"
    assert (found.b.start_line, found.b.start_column) == (3, 1)


@pytest.mark.parametrize("wrong", ["a.txt:5-5", "a.txt:0-9999", "a.txt:L9", "a.txt:3-4", "none.txt", ".", "-"])
def test_what_is_not_there_is_an_error_of_usage(wrong: str) -> None:
    with pytest.raises(UsageError):
        explain(Target.parse(wrong), Target("b.txt"), settings=Settings())
