"""Documents, or parts of long ones: what is segmented and aligned; offsets are always those of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reuse.columns import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.model import Document
    from reuse.stages import Segmenter

MARGIN = 1000  # code points around what is looked for: a passage may reach over its ends
APART = 30_000  # code points; what lies nearer is one part: there the aligner tells which of two places is meant
_LONGEST = 64  # code points of a word that no part begins or ends within


class Part(NamedTuple):
    """A part of a document, text[start:end]."""

    document: Document
    start: int
    end: int

    @classmethod
    def whole(cls, document: Document) -> Part:
        """Return all of a document."""
        return cls(document, 0, len(document.text))


def around(document: Document, stretches: Sequence[tuple[int, int]]) -> Iterator[Part]:
    """Yield the parts of a document in which stretches of it, ascending, lie, with a MARGIN around; APART at least."""
    text = document.text
    part: tuple[int, int] | None = None
    for first, last in stretches:
        start, end = _before(text, first - MARGIN), _behind(text, last + MARGIN)
        if part and start <= part[1] + APART:
            part = part[0], max(end, part[1])
            continue
        if part:
            yield Part(document, *part)
        part = start, end
    if part:
        yield Part(document, *part)


def segmented(parts: Sequence[Part], segmenter: Segmenter) -> Block:
    """Segment parts, each as if it were a document, but for its offsets."""
    block = segmenter.segment([one.document.text[one.start : one.end] for one in parts])
    offsets = np.repeat(np.array([one.start for one in parts], np.int32), np.diff(block.documents))
    return Block(block.starts + offsets, block.ends + offsets, block.words, block.stems, block.breaks, block.documents)


def _before(text: str, at: int) -> int:
    """Return where the word begins in which a part would."""
    least = max(0, at - _LONGEST)
    while at > least and text[at - 1].isalnum():
        at -= 1
    return max(0, at)


def _behind(text: str, at: int) -> int:
    """Return where the word ends in which a part would."""
    most = min(len(text), at + _LONGEST)
    while at < most and text[at].isalnum():
        at += 1
    return min(len(text), at)
