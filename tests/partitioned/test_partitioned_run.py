"""A scan in parts gives the records of a scan of one machine, byte for byte, however the corpus is cut."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.api.inputs import Inputs
from reuse.api.summing import report
from reuse.engines.here import Here
from reuse.errors import UsageError
from reuse.model import Document
from reuse.partitioned.letters import RECORDS, Letter
from reuse.partitioned.plan import Plan
from reuse.partitioned.run import scan
from reuse.pipeline import detect
from reuse.reporters.jsonl import JsonLines
from reuse.settings import Settings
from test_pipeline import common, corpora, planted, rare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.partitioned.run import Scanned
    from reuse.pipeline import Pipeline

SETTINGS = Settings(relate="links", jobs=1)
RECORDED = ("document", "match", "family")


def locally(documents: Sequence[Document], settings: Settings = SETTINGS) -> list[str]:
    """Records of the engine of one machine."""
    found = detect(documents, settings.pipeline())
    stream = StringIO()
    JsonLines().write(report(found, Inputs(tuple(documents)), Inputs(), settings), stream)
    return sorted(line for line in stream.getvalue().split("\n") if line.startswith(tuple(map(_opening, RECORDED))))


def _opening(kind: str) -> str:
    return f'{{"type":"{kind}"'


def plan(pipeline: Pipeline, parts: int) -> Plan:
    return Plan(parts, pipeline.segmenter, pipeline.finders, pipeline.aligner, pipeline.self_reuse)


def in_parts(documents: Sequence[Document], cuts: Sequence[int], settings: Settings = SETTINGS) -> list[str]:
    """Records of a scan in parts, cut before these documents."""
    return records(*run(documents, cuts, settings))


def run(documents: Sequence[Document], cuts: Sequence[int], settings: Settings = SETTINGS) -> tuple[Here, Scanned]:
    bounds = [0, *sorted(cuts), len(documents)]
    engine = Here(len(bounds) - 1)
    letters = [
        Letter(part, "documents", {"documents": list(documents[bounds[part] : bounds[part + 1]])})
        for part in range(engine.parts)
    ]
    return engine, scan(engine, engine.post(letters), plan(settings.pipeline(), engine.parts))


def records(engine: Here, found: Scanned) -> list[str]:
    lines = [
        line
        for mail, names in ((found.documents_mail, RECORDED[:1]), (found.mail, RECORDED[1:]))
        for name in names
        for body in engine.written(mail, name, RECORDS)
        for line in body["lines"].decode().split("\n")
        if line
    ]
    return sorted(lines)


@st.composite
def cut(draw: st.DrawFn) -> tuple[list[Document], list[int]]:
    documents = draw(corpora())
    return documents, draw(st.lists(st.integers(0, len(documents)), max_size=5))


@planted
@given(cut())
def test_parts_change_nothing(given_: tuple[list[Document], list[int]]) -> None:
    documents, cuts = given_
    assert in_parts(documents, cuts) == locally(documents)


@planted
@given(cut(), st.sampled_from([("ngrams",), ("rare:step=3", "minhash"), ("ngrams:window=4",)]))
def test_nor_do_they_with_other_finders(given_: tuple[list[Document], list[int]], finders: tuple[str, ...]) -> None:
    documents, cuts = given_
    settings = replace(SETTINGS, finder=finders, no_self=True)
    assert in_parts(documents, cuts, settings) == locally(documents, settings)


def reworded(count: int, seed: int) -> list[Document]:
    """Documents of their own words that share passages of rare ones, shuffled: no copy explains these."""
    random = Random(seed)  # noqa: S311 - no secret
    passages = [rare(30, (seed, k)) for k in range(6)]
    documents = []
    for number in range(count):
        words = common(random.randrange(9), number)
        for k in random.sample(range(6), 3):
            told = list(passages[k])
            for at in range(0, 30, 5):
                told[at : at + 5] = random.sample(told[at : at + 5], 5)
            words += [*told, *rare(random.randrange(3, 60), (seed, number, k)), *common(20, (number, k))]
        documents.append(Document(f"d{number:03}", " ".join(words)))
    return documents


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reworded_is_found_across_parts(seed: int) -> None:
    documents = reworded(9, seed)
    whole = locally(documents)
    assert sum(line.startswith(_opening("match")) for line in whole) > 5
    for cuts in ([3], [1, 2, 3, 4, 5, 6, 7, 8], [0, 4, 4, 9]):
        assert in_parts(documents, cuts) == whole


def test_a_passage_of_many_places_is_a_row_a_part() -> None:
    passage = " ".join(rare(60, "licence"))
    documents = [Document(f"d{number:03}", f"{passage} {' '.join(rare(9, number))}") for number in range(200)]
    engine, found = run(documents, range(20, 200, 20))
    assert records(engine, found) == locally(documents)
    sent = [body["keys"] for body in engine.seen["near"]]
    assert sum(map(len, sent)) < 10 * (60 + 20 * 15)


def test_matches_of_large_families_are_told_by_their_members() -> None:
    documents = [Document(f"d{k:04}", " ".join(rare(40, k % 30)) + f"\n{k}") for k in range(1100)]
    whole = locally(documents)
    assert not any(line.startswith(_opening("match")) for line in whole)
    assert in_parts(documents, [100, 500, 800]) == whole


def test_totals_are_told() -> None:
    documents = [*reworded(5, 1), Document("empty", ""), Document("ends", " \n ")]
    documents.sort(key=lambda one: one.id)
    _, found = run(documents, [2, 5])
    whole = report(detect(documents, SETTINGS.pipeline()), Inputs(tuple(documents)), Inputs(), SETTINGS).summary
    assert (found.documents, found.words, found.chars) == (whole.documents, whole.words, whole.chars)
    assert (found.reused, found.matches, found.families) == (whole.reused_chars, whole.matches, whole.families)


def test_no_document_is_fine() -> None:
    assert in_parts([], [0, 0]) == []


def test_two_documents_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="two documents are called 'a'"):
        run([Document("a", "one"), Document("a", "two")], [])
