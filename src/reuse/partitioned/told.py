"""What is reworded, and what is told of all passages: scores and edits by the part of the later one, places by both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.linking.copies import told_once
from reuse.linking.families import bounds_of as text_bounds
from reuse.linking.families import places_of
from reuse.linking.fresh import Meetings
from reuse.linking.marks import with_marks
from reuse.linking.positions import positions
from reuse.linking.reworded import reworded
from reuse.linking.told import measured
from reuse.model import DocumentRecord
from reuse.partitioned import equals
from reuse.partitioned.copied import from_letter, whole
from reuse.partitioned.letters import DRIVER, RECORDS, Letter
from reuse.partitioned.plan import bounds_of, only, plan_of
from reuse.partitioned.some import Some
from reuse.partitioned.words import shares_of
from reuse.reporters.records import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.model import Document
    from reuse.partitioned.letters import Inbox, Received, Shared

PLACE = 32  # bits of a place within its part; above stands the part


def line(kind: str, record: object) -> bytes:
    """Return a record as a line of JSON, as the reporter of JSON lines writes it."""
    return b'{"type":"%s",%s\n' % (kind.encode(), encode(record)[1:].encode())


def reword(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Look where copies go on in other words, and at meetings; tell of all pairs of passages, each once."""
    plan, bounds, stems = plan_of(shared), bounds_of(shared), shared["vocabulary"].value.stems
    some = Some.of(part, whole(inbox), inbox.get("lent", ()))
    corpus = some.corpus(stems)
    shares = shares_of(some.columns["ids"], some.columns["worth"], shared)
    met = only(inbox, "meetings")
    meetings = Meetings(some.here(met["rows"]), met["bits"])
    need = bounds.places + plan.model.min_score
    copies = from_letter(only(inbox, "copies"), some)
    found = reworded(corpus, shares, copies, meetings, plan.model, need, within=plan.within, jobs=1)
    found, both = told_once(found, corpus, plan.model)
    scores, kinds, firsts, edits = measured(corpus, found, both, bounds.places)
    yield Letter(part, "told", {"scores": scores, "kinds": kinds, "firsts": firsts, "edits": edits})
    spans = some.spans_there(found.spans)
    numbers = np.repeat(np.arange(len(spans)), 2) * 2 + np.tile((0, 1), len(spans))  # of sides
    sides = spans.reshape(-1, 2)
    for to, rows in equals.by_part(bounds.owners(sides[:, 0]), plan.parts):
        yield Letter(to, "sides", {"numbers": numbers[rows], "sides": sides[rows]})
    yield Letter(DRIVER, "matches", {"count": len(spans)})


class Placed(NamedTuple):
    """Sides of matches in their documents, an array a field; see `place`."""

    documents: NDArray[np.int64]
    spans: NDArray[np.int64]
    places: NDArray[np.int64]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]


def place(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Tell of the sides of matches in the documents of a part what stands there; write what is told of its documents.

    documents: numbers over the whole corpus; spans: code points; places: which sides are one place, by number; opens,
    closes: whether nothing but blanks stands before and behind; passages: as they are told, with text where wanted.
    """
    bounds, documents = bounds_of(shared), only(inbox, "texts")["documents"]
    received = inbox.get("sides", ())
    some = Some.of(part, {**only(inbox, "places"), **only(inbox, "ids")}, wanted=("starts", "ends"))
    rows = np.concatenate([np.empty((0, 2), np.int64), *(body["sides"] for _, body in received)]) - bounds.rows[part]
    owners = np.searchsorted(some.documents, rows[:, 0], side="right") - 1
    corpus = some.corpus(shared["vocabulary"].value.stems)
    spans = with_marks(corpus, documents, rows, owners).astype(np.int64)
    sides = np.concatenate((owners[:, None], spans), 1)
    number, _ = places_of(sides)
    first, last = text_bounds(documents)
    passages = passages_of(documents, owners, spans, [shared["texts"].value] * len(spans))
    cuts = np.cumsum([0, *(len(body["numbers"]) for _, body in received)])
    for k, (sender, body) in enumerate(received):
        own = slice(cuts[k], cuts[k + 1])
        found = Placed(
            owners[own] + bounds.documents[part],
            spans[own],
            number[own] + (part << PLACE),
            spans[own, 0] <= first[owners[own]],
            spans[own, 1] >= last[owners[own]],
        )
        yield Letter(sender, "placed", {"numbers": body["numbers"], **found._asdict()})
        yield Letter(sender, "passages", {"numbers": body["numbers"], "passages": passages[own]})
    yield from _documents(documents, some, sides)


def joined(received: Sequence[Received], count: int) -> Placed:
    """Return all sides of a part's matches in order: those of match k are 2 k and 2 k + 1."""
    numbers = np.concatenate([np.empty(0, np.int64), *(body["numbers"] for _, body in received)])
    if len(numbers) != 2 * count:
        raise ValueError(f"{len(numbers)} sides of {count} matches")
    order = np.argsort(numbers)
    empty = Placed(*(np.empty((0, *shape), dtype) for shape, dtype in _SHAPES))._asdict()
    columns = [np.concatenate([empty[name], *(body[name] for _, body in received)])[order] for name in Placed._fields]
    return Placed(*columns)


_SHAPES: tuple[tuple[tuple[int, ...], Any], ...] = (
    ((), np.int64), ((2,), np.int64), ((), np.int64), ((), np.bool_), ((), np.bool_),
)  # fmt: skip


def passages_of(
    documents: Sequence[Document], owners: NDArray[np.int64], spans: NDArray[np.int64], texts: Sequence[bool]
) -> list[tuple[Any, ...]]:
    """Return the fields of passages, with their text or without: as objects they would be slow to send."""
    where = positions(documents, owners, spans).tolist()
    found = []
    for owner, (start, end), lines, text in zip(owners.tolist(), spans.tolist(), where, texts, strict=True):
        document = documents[owner]
        said = document.part(start, end) if text else ""
        found.append((document.id, start, end, *lines, said, *document.cited(start, end)))
    return found


def _documents(documents: Sequence[Document], some: Some, sides: NDArray[np.int64]) -> Iterator[Letter]:
    """Yield what is told of documents, and for the driver their sums."""
    reused = np.zeros(len(documents), np.int64)
    order = np.lexsort((sides[:, 1], sides[:, 0]))
    document, reached = -1, 0
    for owner, start, end in sides[order].tolist():
        if owner != document:
            document, reached = owner, 0
        reused[owner] += max(0, end - max(start, reached))
        reached = max(reached, end)
    words = np.diff(some.documents).tolist()
    columns = zip(documents, (one.size for one in documents), words, reused.tolist(), strict=True)
    lines = [line("document", DocumentRecord.of(*one)) for one in columns]
    yield Letter(RECORDS, "document", {"lines": b"".join(lines)})
    chars = sum(document.size for document in documents)
    hashes = [(document.id, document.sha256) for document in documents]
    yield Letter(DRIVER, "documents", {"chars": chars, "reused": int(reused.sum()), "hashes": hashes})
