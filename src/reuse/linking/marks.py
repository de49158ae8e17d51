"""Passages with the punctuation that belongs to them, of many documents at once: see `describe.Side.passage`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np

from reuse.aligners.describe import OPENING
from reuse.columns import runs
from reuse.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reuse.linking.corpus import Corpus
    from reuse.model import Document

_AT_ONCE = 1 << 20  # characters that are looked at together
_KNOWN, _OPENS, _TOUCHES = 1, 2, 4  # bits of what is known of a character


def with_marks(
    corpus: Corpus, documents: Sequence[Document], sides: NDArray[np.int64], owners: NDArray[np.int64], jobs: int = 1
) -> NDArray[np.int32]:
    """Return the code points (start, end) of passages, rows (first word, end) of the documents `owners`.

    None reaches over the words beside it.
    """
    bases = np.concatenate(((0,), np.cumsum([document.size for document in documents], dtype=np.int64)))
    order = np.argsort(owners, kind="stable")
    firsts = np.searchsorted(owners[order], np.arange(len(documents) + 1))
    characters = _Characters()
    found = np.empty((len(sides), 2), np.int32)

    def work(some: tuple[int, int]) -> None:
        low, high = some
        mine = order[firsts[low] : firsts[high]]
        if not len(mine):
            return
        text = "".join([document.text for document in documents[low:high]])
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        base = bases[owners[mine]] - bases[low]
        start, end, before, after = _bounds(
            corpus, sides[mine], owners[mine], base, bases[owners[mine] + 1] - bases[low]
        )
        characters.reach(codes, start, before, -1, _OPENS)
        characters.reach(codes, end, after, 1, _TOUCHES)
        found[mine, 0], found[mine, 1] = start - base, end - base

    for _ in in_order(work, runs(bases, _AT_ONCE), jobs):
        pass
    return found


def _bounds(
    corpus: Corpus,
    sides: NDArray[np.int64],
    owners: NDArray[np.int64],
    base: NDArray[np.int64],
    stop: NDArray[np.int64],
) -> tuple[NDArray[np.int64], ...]:
    """Where passages start and end, and how far they may reach on either side; base, stop: of their documents."""
    low, high = corpus.documents[owners], corpus.documents[owners + 1]
    start, end = base + corpus.starts[sides[:, 0]], base + corpus.ends[sides[:, 1] - 1]
    before = np.where(sides[:, 0] > low, base + corpus.ends[np.maximum(sides[:, 0] - 1, 0)], base)
    following = np.minimum(sides[:, 1], len(corpus.starts) - 1)
    after = np.where(sides[:, 1] < high, base + corpus.starts[following], stop)
    return start, end, before, after


class _Characters:
    """What is known of characters; each is looked up once, or by each thread that meets it at the same time."""

    def __init__(self) -> None:
        self._known = np.zeros(0x110000, np.uint8)

    def reach(
        self, codes: NDArray[np.uint32], at: NDArray[np.int64], bound: NDArray[np.int64], step: int, bit: int
    ) -> None:
        """Move places on, forward or back, over characters that have the bit, up to their bounds."""
        moving = np.flatnonzero(at != bound)
        while len(moving):
            beside = codes[at[moving] - (step < 0)]
            moving = moving[self._have(beside, bit)]
            at[moving] += step
            moving = moving[at[moving] != bound[moving]]

    def _have(self, codes: NDArray[np.uint32], bit: int) -> NDArray[np.bool_]:
        for code in np.unique(codes[self._known[codes] == 0]).tolist():
            self._known[code] = _KNOWN | _about(chr(code))
        there: NDArray[np.bool_] = self._known[codes] & bit != 0
        return there


def _about(character: str) -> int:
    opening = category(character) in OPENING
    opens = _OPENS if opening or character in "\"'" else 0
    return opens | (_TOUCHES if not opening and not character.isspace() else 0)
