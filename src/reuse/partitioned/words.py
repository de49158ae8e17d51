"""The words of a part, numbered and counted as in the whole corpus, and where their n-grams stand before."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from reuse.aligners.shares import REPEATED, Shares, table_rows
from reuse.kernels.grams import MANY, STEP, count, hashes
from reuse.linking.copies import longest_chance
from reuse.linking.grams import widths
from reuse.partitioned import equals
from reuse.partitioned.letters import DRIVER, Letter
from reuse.partitioned.plan import Counted, Vocabulary, bounds_of, only, plan_of
from reuse.partitioned.runs import squeezed
from reuse.partitioned.some import Some

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Shared
    from reuse.partitioned.plan import Bounds

_LARGEST = 1 << 31  # rows that the engine of one machine can have: up to here its keys lose bits, and ours as many


def segment(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Documents of a part -> its columns; the stems with their first rows go to those who number them."""
    plan = plan_of(shared)
    documents = [document for _, body in inbox.get("documents", ()) for document in body["documents"]]
    documents.sort(key=lambda document: document.id)
    block = plan.segmenter.segment([document.text for document in documents])
    numbers, stems = equals.numbered(block.stems)
    rows = np.empty(len(stems), np.int64)
    rows[numbers[::-1]] = np.arange(len(numbers))[::-1]
    for to, some in equals.by_part(equals.askers(stems, plan.parts), plan.parts):
        yield Letter(to, "stems", {"stems": stems[some], "rows": rows[some]})
    yield Letter(part, "numbers", {"numbers": numbers, "stems": stems, "sizes": np.diff(block.documents)})
    yield Letter(part, "breaks", {"breaks": block.breaks})
    yield Letter(part, "places", {"starts": block.starts, "ends": block.ends})
    yield Letter(part, "words", {"words": block.words.astype(np.uint32)})
    yield Letter(part, "texts", {"documents": documents})
    names = [document.id for document in documents]
    twice = [name for name, following in pairwise(names) if name == following]
    sizes = {"rows": len(block.starts), "documents": len(documents), "twice": twice[:1]}
    yield Letter(DRIVER, "sizes", sizes)


def first_met(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Tell the driver of each stem where it is met first: the part and its row there."""
    received = inbox.get("stems", ())
    if not received:
        return
    numbers, stems = equals.numbered(np.concatenate([body["stems"] for _, body in received]))
    at = np.empty(len(stems), np.int64)
    at[numbers[::-1]] = np.arange(len(numbers))[::-1]  # letters come in the order of their senders
    rows = np.concatenate([body["rows"] for _, body in received])[at]
    senders = np.repeat([one.sender for one in received], [len(one.body["stems"]) for one in received])[at]
    yield Letter(DRIVER, "stems", {"stems": stems, "senders": senders, "rows": rows})


def vocabulary(told: Sequence[Mapping[str, Any]]) -> Vocabulary:
    """Return the stems, numbered in the order in which they are first met."""
    empty = [{"stems": np.empty(0, np.uint64), "senders": np.empty(0, np.int64), "rows": np.empty(0, np.int64)}]
    bodies = [*empty, *told]
    stems, senders, rows = (np.concatenate([body[name] for body in bodies]) for name in ("stems", "senders", "rows"))
    by_number = stems[np.lexsort((rows, senders))]
    numbers = np.argsort(by_number).astype(np.int32)
    return Vocabulary(by_number, by_number[numbers], numbers)


def gram(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Give words the numbers that they have in the whole corpus; ask where their short n-grams stand."""
    plan, bounds, known = plan_of(shared), bounds_of(shared), shared["vocabulary"].value
    columns = only(inbox, "numbers")
    of = known.numbers[np.searchsorted(known.ascending, columns["stems"])]
    ids = of[columns["numbers"]]
    firsts = bounds.rows[part] + np.cumsum(columns["sizes"]) - columns["sizes"]
    yield Letter(part, "ids", {"ids": ids, "sizes": columns["sizes"], "firsts": firsts})
    documents = np.concatenate(((0,), np.cumsum(columns["sizes"]))).astype(np.int64)
    keys, rows = _grams(ids, documents, REPEATED, None, bounds)
    yield from equals.asked(part, "near", keys, rows + bounds.rows[part], plan.parts)


def answer(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Compare the keys of all parts that fall to this one."""
    for name in sorted(inbox):
        yield from equals.answered(name, inbox[name])


def counted(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Note where short n-grams stand, count the words by it, and ask where long ones stand."""
    plan, bounds = plan_of(shared), bounds_of(shared)
    some = Some.of(part, only(inbox, "ids"), wanted=("ids",))
    ids, documents = some.columns["ids"], some.documents
    near = _near(*equals.standing("near", inbox, plan.parts), len(ids), int(bounds.rows[part]))
    worth = np.empty(len(ids), np.float32)
    counts = np.zeros(len(shared["vocabulary"].value.stems), np.int64)
    pairs = np.zeros(table_rows(int(bounds.rows[-1])), np.int64)
    count(ids, near["places"], documents, REPEATED, worth, counts, pairs)
    rows_before = {"head": squeezed(near["head"]), "before": squeezed(near["before"])}
    yield Letter(part, "near", {**rows_before, "places": near["places"]})
    yield Letter(part, "worth", {"worth": worth})
    for name, sums in (("counts", counts), ("pairs", pairs)):
        yield from spread(name, sums, plan.parts)
    longest = longest_chance(plan.model, bounds.places)
    keys, rows = _grams(ids, documents, longest, near["places"], bounds)
    yield from equals.asked(part, "far", keys, rows + bounds.rows[part], plan.parts)


def spread(name: str, sums: NDArray[np.int64], parts: int) -> Iterator[Letter]:
    """Yield what is not nothing, cut over all parts."""
    rows = np.flatnonzero(sums)
    for to, some in equals.by_part(rows * parts // max(1, len(sums)), parts):
        yield Letter(to, name, {"rows": rows[some], "sums": sums[rows[some]]})


def summed(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Add up what parts counted, for the driver; compare their keys."""
    for name in sorted(inbox):
        if name in {"near", "far"}:
            yield from equals.answered(name, inbox[name])
            continue
        rows = np.concatenate([body["rows"] for _, body in inbox[name]])
        sums = np.concatenate([body["sums"] for _, body in inbox[name]])
        distinct, at = np.unique(rows, return_inverse=True)
        totals = np.zeros(len(distinct), np.int64)
        np.add.at(totals, at, sums)
        yield Letter(DRIVER, name, {"rows": distinct, "sums": totals})


def total(bodies: Sequence[Mapping[str, Any]], size: int) -> NDArray[np.int64]:
    """Return the sums that parts told the driver, by row."""
    sums = np.zeros(size, np.int64)
    for body in bodies:
        sums[body["rows"]] = body["sums"]
    return sums


def heads(mine: equals.Own, stands: equals.Standing, size: int, base: int) -> NDArray[np.int64]:
    """Return where the key that begins at each row of a part stands first, -1 where it stands nowhere before."""
    head = np.full(size, -1, np.int64)
    first = stands.heads[mine.numbers]
    head[mine.places - base] = np.where(first == mine.places, -1, first)
    return head


def shares_of(ids: NDArray[np.int32], worth: NDArray[np.float32], shared: Mapping[str, Shared]) -> Shares:
    """Return what is known of some rows."""
    known: Counted = shared["counted"].value
    return Shares(ids, worth, known.counts, known.background, known.stock)


def _grams(
    ids: NDArray[np.int32], documents: NDArray[np.int64], n: int, places: NDArray[np.uint16] | None, bounds: Bounds
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the keys of the n-grams of a part, and the row where each begins."""
    keys, rows = np.empty(len(ids), np.uint64), np.empty(len(ids), np.int64)
    repeated = np.empty(0, np.uint16) if places is None else places
    found = hashes(ids, documents, n, repeated, REPEATED, keys, rows)
    bits, of_partition = widths(int(bounds.rows[-1]))
    lost = np.uint64(max(0, bits - of_partition) if bounds.rows[-1] < _LARGEST else 0)
    return keys[:found] >> lost << lost, rows[:found]


def _near(mine: equals.Own, stands: equals.Standing, size: int, base: int) -> dict[str, NDArray[Any]]:
    """Return the columns of Grams, in rows of the corpus."""
    before = np.full(size, -1, np.int64)
    before[mine.firsts - base] = stands.before
    several = np.flatnonzero((mine.counts > 1)[mine.numbers])
    several = several[np.argsort(mine.numbers[several], kind="stable")]
    again = mine.numbers[several][1:] == mine.numbers[several][:-1]
    before[mine.places[several[1:][again]] - base] = mine.places[several[:-1][again]]
    places = np.ones(size, np.uint16)
    totals = stands.totals[mine.numbers]
    places[mine.places - base] = np.where(totals < MANY, totals, MANY + np.minimum(totals >> STEP, MANY - 1))
    return {"head": heads(mine, stands, size, base), "before": before, "places": places}
