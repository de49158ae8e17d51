"""Copies: the documents that n-grams lead to are lent, and every part looks for the copies in its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.shares import REPEATED
from reuse.columns import LINE, SENTENCE
from reuse.linking.copies import Passages, copies, longest_chance
from reuse.linking.fresh import stretches
from reuse.linking.grams import Grams
from reuse.partitioned import equals
from reuse.partitioned.letters import DRIVER, Letter
from reuse.partitioned.plan import bounds_of, only, plan_of
from reuse.partitioned.runs import spread_out, squeezed
from reuse.partitioned.some import COLUMNS, Some, lent, wanted
from reuse.partitioned.words import heads, shares_of, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Shared

_TEXT = ("ids",)  # what looking for copies needs of other documents
WHOLE = ("ids", "breaks", "places", "words", "worth")  # letters that have all columns


def ask(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Ask for the documents in which n-grams of this part stand before."""
    plan, bounds, near = plan_of(shared), bounds_of(shared), only(inbox, "near")
    far = heads(*equals.standing("far", inbox, plan.parts), len(near["places"]), int(bounds.rows[part]))
    runs = squeezed(far)
    yield Letter(part, "far", {"head": runs})
    # the first of each run is enough: n-grams one behind another are in one document
    firsts = (near["head"]["rows"], near["before"]["rows"], runs["rows"])
    yield from wanted(part, np.concatenate(firsts), bounds)


def lend(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Lend the words of documents."""
    yield from lent(inbox.get("wanted", ()), only(inbox, "ids"), _TEXT)


def lend_whole(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Lend all columns of documents."""
    yield from lent(inbox.get("wanted", ()), whole(inbox), COLUMNS)


def whole(inbox: Inbox) -> Mapping[str, Any]:
    """Return all columns of a part."""
    return {name: column for kind in WHOLE for name, column in only(inbox, kind).items()}


def copy(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Find the copies in the documents of a part, and count the words that none explains."""
    plan, bounds, near = plan_of(shared), bounds_of(shared), only(inbox, "near")
    some = Some.of(part, only(inbox, "ids"), inbox.get("lent", ()), _TEXT)
    head, before = (_placed(some, near[name]) for name in ("head", "before"))
    short = Grams(REPEATED, head, before, _filled(some, near["places"], 1))
    longest = longest_chance(plan.model, bounds.places)
    far = _placed(some, only(inbox, "far")["head"])
    long = Grams(longest, far, np.empty(0, np.int32), np.empty(0, np.uint16))
    shares = shares_of(some.columns["ids"], np.empty(0, np.float32), shared)
    need = bounds.places + plan.model.min_score
    found = copies(some.documents, shares, short, long, plan.model, need, within=plan.within, jobs=1)
    yield Letter(part, "copies", as_letter(found, some))
    yield from _unexplained(part, inbox, found.spans[:, 2:] - some.own.start, shared)


def _unexplained(
    part: int, inbox: Inbox, explained: NDArray[np.int64], shared: Mapping[str, Shared]
) -> Iterator[Letter]:
    """Yield the words that no copy explains, and what the driver is to know of them."""
    plan, stems = plan_of(shared), shared["vocabulary"].value.stems
    mine = {name: column for kind in ("ids", "breaks", "worth") for name, column in only(inbox, kind).items()}
    some = Some.of(part, mine, wanted=("ids", "breaks", "worth"))
    shares = shares_of(some.columns["ids"], some.columns["worth"], shared)
    fresh = stretches(some.corpus(stems), shares, explained, plan.model.min_words, ())
    ids, documents, breaks = fresh.shares.ids, fresh.block.documents, fresh.block.breaks
    rows = fresh.rows.astype(np.int32)
    yield Letter(part, "fresh", {"ids": ids, "documents": documents, "breaks": breaks, "rows": rows})
    windows = {k: finder.windows(documents) for k, finder in enumerate(plan.finders) if hasattr(finder, "windows")}
    opens = int(breaks[0]) & (SENTENCE | LINE) if len(ids) else -1
    yield Letter(DRIVER, "fresh", {"words": len(ids), "windows": windows, "opens": opens})
    if windows:
        yield from spread("fresh counts", np.bincount(ids, minlength=len(stems)), plan.parts)


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


def _placed(some: Some, runs: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int32]:
    return _filled(some, some.here(spread_out(runs)).astype(np.int32), -1)


def _filled(some: Some, own: NDArray[Any], otherwise: int) -> NDArray[Any]:
    """Return a column of all rows here, of which the part's own are known."""
    column = np.full(int(some.documents[-1]), otherwise, own.dtype)
    column[some.own] = own
    return column
