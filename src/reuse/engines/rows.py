"""Letters as rows of Arrow batches and back: bodies are pickled, and cut where they are long: no batch is large."""

from __future__ import annotations

import pickle
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from reuse.partitioned.letters import DRIVER, Received

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.partitioned.letters import Letter

PIECE = 1 << 20  # bytes of a body in one row: Spark copies a row often, doubles what it grows, and knows none over 2 GB
BATCH = 4 << 20  # bytes of the bodies in one batch
ENGINE = ""  # the name of letters between the parts and the engine itself

SCHEMA = pa.schema(
    [
        ("to", pa.int32()),
        ("sender", pa.int32()),
        ("number", pa.int32()),  # of the letter, among all of its sender
        ("piece", pa.int32()),
        ("pieces", pa.int32()),
        ("name", pa.string()),
        ("body", pa.binary()),
    ]
)
DDL = "to int, sender int, number int, piece int, pieces int, name string, body binary"


def written(sender: int, letters: Iterable[Letter]) -> Iterator[Any]:
    """Yield the letters of one sender as batches of rows, last one that tells the engine what was written.

    It is to the driver, under the name ENGINE: `{"to self": {names}, "to others": {names}, "bytes": int}`.
    """
    rows: list[tuple[object, ...]] = []
    to_self: set[str] = set()
    to_others: set[str] = set()
    held, total, number = 0, 0, -1
    for number, (to, name, body) in enumerate(letters):
        if to >= 0:
            (to_self if to == sender else to_others).add(name)
        packed = memoryview(pickle.dumps(body, protocol=5))
        cuts = range(0, len(packed), PIECE)
        for piece, cut in enumerate(cuts):
            part = packed[cut : cut + PIECE]
            rows.append((to, sender, number, piece, len(cuts), name, part))
            held += len(part)
            if held >= BATCH:
                yield _batch(rows)
                rows, total, held = [], total + held, 0
    told = {"to self": to_self, "to others": to_others, "bytes": total + held}
    rows.append((DRIVER, sender, number + 1, 0, 1, ENGINE, pickle.dumps(told, protocol=5)))
    yield _batch(rows)


def failed(sender: int, error: Exception) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the batch of a part that a user can mend: its error, for the engine."""
    body = pickle.dumps({"error": error}, protocol=5)
    return _batch([(DRIVER, sender, 2**31 - 1, 0, 1, ENGINE, body)])


def arrived(batches: Iterable[Any]) -> dict[str, list[Received]]:
    """Return the letters in batches of rows by name, each name's by sender and in the order in which it wrote them."""
    found: dict[str, list[tuple[int, int, Received]]] = defaultdict(list)
    cut: dict[tuple[int, int], dict[int, bytes]] = defaultdict(dict)
    for batch in batches:
        columns = [batch.column(name).to_pylist() for name in ("sender", "number", "piece", "pieces", "name")]
        bodies = batch.column("body")
        for row, (sender, number, piece, pieces, name) in enumerate(zip(*columns, strict=True)):
            if not pieces:  # no letter: there to have a partition
                continue
            body: Any = bodies[row].as_buffer()
            if pieces > 1:
                held = cut[sender, number]
                held[piece] = body.to_pybytes()
                if len(held) < pieces:
                    continue
                body = b"".join(held[at] for at in range(pieces))
                del cut[sender, number], held
            found[name].append((sender, number, Received(sender, pickle.loads(body))))  # noqa: S301 - our own
    return {name: [letter for *_, letter in sorted(rows, key=lambda row: row[:2])] for name, rows in found.items()}


def _batch(rows: list[tuple[object, ...]]) -> Any:  # noqa: ANN401 - as above
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
    columns[-1] = [bytes(body) for body in columns[-1]]
    return pa.record_batch(
        [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)], SCHEMA
    )
