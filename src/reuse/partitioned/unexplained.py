"""Text that no copy explains: where places of it share keys of a finder, and enough surprising words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.aligners.nominate import Candidates, bits_of, enough
from reuse.columns import LINE, SENTENCE, Block
from reuse.kernels.meetings import GRID
from reuse.linking.fresh import APART
from reuse.partitioned import equals
from reuse.partitioned.letters import Letter, Received
from reuse.partitioned.plan import bounds_of, only, owners, plan_of
from reuse.partitioned.some import wanted
from reuse.partitioned.words import shares_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.finders.rare import Census
    from reuse.partitioned.letters import Inbox, Shared
    from reuse.partitioned.plan import FreshBounds
    from reuse.stages import Finder

_BITS = 36  # of a place on the grid; those of a part have the rest of a number
_AROUND = 15  # words before a place that are looked at, and
_WIDE = 30  # words in all, where a document begins
_LARGEST = 1 << 31  # rows


def key(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Ask where the keys of all finders stand."""
    plan, known = plan_of(shared), shared["fresh"].value
    block = _fresh(inbox).block(shared)
    total = int(known.rows[-1])
    lost = np.uint64(max(1, (total >> GRID).bit_length()) if total < _LARGEST else 0)
    for number, finder in enumerate(plan.finders):
        census = shared["census"].value.get(number)
        keys, places = _placed(finder, block, census, int(known.rows[part]))
        order = np.argsort(places, kind="stable")
        yield from equals.asked(part, f"keys {number}", keys[order] >> lost << lost, places[order], plan.parts)


def pair(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Tell which places meet under a key, each with the one before it and the first, to the part of the later one."""
    plan, known = plan_of(shared), shared["fresh"].value
    for number in range(len(plan.finders)):
        x, y = _met(*equals.standing(f"keys {number}", inbox, plan.parts))
        of = owners(known.rows, y << GRID)
        for to, some in equals.by_part(of, plan.parts):
            low = known.rows[to] >> GRID
            codes, counts = np.unique(((y[some] - low) << _BITS) | x[some], return_counts=True)
            yield Letter(to, f"pairs {number}", {"codes": codes, "counts": counts})


def look(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Choose the places that meet often enough, and ask for the words around those of other parts."""
    plan, known = plan_of(shared), shared["fresh"].value
    chosen = [np.empty(0, np.int64)]
    for number, finder in enumerate(plan.finders):
        bodies = [body for _, body in inbox.get(f"pairs {number}", ())]
        if bodies:
            codes, at = np.unique(np.concatenate([body["codes"] for body in bodies]), return_inverse=True)
            counts = np.bincount(at, np.concatenate([body["counts"] for body in bodies]))
            chosen.append(codes[counts >= getattr(finder, "shared", 1)])
    codes = np.unique(np.concatenate(chosen))
    x, y = codes & ((1 << _BITS) - 1), (codes >> _BITS) + (known.rows[part] >> GRID)
    rows = np.stack((x, y), 1) << GRID
    yield Letter(part, "met", {"rows": rows})
    others = np.unique(rows[:, 0])
    of = owners(known.rows, others)
    for to, some in equals.by_part(of, plan.parts):
        if to != part:
            yield Letter(to, "look", {"rows": others[some]})


def show(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Show the words around places to who asked."""
    if not inbox.get("look"):
        return
    known, base = shared["fresh"].value, shared["fresh"].value.rows[part]
    fresh = _fresh(inbox)
    lines = _lines(fresh, part, known)
    for sender, body in inbox["look"]:
        rows = body["rows"] - base
        of = owners(fresh.documents, rows)
        low = np.maximum(fresh.documents[of], rows - _AROUND)
        high = np.minimum(fresh.documents[of + 1], low + _WIDE)
        seen = np.zeros(len(fresh.rows) + 2, np.int64)
        for start, stop in ((low, high), (rows, rows + 2)):
            np.add.at(seen, start, 1)
            np.add.at(seen, stop, -1)
        here = np.flatnonzero(np.cumsum(seen[:-1])[: len(lines["ids"])])
        yield Letter(sender, "shown", {name: column[here] for name, column in lines.items()})


def weigh(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Keep the meetings of places that share bits enough, and ask for the documents of these and of copies."""
    plan, bounds, known = plan_of(shared), bounds_of(shared), shared["fresh"].value
    fresh = _fresh(inbox)
    seen = [_numbered(one, known, bounds.rows) for one in inbox.get("shown", ())]
    seen.append(_numbered(Received(part, _lines(fresh, part, known)), known, bounds.rows))
    lines = {name: np.concatenate([body[name] for body in seen]) for name in seen[0]}
    order = np.lexsort(
        (lines["stretches"] < 0, lines["numbers"])
    )  # the row behind the last of a part may be told twice
    order = order[np.diff(lines["numbers"][order], prepend=-1) != 0]
    lines = {name: column[order] for name, column in lines.items()}
    cuts = (np.diff(lines["numbers"], prepend=-2) != 1) | (np.diff(lines["stretches"], prepend=-2) != 0)
    documents = np.append(np.flatnonzero(cuts), len(cuts))
    nothing = np.empty(0, np.uint64)
    block = Block(lines["ids"], lines["ids"], nothing, nothing, lines["breaks"], documents)
    rows = np.searchsorted(lines["numbers"], only(inbox, "met")["rows"])
    shares = shares_of(lines["ids"], np.empty(0, np.float32), shared)
    of = owners(documents, rows)
    bits = bits_of(block, shares, Candidates(rows, np.ones_like(rows)), of, plan.model)
    alike = bits >= enough(plan.model, bounds.places)
    met = lines["rows"][rows[alike]]
    yield Letter(part, "meetings", {"rows": met, "bits": bits[alike]})
    copied = only(inbox, "copies")["spans"]
    yield from wanted(part, np.concatenate((met.ravel(), copied[:, 0])), bounds)


class _Fresh(NamedTuple):
    """Words of a part that no copy explains, each stretch as if it were a document; rows: of the part."""

    ids: NDArray[np.int32]
    documents: NDArray[np.int64]
    breaks: NDArray[np.uint8]
    rows: NDArray[np.int32]

    def block(self, shared: Mapping[str, Shared]) -> Block:
        """Return them as finders want them."""
        stems, nothing = shared["vocabulary"].value.stems, np.empty(0, np.int32)
        return Block(nothing, nothing, nothing.astype(np.uint64), stems[self.ids], self.breaks, self.documents)


def _fresh(inbox: Inbox) -> _Fresh:
    return _Fresh(**only(inbox, "fresh"))


def _placed(
    finder: Finder, block: Block, census: Census | None, base: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the keys of a finder and their places on the grid."""
    if not hasattr(finder, "parts"):
        parts: Any = ((finder.keys(block),),)
    else:
        parts = finder.parts(block) if census is None else finder.parts(block, census)
    keys, places = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    for part in parts:
        for found in part:
            keys.append(found.keys.copy())
            places.append((found.starts + found.lengths // 2 + base) >> GRID)
    return np.concatenate(keys), np.concatenate(places)


def _met(mine: equals.Own, stands: equals.Standing) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return both places of every meeting: what `kernels.meetings.meet_before` does with all keys at once."""
    rows = np.flatnonzero((stands.totals > 1)[mine.numbers])
    rows = rows[np.argsort(mine.numbers[rows], kind="stable")]
    of, this = mine.numbers[rows], mine.places[rows]
    opens = np.ones(len(rows), np.bool_)
    opens[1:] = of[1:] != of[:-1]
    starts = np.maximum.accumulate(np.where(opens, np.arange(len(rows)), 0))
    number = stands.earlier[of] + np.arange(len(rows)) - starts  # of those before it
    last = np.where(opens, stands.before[of], np.roll(this, 1))
    found = []
    for other, some in ((last, number >= 1), (stands.heads[of], number >= 2)):  # noqa: PLR2004 - before the one before it
        apart = some & (other + (APART >> GRID) <= this)
        found.append((other[apart], this[apart]))
    return np.concatenate([x for x, _ in found]), np.concatenate([y for _, y in found])


def _lines(fresh: _Fresh, part: int, known: FreshBounds) -> dict[str, NDArray[Any]]:
    """Return what there is to see of fresh words, and of the one that follows: its breaks.

    numbers: of the words, and stretches: where that of each begins, from the part's first one on; rows: of the part.
    """
    documents = fresh.documents
    lines = {
        "numbers": np.arange(len(fresh.rows), dtype=np.int32),
        "stretches": np.repeat(documents[:-1].astype(np.int32), np.diff(documents)),
        "ids": fresh.ids,
        "breaks": fresh.breaks & np.uint8(SENTENCE | LINE),
        "rows": fresh.rows,
    }
    if known.opens[part] < 0:
        return lines
    following = {"numbers": len(fresh.rows), "stretches": -1, "ids": 0, "breaks": known.opens[part], "rows": 0}
    return {name: np.append(column, np.array(following[name], column.dtype)) for name, column in lines.items()}


def _numbered(lines: Received, known: FreshBounds, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Return lines with the numbers and rows that they have in the whole corpus."""
    body, base = lines.body, known.rows[lines.sender]
    stretches = np.where(body["stretches"] < 0, -1, body["stretches"] + base)
    return {
        **body,
        "numbers": body["numbers"] + base,
        "stretches": stretches,
        "rows": body["rows"] + rows[lines.sender],
    }
