"""What every stage in the catalog keeps to: a new one is tested the moment it is listed."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass
from io import StringIO
from typing import Any

import numpy as np
import pytest

from reuse import catalog
from reuse.columns import Block, Keys
from reuse.errors import ReuseError
from reuse.findings import Findings
from reuse.model import (
    SCHEMA_VERSION,
    Document,
    DocumentRecord,
    Edit,
    Family,
    Match,
    Report,
    Run,
    Skipped,
    Summary,
    Tool,
)
from reuse.settings import build

VERBS = {
    "loaders": "load",
    "segmenters": "segment",
    "finders": "keys",
    "indexes": "group",
    "aligners": "align",
    "reporters": "write",
}
STAGES = [(kind, name) for kind in catalog.CATALOG for name in catalog.CATALOG[kind]]
TEXTS = [
    "The quick brown fox jumps over the lazy dog. It did so twice, Dr. Smith said.",
    "",
    "Nobody knows.\n\nThe quick brown fox jumps over the lazy dog! \N{PILE OF POO} na\u0308ive \ufb01sh",
    "東京 \u200d \u0e01\u0e32\u0e23",
]


def of(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", sorted(catalog.CATALOG[kind]))


def made(kind: str, name: str) -> Any:  # noqa: ANN401 - of that kind
    try:
        return catalog.find(kind, name)()
    except ReuseError as error:  # it needs an extra that is not installed
        pytest.skip(str(error))


def blocks() -> Block:
    return made("segmenters", "words").segment(TEXTS)


@pytest.mark.parametrize(("kind", "name"), STAGES)
def test_a_stage_is_a_frozen_dataclass_with_one_verb_and_defaults(kind: str, name: str) -> None:
    stage = made(kind, name)
    assert is_dataclass(stage)
    assert callable(getattr(stage, VERBS[kind]))
    assert pickle.loads(pickle.dumps(stage)) == stage  # noqa: S301 - our own bytes
    with pytest.raises((FrozenInstanceError, TypeError)):  # TypeError: frozen with slots, on some Pythons
        stage.anything = 1


@pytest.mark.parametrize(("kind", "name"), STAGES)
def test_every_option_of_a_stage_can_be_written_by_the_user(kind: str, name: str) -> None:
    stage = made(kind, name)
    for option in fields(stage):
        value = getattr(stage, option.name)
        text = "+".join(map(str, value)) if isinstance(value, tuple) else str(value)
        assert build(kind, f"{name}:{option.name}={text}") == stage


@of("segmenters")
def test_words_of_a_segmenter_stand_in_order_within_their_texts(name: str) -> None:
    block = made("segmenters", name).segment(TEXTS)
    assert block.documents[0] == 0
    assert block.documents[-1] == len(block.starts) == len(block.ends) == len(block.words)
    for text, first, last in zip(TEXTS, block.documents, block.documents[1:], strict=False):
        bounds = np.stack([block.starts[first:last], block.ends[first:last]], 1).ravel()
        assert (np.diff(bounds)[::2] > 0).all()
        assert (np.diff(bounds)[1::2] >= 0).all()
        assert bounds.max(initial=0) <= len(text)


@of("segmenters")
def test_equal_words_have_equal_hashes_and_stems_in_a_segmenter(name: str) -> None:
    block = made("segmenters", name).segment(["Fox fox \uff26\uff2f\uff38 cat"])
    assert len(set(block.words[:3].tolist())) == len(set(block.stems[:3].tolist())) == 1
    assert block.words[3] != block.words[0]


@of("finders")
def test_places_of_a_finder_lie_within_one_document(name: str) -> None:
    block = blocks()
    keys = made("finders", name).keys(block)
    assert (keys.keys.dtype, len(keys.keys)) == (np.uint64, len(keys.starts))
    ends = keys.starts + keys.lengths
    home = np.searchsorted(block.documents, keys.starts, "right") - 1
    assert (keys.lengths > 0).all()
    assert (ends <= block.documents[home + 1]).all()


@of("finders")
def test_a_finder_gives_the_same_keys_again_and_none_for_no_words(name: str) -> None:
    finder = made("finders", name)
    one, two = finder.keys(blocks()), finder.keys(blocks())
    assert np.array_equal(one.keys, two.keys)
    assert len(finder.keys(made("segmenters", "words").segment([""])).keys) == 0


@of("indexes")
def test_an_index_groups_equal_keys_only(name: str) -> None:
    keys = Keys(np.array([7, 9, 7, 8, 7], np.uint64), np.arange(5) * 10, np.full(5, 3, np.int32))
    buckets = made("indexes", name).group(keys)
    assert buckets.starts.tolist() == [0, 20, 40]
    assert buckets.bounds.tolist() == [0, 3]


HOSTILE = "one \x1b[31m two [/] three \x9b four \u202e five"


def report() -> Report:
    a, b = Document("a\x1b.txt", HOSTILE, "a\x1b.txt"), Document("b.txt", HOSTILE.upper(), "b.txt")
    sides = a.passage(0, 20), b.passage(0, 20)
    edits = (Edit("replace", 0, 3, 0, 3),)
    match = Match("m1", "edited", {"overlap": 0.5}, *sides, edits, "f1")
    family = Family("f1", "0" * 16, "edited", sides)
    reused = Findings((), [match], [family]).reused()
    records = tuple(DocumentRecord(d.id, d.path, "", "utf-8", len(d.text), 9, {}, reused[d.id], 0.5) for d in (a, b))
    summary = Summary(2, 18, 2 * len(HOSTILE), 40, 1, 1, 1, {"binary": 1}, {})
    run = Run({"min_words": 8}, "")
    skipped = (Skipped("c\x1b", "empty"),)
    return Report(SCHEMA_VERSION, Tool("text-reuse", "0"), run, records, (match,), (family,), skipped, summary)


@of("reporters")
def test_a_reporter_writes_the_same_again_and_lets_no_data_act(name: str) -> None:
    if getattr(made("reporters", name), "folder", False):
        pytest.skip("writes a folder: tests/reporters/test_reporters_folders.py")
    one, two = StringIO(), StringIO()
    made("reporters", name).write(report(), one)
    made("reporters", name).write(report(), two)
    assert one.getvalue() == two.getvalue()
    assert "b.txt" in one.getvalue() or name == "badge"  # which names no document
    assert not {"\x1b", "\x9b"} & set(one.getvalue()) or name.startswith("json")
    assert "\x1b" not in one.getvalue()
    assert one.getvalue().endswith("\n")
