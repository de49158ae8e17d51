"""Two documents laid side by side: what every step of their alignment looks at."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reuse.columns import LINE, SENTENCE
from reuse.kernels import refine
from reuse.kernels.shares import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reuse.aligners.shares import Shares
    from reuse.aligners.surprise import Surprise
    from reuse.aligners.workspace import Workspace
    from reuse.columns import Block


@dataclass(frozen=True, slots=True)
class Text:
    """One document: its stems, where sentences begin, and how much of a word was counted in the shares."""

    ids: NDArray[np.int32]
    breaks: NDArray[np.bool_]
    worth: NDArray[np.float32]
    units: NDArray[np.bool_]  # a sentence or a line begins; one row more than words: the end
    text: str = ""
    spans: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None  # code points of each word in `text`

    @classmethod
    def of(cls, block: Block, shares: Shares, document: int, text: str = "") -> Text:
        """Return a document of the block; `text`, where words are to be compared letter by letter."""
        rows = slice(block.documents[document], block.documents[document + 1])
        breaks = block.breaks[rows]
        units = np.append((breaks & (SENTENCE | LINE)) != 0, True)  # the end of the text
        spans = (block.starts[rows], block.ends[rows]) if text else None
        return cls(shares.ids[rows], (breaks & SENTENCE) != 0, shares.worth[rows], units, text, spans)

    def word(self, row: int) -> str:
        """Return a word as it stands, in small letters; nothing where the text is not at hand."""
        return self.text[self.spans[0][row] : self.spans[1][row]].casefold() if self.spans else ""


@dataclass(frozen=True, slots=True)
class Passages:
    """Two aligned passages, in words of their documents, with the bits of each side and of each word."""

    a: tuple[int, int]
    b: tuple[int, int]
    bits: tuple[float, float]
    gains: tuple[NDArray[np.float64], NDArray[np.float64]]
    summary: bool = False  # side a tells all of b in fewer words

    @property
    def words(self) -> int:
        """Matching words of the side that has fewer."""
        return int(min((gains > 0).sum() for gains in self.gains))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, or one document and itself (`same`), and the arrays that the kernels work in."""

    a: Text
    b: Text
    same: bool
    kept: float
    shares: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
    weights: tuple[float, float, float, float]
    stock: NDArray[np.float32]
    edges: tuple[NDArray[np.float64], NDArray[np.float64]]
    model: tuple[float, ...]
    space: Workspace

    def refine(self, boxes: NDArray[np.int64], need: float = math.inf) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Move the passages of all boxes, in place, until nothing moves; returns bits and matching words of each box.

        The bits are rows of (bits of a, bits of b), the words those of the side that has fewer. Boxes along passages
        found before, of `need` bits and more, are passed over and become empty: give large ones first.
        """
        bits = np.zeros((len(boxes), 8))
        a, b, (edge_a, edge_b), (closed_a, closed_b) = self.a, self.b, self.edges, self.space.closed
        refine.refine(
            a.ids, b.ids, edge_a, edge_b, a.worth, b.worth, closed_a, closed_b, self.same, boxes, bits, self.shares,
            self.weights, self.stock, self.model, self.space.scratch, self.space.gains, need, self.space.owner,
        )  # fmt: skip
        return bits[:, :2], bits[:, 2:4].min(1, initial=math.inf).astype(np.int64)

    def settle(
        self, box: Sequence[int] | NDArray[np.int64], closed: Sequence[Sequence[tuple[int, int]]] = ((), ())
    ) -> Passages | None:
        """Return the passages of one box, with the bits of each word; `closed` words of a and of b are not used."""
        for side, spans in zip(self.space.closed, closed, strict=True):
            for start, end in spans:
                side[start:end] = True
        boxes = np.array([box], np.int64)
        bits, _ = self.refine(boxes)
        for side, spans in zip(self.space.closed, closed, strict=True):
            for start, end in spans:
                side[start:end] = False
        x0, x1, y0, y1 = boxes[0].tolist()
        if x1 == 0:
            return None
        gains = self.space.gains[0, : x1 - x0].copy(), self.space.gains[1, : y1 - y0].copy()
        return Passages((x0, x1), (y0, y1), (float(bits[0, 0]), float(bits[0, 1])), gains)


@contextmanager
def laid(a: Text, b: Text, shares: Shares, model: Surprise, space: Workspace) -> Iterator[Pair]:
    """Count the words of two documents, and take the counts back afterwards."""
    same = a is b
    words = count(a.ids, a.worth, space.here) + (0 if same else count(b.ids, b.worth, space.here))
    weights = (words, shares.total, model.pair_weight, model.background_weight)
    edges = tuple(np.append(text.breaks, True) * model.edge for text in (a, b))
    try:
        yield Pair(
            a, b, same, model.kept, (space.here, shares.counts, shares.background), weights, shares.stock,
            (edges[0], edges[1]), model.constants, space,
        )  # fmt: skip
    finally:
        space.here[a.ids] = space.here[b.ids] = 0
        space.bits[a.ids] = space.bits[b.ids] = 0
