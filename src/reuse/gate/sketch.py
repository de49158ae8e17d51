"""Fingerprints of passages that outlive new line breaks, case, punctuation and light edits.

A fingerprint is a MinHash (Broder 1997) of the runs of five letters of a passage, its letters folded as words are, and
of each of the 32 minima the lowest eight bits (Li and König 2010). As many of the 32 bytes agree as the passages share
runs: an edit of one word in eight leaves two thirds of them, unrelated texts share a twentieth.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from reuse.kernels.fold import fold_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SIZE = 32  # bytes
ALIKE = 13  # bytes that agree, of these: then two passages are the same, edited
_RUN = 5  # letters
_MOST = 100  # fingerprints that share two bytes of one place; beyond, they tell nothing
_FACTORS = np.random.RandomState(1).randint(0, 1 << 31, (2, SIZE)).astype(np.uint64) * np.uint64(2) + np.uint64(1)
_HIGH = np.uint64(33)


class _Letters(dict[int, str | None]):
    """Code point -> what is left of it, folded; nothing of all that is neither letter nor digit."""

    def __missing__(self, code: int) -> str | None:
        kept = "".join(filter(str.isalnum, fold_of(chr(code))))
        self[code] = kept or None
        return self[code]


_LETTERS = _Letters()


def sketch(text: str) -> str:
    """Return the fingerprint of a passage, 64 hexadecimal digits."""
    letters = text.translate(_LETTERS).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(letters, np.uint32).astype(np.uint64)
    codes = np.pad(codes, (0, max(0, _RUN - len(codes))))
    runs = np.zeros(len(codes) - _RUN + 1, np.uint64)
    for k in range(_RUN):
        runs = (runs ^ codes[k : k + len(runs)]) * np.uint64(0x9E3779B97F4A7C15)
        runs ^= runs >> np.uint64(29)
    runs = np.unique(runs)
    least = np.array([((runs * factor + summand) >> _HIGH).min() for factor, summand in _FACTORS.T])
    return least.astype(np.uint8).tobytes().hex()


def pairs(known: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Return which of the `found` fingerprints is which of the `known`, one to one, the most alike first.

    Equal ones go first, so that the cost follows what differs. Numbers of found -> numbers of known.
    """
    equal: dict[str, list[int]] = defaultdict(list)
    for number in reversed(range(len(known))):
        equal[known[number]].append(number)
    paired = {number: equal[mark].pop() for number, mark in enumerate(found) if equal[mark]}
    left = sorted(set(range(len(known))) - set(paired.values()))
    open_ = [number for number in range(len(found)) if number not in paired]
    ranked = sorted(_alike([known[k] for k in left], [found[k] for k in open_]))
    taken: set[int] = set()
    for _, there, here in ranked:
        if left[there] not in taken and open_[here] not in paired:
            taken.add(left[there])
            paired[open_[here]] = left[there]
    return paired


def agreeing(one: str, other: str) -> int:
    """Return how many bytes of two fingerprints agree, of 32."""
    return sum(a == b for a, b in zip(bytes.fromhex(one), bytes.fromhex(other), strict=True))


def _alike(known: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (bytes that differ, number of known, number of found) of those that are alike enough."""
    if not known:
        return
    table = _bytes(known)
    by_two: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(table.view(np.uint16).tolist()):
        for place in enumerate(row):
            if len(by_two[place]) < _MOST:
                by_two[place].append(number)
    for number, row in enumerate(_bytes(found) if found else ()):
        near = sorted({other for place in enumerate(row.view(np.uint16).tolist()) for other in by_two.get(place, ())})
        same = (table[near] == row).sum(1) if near else ()
        yield from (
            (SIZE - int(agree), other, number) for agree, other in zip(same, near, strict=True) if agree >= ALIKE
        )


def _bytes(marks: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer(bytes.fromhex("".join(marks)), np.uint8).reshape(-1, SIZE)
