"""An explanation for a person: the verdict first, then what led to it, in the order in which the run does it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypeGuard
from unicodedata import combining, east_asian_width

from reuse.anchors import Anchor
from reuse.cli.output import opened
from reuse.cli.tables import table
from reuse.reporters.lines import count
from reuse.reporters.records import encode
from reuse.reporters.safe import encodable, one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.api.explaining.records import Candidate, Chance, Explanation, Keys, Side, Word
    from reuse.model import Passage

_NARROWEST, _WIDEST = 40, 120
_WORDS = 60  # of a side; -v shows all
_HEAD = ("finder", "keys of a", "of b", "met", "in crowds", "best window")
_BEFORE = 5  # of these, ahead of the place that was asked about
_NEAR_NEVER = 0.0001
_FORMS = {"surprise": ",.1f", "words": ",.0f"}  # the other scores are shares


def write(found: Explanation, form: str, output: str, *, verbose: bool = False) -> None:
    """Write an explanation as text or as JSON to a file or, with -, to standard output."""
    width = max(_NARROWEST, min(shutil.get_terminal_size((80, 24)).columns, _WIDEST))
    with opened(output, encoding="utf-8" if form == "json" else None) as stream:
        if form == "json":
            stream.write(encode(found) + "\n")
        else:
            stream.writelines(encodable(f"{line}\n", stream.encoding) for line in lines(found, width, verbose=verbose))


def lines(found: Explanation, width: int, *, verbose: bool = False) -> Iterator[str]:
    """Yield the lines of an explanation, `width` columns wide; `verbose` leaves no words out."""
    yield from _flow(found.verdict, width)
    yield ""
    for name, side in (("a", found.a), ("b", found.b)):
        last = side.end_line - (side.end_column == 1)  # behind the end of that line
        yield f"{name}  {printable(side.document)}:{_span(side)}, {_where(side) or f'lines {side.start_line}-{last}'}"
    yield ""
    yield from _flow(_compared(found), width)
    yield ""
    yield from _nominated(found, width)
    yield ""
    whole, touching = found.boxes
    yield from _flow(f"Boxes around like windows and common runs: {whole:,}; {touching:,} touch both places.", width)
    for number, one in enumerate(found.candidates, 1):
        yield ""
        words = None if verbose else _WORDS if number == 1 else 0
        yield from _candidate(number, one, width, words, (found.a.start, found.b.start))
    if found.left_out:
        yield ""
        yield from _flow(
            f"{count(found.left_out, 'more pair')} of passages, weaker or much like these, not told.", width
        )


def _compared(found: Explanation) -> str:
    among = found.compared
    references = f" ({among.references:,} of them references)" if among.references else ""
    return (
        f"Compared among {count(among.documents, 'document')}{references} of {count(among.words, 'word')}: a pair could"
        f" have stood in 2^{among.places:.1f} places. Reported are {among.min_score:g} bits of surprise beyond that and"
        f" {among.min_words} words."
    )


def _nominated(found: Explanation, width: int) -> Iterator[str]:
    seen = found.nomination
    answer = "the documents were aligned" if seen.nominated else "the documents were not aligned"
    yield from _flow(f"Nomination: {answer}; a window around a common key must show {seen.needed:.1f} bits.", width)
    rows = [
        (one.finder, one.keys_a, one.keys_b, one.met, one.crowded, "-" if one.bits is None else f"{one.bits:.1f} bits")
        for one in seen.finders
    ]
    yield from (f"  {line}" for line in table(_HEAD, rows).splitlines())
    for keys in seen.finders:
        yield from _met(keys, width)
    if seen.minhash:
        yield from _flow(_chance(seen.minhash), width, "  ")


def _met(keys: Keys, width: int) -> Iterator[str]:
    for one in keys.meetings:
        crowd = ", a crowd" if one.crowd else ""
        rare = f"the rarest in {count(one.places, 'place')}{crowd}"
        said = f"{keys.finder}: {count(one.keys, 'key')}, {rare}, at a {_span(one.a)} = b {_span(one.b)}:"
        yield from _flow(f"{said} {', '.join(one.words)}", width, "  ", hang=2)


def _chance(one: Chance) -> str:
    missed = f"less than {_NEAR_NEVER}" if one.missed < _NEAR_NEVER else f"{one.missed:.4f}"
    return (
        f"MinHash: the likest sentences, a {_span(one.a)} and b {_span(one.b)}, share {one.jaccard:.2f} of their"
        f" shingles; {one.bands} bands of {one.rows} rows miss such a pair with a chance of {missed}"
        f" ({'these met' if one.met else 'these did not meet'})."
    )


def _candidate(number: int, one: Candidate, width: int, words: int | None, at: tuple[int, int]) -> Iterator[str]:
    """Yield what is told of a candidate: no words, all (None), or so many, from `at` on, the places asked about."""
    yield from _flow(f"{number}. {one.fate}, {one.kind}: a {_span(one.a)} = b {_span(one.b)}", width)
    yield from _flow(f"why: {one.reason}", width, "  ", hang=5)
    for score in one.scores:
        value = f"{score.value:{_FORMS.get(score.name, '.2f')}}"
        yield from _flow(f"{score.name:<10} {value:>7}  {score.meaning}", width, "  ", hang=20, keep=True)
    if words == 0:
        yield from _flow(_text(one.a), width, "  a ", hang=0)
        yield from _flow(_text(one.b), width, "  b ", hang=0)
        return
    yield "  bits of each word; _ joins the words of a common run"
    for name, side, start in zip("ab", one.sides, at, strict=True):
        yield from _side(name, side, width, words, start)


def _text(passage: Passage) -> str:
    text = one_line(passage.text)
    return text if len(text) <= 2 * _WIDEST else f"{text[: 2 * _WIDEST]}…"


def _side(name: str, side: Side, width: int, words: int | None, at: int) -> Iterator[str]:
    edges = zip(side.edges, ("start", "end"), strict=True)
    bounds = [f"{bits:g} bits for the sentence bound at its {which}" for bits, which in edges if bits]
    hits = sum(word.hit for word in side.words)
    head = f"{name}: {side.bits:.1f} bits, {hits:,} of {count(len(side.words), 'word')} hit"
    yield from _flow("; not counted: ".join([head, " and ".join(bounds)] if bounds else [head]), width, "  ")
    before = sum(word.end <= at for word in side.words)
    first = max(0, min(before - _BEFORE, len(side.words) - words)) if words else 0
    shown = side.words[first : first + words] if words else side.words
    cells = [f"{count(first, 'word')} …"] * bool(first) + list(_cells(shown))
    if after := len(side.words) - first - len(shown):
        cells.append(f"… {count(after, 'more word')} (-v)")
    yield from _wrapped(cells, width, "    ", "    ")


def _cells(words: tuple[Word, ...]) -> Iterator[str]:
    """Yield each word with its bits; a word that continues a run begins with the joint."""
    left = 0  # words of the run that are still to come
    for word in words:
        joint = "_" if word.run and left else ""
        left = (left if joint else word.run) - 1 if word.run else 0
        yield f"{joint}{one_line(word.text)}{word.bits:+.1f}"


def _where(passage: Passage) -> str:
    """Return what to cite for a place, if that is more than its lines."""
    labels = [end.label for end in (passage.start_anchor, passage.end_anchor) if _cites(end)]
    return printable(" to ".join(dict.fromkeys(labels)))


def _cites(end: object) -> TypeGuard[Anchor]:
    return isinstance(end, Anchor) and end.kind != "blob"  # that one has lines


def _span(passage: Passage) -> str:
    return f"{passage.start}-{passage.end}"


def _flow(text: str, width: int, indent: str = "", hang: int = 2, *, keep: bool = False) -> Iterator[str]:
    """Yield running text, further lines `hang` columns to the right; `keep`: its first columns stay as they are."""
    text = printable(text)
    head, text = (text[:hang], text[hang:]) if keep else ("", text)
    yield from _wrapped(text.split(" "), width, indent + head, " " * (len(indent) + hang))


def _wrapped(cells: Iterable[str], width: int, first: str, other: str) -> Iterator[str]:
    """Yield lines of cells, none wider than `width` columns unless a cell is."""
    line, used = first, _columns(first)
    empty = True
    for cell in cells:
        size = _columns(cell)
        if not empty and used + 1 + size > width:
            yield line
            line, used, empty = other, len(other), True
        line, used = (line + cell, used + size) if empty else (f"{line} {cell}", used + 1 + size)
        empty = False
    yield line.rstrip()


def _columns(text: str) -> int:
    """Columns that a terminal needs for a text."""
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
