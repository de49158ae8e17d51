"""Copies: the documents that n-grams lead to are lent, and every part looks for the copies in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.shares import REPEATED
from reuse.columns import LINE, SENTENCE
from reuse.linking.copies import Passages, copies, longest_chance
from reuse.linking.fresh import Fresh, stretches
from reuse.linking.grams import Grams
from reuse.partitioned.letters import DRIVER, Letter
from reuse.partitioned.plan import bounds_of, only, plan_of
from reuse.partitioned.some import COLUMNS, Some, lent, wanted
from reuse.partitioned.words import far_heads, shares_of, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Shared

_TEXT = ("ids",)  # what looking for copies needs of other documents


def ask(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Ask for the documents in which n-grams of this part stand before."""
    counted = only(inbox, "counted")
    some = Some.of(part, only(inbox, "own"), wanted=_TEXT)
    far = far_heads(some, counted["places"], inbox.get("far", ()), shared, part)
    yield Letter(part, "far", {"head": far})
    yield from wanted(part, np.concatenate((counted["head"], counted["before"], far)), bounds_of(shared))


def lend(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Lend the words of documents."""
    yield from lent(inbox.get("wanted", ()), only(inbox, "own"), _TEXT)


def lend_whole(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Lend all columns of documents."""
    mine = {**only(inbox, "own"), "worth": only(inbox, "counted")["worth"]}
    yield from lent(inbox.get("wanted", ()), mine, COLUMNS)


def copy(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Find the copies in the documents of a part, and count the words that none explains."""
    plan, bounds, counted = plan_of(shared), bounds_of(shared), only(inbox, "counted")
    own = only(inbox, "own")
    some = Some.of(part, own, inbox.get("lent", ()), _TEXT)
    near = Grams(
        REPEATED,
        _placed(some, counted["head"]), _placed(some, counted["before"]),
        _filled(some, counted["places"], 1),
    )  # fmt: skip
    long = longest_chance(plan.model, bounds.places)
    none = np.empty(0, np.int32)
    far = Grams(long, _placed(some, only(inbox, "far")["head"]), none, np.empty(0, np.uint16))
    shares = shares_of(some.columns["ids"], np.empty(0, np.float32), shared)
    found = copies(
        some.documents, shares, near, far, plan.model, bounds.places + plan.model.min_score, within=plan.within, jobs=1
    )
    yield Letter(part, "copies", as_letter(found, some))
    fresh = fresh_of(part, own, counted["worth"], found.spans[:, 2:] - some.own.start, shared)
    words = fresh.shares.ids
    yield Letter(part, "explained", {"spans": found.spans[:, 2:] - some.own.start})
    windows = {
        number: finder.windows(fresh.block.documents)
        for number, finder in enumerate(plan.finders)
        if hasattr(finder, "windows")
    }
    opens = int(fresh.block.breaks[0]) & (SENTENCE | LINE) if len(words) else -1
    yield Letter(DRIVER, "fresh", {"words": len(words), "windows": windows, "opens": opens})
    if windows:
        counts = np.bincount(words, minlength=len(shared["vocabulary"].value.stems))
        yield from spread("fresh counts", counts, plan.parts)


def fresh_of(
    part: int,
    own: Mapping[str, Any],
    worth: NDArray[np.float32],
    explained: NDArray[np.int64],
    shared: Mapping[str, Shared],
) -> Fresh:
    """Return the text of a part that no copy explains; explained: rows (start, end), from its own first row on."""
    plan = plan_of(shared)
    some = Some.of(part, {**own, "worth": worth})
    corpus = some.corpus(shared["vocabulary"].value.stems)
    shares = shares_of(some.columns["ids"], some.columns["worth"], shared)
    return stretches(corpus, shares, explained, plan.model.min_words, plan.finders)


def as_letter(found: Passages, some: Some) -> dict[str, NDArray[Any]]:
    """Return passages in rows of the corpus."""
    runs = found.runs.copy()
    runs[:, :2] = some.there(runs[:, :2])
    return {"spans": some.spans_there(found.spans), "bits": found.bits, "firsts": found.firsts, "runs": runs}


def from_letter(body: Mapping[str, Any], some: Some) -> Passages:
    """Return passages in rows of some documents."""
    runs = body["runs"].copy()
    runs[:, :2] = some.here(runs[:, :2])
    return Passages(some.spans_here(body["spans"]), body["bits"], body["firsts"], runs)


def _placed(some: Some, rows: NDArray[np.int64]) -> NDArray[np.int32]:
    return _filled(some, some.here(rows).astype(np.int32), -1)


def _filled(some: Some, own: NDArray[Any], otherwise: int) -> NDArray[Any]:
    """Return a column of all rows here, of which the part's own are known."""
    column = np.full(int(some.documents[-1]), otherwise, own.dtype)
    column[some.own] = own
    return column
