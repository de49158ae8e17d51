from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from many import QUOTE, new, texts

from reuse import Document, scan
from reuse.pipeline import MANY
from reuse.references.choose import MOST
from reuse.references.collect import Collector, batches
from reuse.references.lookup import Held
from reuse.references.memory import InMemory
from reuse.references.nominate import nominate
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from reuse.columns import Block

WORDS = Words(jobs=1)


@pytest.fixture(scope="module")
def references() -> InMemory:
    held = InMemory([Document(name, text) for name, text in texts().items()], WORDS)
    assert held.chars >= MANY
    return held


def block(name: str) -> Block:
    return WORDS.segment([new()[name]])


def opened(references: InMemory, name: str) -> list[str]:
    return [one.id for one in references.documents(references.nominate(block(name)).documents.tolist())]


def test_what_is_copied_is_opened_and_little_else(references: InMemory) -> None:
    assert opened(references, "new/a.txt") == ["ref/0017.txt", "ref/0403.txt"]
    assert "ref/0123.txt" in opened(references, "new/b.txt")
    assert len(opened(references, "new/b.txt")) < 6
    assert opened(references, "new/d.txt") == []


def test_of_a_popular_passage_some_are_opened_and_the_rest_is_counted(references: InMemory) -> None:
    found = references.nominate(block("new/c.txt"))
    assert MOST <= len(found.documents) < 2 * MOST
    assert len(found.documents) + found.left_out == 100
    assert found.documents[0] == 0  # by name where they are equally good


def test_of_two_sources_of_one_window_both_are_opened_and_what_tells_nothing_more_is_not() -> None:
    known = texts()
    one, other = (
        " ".join(known[name].split()[200:end]) for name, end in (("ref/0200.txt", 220), ("ref/0301.txt", 210))
    )
    weaker = " ".join(one.split()[:5])
    documents = [Document(name, text) for name, text in known.items()] + [Document("ref/weaker.txt", f"Not {weaker}.")]
    held = InMemory(documents, WORDS)
    found = held.nominate(WORDS.segment([f"{one} {other}"]))
    assert [documents[k].id for k in found.documents.tolist()] == ["ref/0200.txt", "ref/0301.txt"]
    assert found.left_out == 0
    alone = held.nominate(WORDS.segment([f"{weaker} {other}"]))
    assert "ref/weaker.txt" in [documents[k].id for k in alone.documents.tolist()]


def test_segments_make_no_difference(references: InMemory) -> None:
    whole = WORDS.segment(list(new().values()))
    once = references.nominate(whole)
    documents = [*references.held]
    parts = []
    for first in range(0, len(documents), 37):
        collector = Collector(WORDS)
        list(collector.add([one.text for one in documents[first : first + 37]]))
        parts += list(collector.rest())
    assert len(parts) > 10
    held = [Held(one.segment, np.ones(len(one.words), np.bool_)) for one in parts]
    again = nominate(whole, held, np.arange(len(documents)))
    assert np.array_equal(again.documents, once.documents)
    assert again.left_out == once.left_out


def test_what_takes_no_part_counts_nowhere(references: InMemory) -> None:
    whole = WORDS.segment(list(new().values()))
    (sketched,) = references._sketched  # noqa: SLF001 - the segment that the others are held against
    alive = np.arange(len(references)) % 3 != 0
    numbers = np.flatnonzero(alive)
    some = replace(references, held=[references.held[k] for k in numbers])
    found = nominate(whole, [Held(sketched.segment, alive)], np.arange(len(alive)))
    assert np.array_equal(found.documents, numbers[some.nominate(whole).documents])


def test_a_scan_against_many_references_finds_the_same_as_against_the_few_that_matter() -> None:
    report = scan(texts=new(), against=[Document(name, text) for name, text in texts().items()])
    places = {(match.a.document, match.b.document) for match in report.matches}
    assert {("new/a.txt", "ref/0017.txt"), ("new/a.txt", "ref/0403.txt"), ("new/b.txt", "ref/0123.txt")} <= places
    assert next(match.a.text for match in report.matches if match.b.document == "ref/0017.txt") == QUOTE
    assert len(report.documents) == len(texts()) + 4
    assert report.summary.left_out == {"references": 100 - len({b for a, b in places if a == "new/c.txt"})}
    assert report.summary.words == sum(document.words for document in report.documents)


def test_a_scan_that_opens_none_of_many_references_says_that_there_is_nothing() -> None:
    report = scan(texts={"new/d.txt": new()["new/d.txt"]}, against=[Document(*one) for one in texts().items()])
    assert (report.matches, report.families, report.skipped) == ((), (), ())
    assert len(report.documents) == len(texts()) + 1
    assert report.summary.left_out == {}


def test_batches_hold_a_document_that_is_too_long_alone() -> None:
    sizes = [5, 9_000_000, 3, 4]
    parts = [[len(one.text) for one in part] for part in batches(Document(str(k), "x" * k) for k in sizes)]
    assert parts == [[5], [9_000_000], [3, 4]]
