"""Equal keys all over a corpus: a part tells of each of its keys the first and the last place, and how many there are.

So what stands ten thousand times is one row for each part, and no part ever has more than its share of rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.kernels.numbering import FEWEST, number
from reuse.partitioned.letters import Letter
from reuse.partitioned.plan import only

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Received

_HALF = np.uint64(32)
_SOME = 2  # places; who asks how many are before wants to know whether there are as many
_MOST = (1 << 31) - 1  # places; counts are written short long before


class Own(NamedTuple):
    """Keys of one part: the number of each, in the order in which they are first met, and its place, ascending.

    By number: who compares the key with those of other parts, its first and its last place here, and how many it has.
    """

    numbers: NDArray[np.int32]
    places: NDArray[np.int64]
    askers: NDArray[np.integer]
    firsts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, numbers: NDArray[np.int32], places: NDArray[np.int64], askers: NDArray[np.integer]) -> Own:
        """Note where each key stands."""
        firsts, lasts = np.empty(len(askers), np.int64), np.empty(len(askers), np.int64)
        firsts[numbers[::-1]] = places[::-1]  # of several the one that is written last stays
        lasts[numbers] = places
        return cls(numbers, places, askers, firsts, lasts, np.bincount(numbers, minlength=len(askers)))


class Standing(NamedTuple):
    """Of each key of a part: its first place in the corpus, the last before this part, how many before, and in all.

    Of those before at most _SOME are counted.
    """

    heads: NDArray[np.int64]
    before: NDArray[np.int64]
    earlier: NDArray[np.int64]
    totals: NDArray[np.int64]


def numbered(keys: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.uint64]]:
    """Return a number for each key, in the order in which they are first met, and the keys by number."""
    numbers, slots = np.empty(len(keys), np.int32), np.full(FEWEST, -1, np.int32)
    _, known, used = number(keys, numbers, slots, np.empty(FEWEST // 2, np.uint64), 0)
    return numbers, known[:used]


def askers(keys: NDArray[np.uint64], parts: int) -> NDArray[np.int64]:
    """Return which part compares each key: they are hashes, so that all get about as many."""
    return ((keys >> _HALF) * np.uint64(parts) >> _HALF).astype(np.int64)


def by_part(parts: NDArray[np.integer], count: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield the parts that something is for, and the numbers of what it is, in order."""
    order = np.argsort(parts.astype(np.uint16) if count <= 1 << 16 else parts, kind="stable")
    bounds = np.searchsorted(parts[order], np.arange(count + 1))
    for part in np.flatnonzero(np.diff(bounds)).tolist():
        yield part, order[bounds[part] : bounds[part + 1]]


def asked(part: int, name: str, keys: NDArray[np.uint64], places: NDArray[np.int64], parts: int) -> Iterator[Letter]:
    """Yield letters that tell of the keys of a part, and one to itself for when the answers come."""
    numbers, distinct = numbered(keys)
    of = askers(distinct, parts)
    mine = Own.of(numbers, places, of)
    base = int(places[0]) if len(places) else 0
    short = (places - base).astype(np.uint32)
    least = of.astype(np.uint16) if parts <= 1 << 16 else of
    yield Letter(part, f"own {name}", {"numbers": numbers, "places": short, "base": base, "askers": least})
    for to, rows in by_part(of, parts):
        again = rows[mine.counts[rows] > 1]  # few: most keys stand once
        base = int(mine.firsts[rows].min())
        yield Letter(to, name, {
            "keys": distinct[rows], "base": base, "firsts": (mine.firsts[rows] - base).astype(np.uint32),
            "again": np.flatnonzero(mine.counts[rows] > 1).astype(np.int32),
            "lasts": (mine.lasts[again] - base).astype(np.uint32), "counts": mine.counts[again],
        })  # fmt: skip


def _read(body: Mapping[str, Any]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the first place, the last one and the count of each key of a letter."""
    firsts = body["firsts"].astype(np.int64) + body["base"]
    lasts, counts = firsts.copy(), np.ones(len(firsts), np.int64)
    lasts[body["again"]], counts[body["again"]] = body["lasts"].astype(np.int64) + body["base"], body["counts"]
    return firsts, lasts, counts


def answered(name: str, received: Sequence[Received]) -> Iterator[Letter]:
    """Yield, to each part that asked, what stands in other parts too: the rows of its letter, and their Standing."""
    if not received:
        return
    numbers, distinct = numbered(np.concatenate([one.body["keys"] for one in received]))
    sizes = [len(one.body["keys"]) for one in received]
    several = np.flatnonzero((np.bincount(numbers, minlength=len(distinct)) > 1)[numbers])
    several = several[np.argsort(numbers[several], kind="stable")]  # of one key those of earlier parts first
    of = numbers[several]
    opens = np.ones(len(of), np.bool_)
    opens[1:] = of[1:] != of[:-1]
    firsts, lasts, counts = (
        np.concatenate(column)[several] for column in zip(*(_read(one.body) for one in received), strict=True)
    )
    group = np.cumsum(opens) - 1
    heads = firsts[opens][group] if len(of) else firsts
    before = np.where(opens, -1, np.roll(lasts, 1))
    sums = np.cumsum(counts) - counts
    earlier = sums - sums[opens][group] if len(of) else sums
    totals = np.bincount(group, counts).astype(np.int64)[group] if len(of) else counts
    bounds = np.cumsum([0, *sizes])
    senders = np.searchsorted(bounds, several, side="right") - 1
    for k, mine in by_part(senders, len(received)):
        rows = mine[np.argsort(several[mine])]
        yield Letter(received[k].sender, name, {
            "rows": (several[rows] - bounds[k]).astype(np.int32), "heads": heads[rows], "before": before[rows],
            "earlier": np.minimum(earlier[rows], _SOME).astype(np.uint8),
            "totals": np.minimum(totals[rows], _MOST).astype(np.int32),
        })  # fmt: skip


def standing(name: str, inbox: Inbox, parts: int) -> tuple[Own, Standing]:
    """Return the keys of a part, and what is known of them when the answers are there."""
    body = only(inbox, f"own {name}")
    mine = Own.of(body["numbers"], body["places"].astype(np.int64) + body["base"], body["askers"])
    heads, totals = mine.firsts.copy(), mine.counts.copy()
    before, earlier = np.full(len(heads), -1, np.int64), np.zeros(len(heads), np.int64)
    received = inbox.get(name, ())
    asked_of = dict(by_part(mine.askers, parts)) if received else {}
    for sender, answer in received:
        rows = asked_of[sender][answer["rows"]]
        heads[rows], before[rows] = answer["heads"], answer["before"]
        earlier[rows], totals[rows] = answer["earlier"], answer["totals"]
    return mine, Standing(heads, before, earlier, totals)
