"""Long runs that stand twice, found by a plain dict, held against what a scan by links reports of them.

    python benchmarks/quality/reference.py CORPUS [--documents 200] [--seed 1]

Draws documents, scans them with `relate="links"`, and looks up every run of words of the promised length
(docs/decisions/0006-links.md) that stands before: it must lie in reported passages, but for eight words at either end.
Ends with 1 where one does not.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from reuse import Document, scan
from reuse.aligners.surprise import Surprise, search_space
from reuse.kernels.copies import FAVOUR
from reuse.linking.copies import longest_chance
from reuse.segmenters.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.columns import Block
    from reuse.model import Report


def drawn(corpus: Path, count: int, seed: int) -> list[Document]:
    """Return some documents of a corpus, always the same; related ones are likely among neighbours, which are kept."""
    paths = sorted(path for path in corpus.rglob("*.txt") if path.is_file())
    random = Random(seed)  # noqa: S311 - no secret
    starts = random.sample(range(len(paths) - 1), count // 2)
    chosen = sorted({path for start in starts for path in paths[start : start + 2]})
    return [Document(str(path), path.read_text(encoding="utf-8", errors="replace")) for path in chosen]


def repeated(block: Block, length: int) -> list[tuple[int, int]]:
    """Return (row, rows before it) of each run of `length` words that stood before, not over itself; stems count."""
    first: dict[tuple[int, ...], int] = {}
    found = []
    stems = block.stems.tolist()
    for low, high in zip(block.documents.tolist(), block.documents.tolist()[1:], strict=False):
        for row in range(low, high - length + 1):
            at = first.setdefault(tuple(stems[row : row + length]), row)
            if at + length <= row:
                found.append((row, at))
    return found


def covered(block: Block, documents: Sequence[Document], report: Report) -> np.ndarray:
    """Say of each word whether it lies in some side of a match or place of a family."""
    number = {document.id: k for k, document in enumerate(documents)}
    inside = np.zeros(len(block.starts), np.bool_)
    sides = [side for match in report.matches for side in (match.a, match.b)]
    for side in [*sides, *(member for family in report.families for member in family.members)]:
        k = number[side.document]
        rows = slice(block.documents[k], block.documents[k + 1])
        inside[rows] |= (block.starts[rows] >= side.start) & (block.ends[rows] <= side.end)
    return inside


def main() -> None:
    """Draw, scan, look up, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    documents = sorted(drawn(told.corpus, told.documents, told.seed), key=lambda document: document.id)
    block = Words().segment([document.text for document in documents])
    length = longest_chance(Surprise(), search_space(len(block.words))) + 2 * FAVOUR
    runs = repeated(block, length)
    inside = covered(block, documents, scan(documents, relate="links"))
    missed = [row for row, _ in runs if not inside[row + FAVOUR : row + length - FAVOUR].all()]
    print(f"{len(documents)} documents, {len(block.words)} words; runs of {length} words: {len(runs)} stand before")
    print(f"{len(missed)} of them are not inside reported passages; {inside.mean():.1%} of all words are")
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
