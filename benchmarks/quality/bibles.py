"""English Bibles as parallel texts: whether a verse of the one is found at the same verse of the other.

A verse of 12 words and more is *placed* where some match covers at least half of its characters; it is placed *right*
where such a match leads to the verse of the same number. Where it leads is told by the words that the match holds
equal: each stretch between two of its edits stands at known characters of both texts, so that the equal characters
of the verse fall on verses of the other text, and the verse that holds most of them is where it leads. Where nothing
in the verse is equal (all of it is edits), its middle is carried over in proportion to the lengths of the match.

The file of bbe cannot tell this: from Genesis on its numbers run away from its text, which is cut within words.

python benchmarks/quality/bibles.py ../shared [--of kjv] [--against web] [--against bbe]
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections import Counter
from time import perf_counter
from typing import TYPE_CHECKING

from results import arguments, keep

from reuse import Document, scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reuse.model import Match

LONG = 12  # words


class Bible:
    """A version: its text, a verse a line, and where each verse begins."""

    def __init__(self, path: Path) -> None:
        """Read lines of verse number, tabulator, text."""
        rows = [line.split("\t", 1) for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()]
        self.names = [name for name, _ in rows]
        self.verses = [text for _, text in rows]
        self.text = "\n".join(self.verses) + "\n"
        self.starts = [0]
        for text in self.verses:
            self.starts.append(self.starts[-1] + len(text) + 1)

    def verse(self, offset: int) -> int:
        """Return the number, in order, of the verse at a character."""
        return bisect_right(self.starts, offset) - 1


def equal(match: Match) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that stand on both sides: start and end in a, start and end in b."""
    a, b = match.a.start, match.b.start
    for edit in sorted(match.edits, key=lambda edit: (edit.a_start, edit.b_start)):
        yield a, edit.a_start, b, edit.b_start
        a, b = edit.a_end, edit.b_end
    yield a, match.a.end, b, match.b.end


def leads(match: Match, one: Bible, other: Bible) -> Iterator[tuple[int, int]]:
    """Yield verses of `one` of which the match covers half, and the verses of `other` it leads to."""
    found: dict[int, Counter[int]] = {}
    for a_start, a_end, b_start, b_end in equal(match):
        scale = (b_end - b_start) / max(a_end - a_start, 1)
        for at in range(a_start, a_end):
            number = one.verse(at)
            found.setdefault(number, Counter())[other.verse(b_start + int((at - a_start) * scale))] += 1
    scale = (match.b.end - match.b.start) / (match.a.end - match.a.start)
    for number in range(one.verse(match.a.start), one.verse(match.a.end - 1) + 1):
        start, end = max(match.a.start, one.starts[number]), min(match.a.end, one.starts[number + 1] - 1)
        if 2 * (end - start) >= len(one.verses[number]):
            middle = other.verse(match.b.start + int(((start + end) // 2 - match.a.start) * scale))
            yield number, found[number].most_common(1)[0][0] if found.get(number) else middle


def measure(one: Bible, other: Bible, jobs: int) -> dict[str, float]:
    """Scan the one against the other, and follow every long verse that both have."""
    begun = perf_counter()
    report = scan(Document("one", one.text), against=Document("other", other.text), jobs=jobs)
    seconds = perf_counter() - begun
    known = set(other.names)
    long = {k for k, text in enumerate(one.verses) if len(text.split()) >= LONG and one.names[k] in known}
    placed: dict[int, set[str]] = {}
    for match in report.matches:
        for number, there in leads(match, one, other):
            placed.setdefault(number, set()).add(other.names[there])
    right = sum(one.names[k] in placed.get(k, ()) for k in long)
    return {
        "verses": len(long),
        "placed": sum(k in placed for k in long) / len(long),
        "right": right / len(long),
        "matches": len(report.matches),
        "longest": max((len(match.a.span) for match in report.matches), default=0),
        "seconds": round(seconds, 2),
    }


def main() -> None:
    """Measure each pair of versions."""
    parser = arguments(main.__doc__ or "")
    parser.add_argument("--of", default="kjv", help="the version whose verses are looked for")
    parser.add_argument("--against", action="append", help="the version to look in; web, ylt, then bbe")
    told = parser.parse_args()
    folder = told.shared / "data" / "bibles"
    one, kept = Bible(folder / f"{told.of}.tsv.gz"), {}
    for name in told.against or ("web", "ylt", "bbe"):
        kept[f"{told.of} against {name}"] = done = measure(one, Bible(folder / f"{name}.tsv.gz"), told.jobs)
        print(f"{told.of} against {name}:", ", ".join(f"{key} {value:.4g}" for key, value in done.items()), flush=True)
    keep("bibles", told.date, kept)


if __name__ == "__main__":
    main()
