"""A scan in parts: the steps in their order, and what the driver learns and shares in between."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.shares import table_rows
from reuse.aligners.surprise import search_space
from reuse.errors import UsageError
from reuse.finders.rare import Census
from reuse.linking.corpus import as_shares
from reuse.partitioned import components, copied, gathered, told, unexplained, words
from reuse.partitioned.plan import Bounds, Counted, FreshBounds, Plan, Vocabulary
from reuse.reporters.records import MOST_TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Engine, Mail, Shared, Step

_NONE = np.empty(0, np.int32)


@dataclass(frozen=True)
class Scanned:
    """What a scan found: mail with records, lines of JSON named "document", "match" and "family"; and its sums.

    matches: as many as there are; listed: as many as are written.
    """

    documents_mail: Mail
    mail: Mail
    documents: int
    words: int
    chars: int
    reused: int
    matches: int
    listed: int
    families: int


class _Run:
    """The steps of one scan."""

    def __init__(self, engine: Engine, plan: Plan) -> None:
        self.engine, self.plan = engine, plan
        self.shared: dict[str, Shared] = {}
        self.share("plan", plan)

    def share(self, name: str, value: object) -> None:
        self.shared[name] = self.engine.share(value)

    def step(self, name: str, step: Step, mail: Mapping[Mail, Sequence[str]]) -> Mail:
        return self.engine.run(name, step, mail, self.shared)

    def bodies(self, mail: Mail, name: str) -> list[Mapping[str, Any]]:
        return [body for _, body in self.engine.told(mail, name)]


def scan(engine: Engine, documents: Mail, plan: Plan) -> Scanned:
    """Return what documents share; documents: letters "documents" to the parts that have them, in the order of ids.

    Raises UsageError for two documents of one id.
    """
    run = _Run(engine, plan)
    segmented = run.step("segment", words.segment, {documents: ["documents"]})
    _bounds(run, segmented)
    ids, counted, asked = _counted(run, segmented)
    lent = run.step("lend", copied.lend, {asked: ["wanted"], ids: ["ids"]})
    copies = run.step("copy", copied.copy, {
        lent: ["lent"], ids: ["ids"], counted: ["near", "worth"], asked: ["far"], segmented: ["breaks"],
    })  # fmt: skip
    weighed = _met(run, copies)
    whole: dict[Mail, Sequence[str]] = {ids: ["ids"], counted: ["worth"], segmented: ["breaks", "places", "words"]}
    lent = run.step("lend again", copied.lend_whole, {**whole, weighed: ["wanted"]})
    found = run.step("reword", told.reword, {**whole, lent: ["lent"], weighed: ["meetings"], copies: ["copies"]})
    return _gathered(run, segmented, ids, found)


def _bounds(run: _Run, segmented: Mail) -> None:
    sizes = run.bodies(segmented, "sizes")
    for body in sizes:
        for name in body["twice"]:
            raise UsageError(f"two documents are called {name!r}", "Give each a name of its own.")
    rows, documents = (np.cumsum([0, *(body[name] for body in sizes)]) for name in ("rows", "documents"))
    run.share("bounds", Bounds(rows, documents, search_space(int(rows[-1]))))


def _counted(run: _Run, segmented: Mail) -> tuple[Mail, Mail, Mail]:
    """Return columns, what is known of their words and n-grams, and what was asked of documents."""
    stems = run.step("stems", words.first_met, {segmented: ["stems"]})
    known = words.vocabulary(run.bodies(stems, "stems"))
    run.share("vocabulary", known)
    ids = run.step("gram", words.gram, {segmented: ["numbers"]})
    near = run.step("near", words.answer, {ids: ["near"]})
    counted = run.step("count", words.counted, {ids: ["ids", "own near"], near: ["near"]})
    sums = run.step("sum", words.summed, {counted: ["counts", "pairs", "far"]})
    run.share("counted", _knowledge(run, known, sums))
    asked = run.step("ask", copied.ask, {counted: ["near", "own far"], sums: ["far"]})
    return ids, counted, asked


def _knowledge(run: _Run, known: Vocabulary, sums: Mail) -> Counted:
    rows = int(run.shared["bounds"].value.rows[-1])
    counts = words.total(run.bodies(sums, "counts"), len(known.stems))
    pairs = words.total(run.bodies(sums, "pairs"), table_rows(rows))
    found = as_shares(_NONE, _NONE.astype(np.float32), known.stems, counts, pairs, run.plan.segmenter)
    return Counted(found.counts, found.background, found.stock)


def _met(run: _Run, copies: Mail) -> Mail:
    """Return where text that no copy explains meets, and what documents are wanted for it."""
    fresh = run.bodies(copies, "fresh")
    rows = np.cumsum([0, *(body["words"] for body in fresh)])
    run.share("fresh", FreshBounds(rows, _opens([body["opens"] for body in fresh])))
    run.share("census", _census(run, copies, fresh, int(rows[-1])))
    numbers = range(len(run.plan.finders))
    keys = run.step("key", unexplained.key, {copies: ["fresh"]})
    stands = run.step("meet", words.answer, {keys: [f"keys {k}" for k in numbers]})
    pairs = run.step(
        "pair", unexplained.pair, {keys: [f"own keys {k}" for k in numbers], stands: [f"keys {k}" for k in numbers]}
    )
    looked = run.step("look", unexplained.look, {pairs: [f"pairs {k}" for k in numbers]})
    shown = run.step("show", unexplained.show, {copies: ["fresh"], looked: ["look"]})
    return run.step("weigh", unexplained.weigh, {copies: ["fresh", "copies"], looked: ["met"], shown: ["shown"]})


def _opens(opens: list[int]) -> NDArray[np.int64]:
    """Return of each part the breaks of the first fresh word behind it."""
    found, following = np.full(len(opens), -1, np.int64), -1
    for part in reversed(range(len(opens))):
        found[part] = following
        following = opens[part] if opens[part] >= 0 else following
    return found


def _census(run: _Run, copies: Mail, fresh: list[Mapping[str, Any]], total: int) -> dict[int, Census]:
    """Return what finders ask of all fresh words, by the number of the finder."""
    windows = {number: sum(body["windows"][number] for body in fresh) for number in fresh[0]["windows"]}
    if not windows:
        return {}
    known: Vocabulary = run.shared["vocabulary"].value
    sums = run.step("sum again", words.summed, {copies: ["fresh counts"]})
    counts = words.total(run.bodies(sums, "fresh counts"), len(known.stems))[known.numbers]
    return {number: Census(known.ascending, counts, total, count) for number, count in windows.items()}


def _gathered(run: _Run, segmented: Mail, ids: Mail, found: Mail) -> Scanned:
    matches = sum(body["count"] for body in run.bodies(found, "matches"))
    run.share("texts", matches <= MOST_TEXTS)
    placed = run.step("place", told.place, {found: ["sides"], segmented: ["texts", "places"], ids: ["ids"]})
    labels = _labels(run, found, placed)
    sides: dict[Mail, Sequence[str]] = {found: ["told"], placed: ["placed"]}
    brought = run.step("bring", gathered.bring, {**sides, labels: ["labels"]})
    families = run.step("gather", gathered.gather, {brought: ["rows"]})
    said = run.step("say", gathered.say, {families: ["members"], segmented: ["texts"]})
    named = run.step("name", gathered.name, {families: ["gathered"], said: ["said", "beside"]})
    written = run.step(
        "write",
        gathered.write,
        {found: ["told"], placed: ["passages"], families: ["gathered"], said: ["said"], named: ["of", "linked"]},
    )
    sums, counts = run.bodies(placed, "documents"), run.bodies(written, "written")
    bounds: Bounds = run.shared["bounds"].value
    return Scanned(
        documents_mail=placed,
        mail=written,
        documents=int(bounds.documents[-1]),
        words=int(bounds.rows[-1]),
        chars=sum(body["chars"] for body in sums),
        reused=sum(body["reused"] for body in sums),
        matches=matches,
        listed=sum(body["matches"] for body in counts),
        families=sum(body["families"] for body in counts),
    )


def _labels(run: _Run, found: Mail, placed: Mail) -> Mail:
    """Return the component of each place, told to the part that has it."""
    links = run.step("link", components.first_links, {found: ["told"], placed: ["placed"]})
    for turn in count(1):
        links = run.step(f"join {turn}", components.join, {links: ["links"]})
        if not any(body["count"] for body in run.bodies(links, "left")):
            break
    return links
