"""What the figures mean, in sentences: why a pair of passages is, or is not, in the report, and what its scores say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reuse.aligners.nominate import CROWD
from reuse.api.explaining.records import Score
from reuse.reporters.lines import count

if TYPE_CHECKING:
    from reuse.aligners.pair import Passages
    from reuse.api.explaining.ground import Ground
    from reuse.api.explaining.passages import Looked
    from reuse.api.explaining.records import Candidate, Fate, Nomination
    from reuse.model import Match


def scores(ground: Ground, match: Match, found: Passages) -> tuple[Score, ...]:
    """Return the scores of a match, each with the counts behind it."""
    lengths = found.a[1] - found.a[0], found.b[1] - found.b[0]
    both, values = sum(lengths), match.scores
    common = round(values["shared"] * both / 2)
    ordered, equal = round(values["order"] * common), round(values["similarity"] * both / 2)
    meanings = {
        "surprise": f"the mean of both sides' bits, {found.bits[0]:.1f} and {found.bits[1]:.1f}, less the"
        f" {ground.places:.1f} bits of the places where such a pair could have stood",
        "shared": f"of the {lengths[0]} and {lengths[1]} words the other side has {common} too, one to one, by stem",
        "order": f"of these {common}, {ordered} stand in the same order on both sides",
        "similarity": f"of the {lengths[0]} and {lengths[1]} words, {equal} are equal and in the same order",
        "words": "the shorter side has so many",
    }
    return tuple(Score(name, value, meanings.get(name, "")) for name, value in values.items())


def reason(ground: Ground, looked: Looked, words: float, surprise: float) -> str:
    """Return why passages of so many words and bits of surprise have their fate."""
    model = ground.pipeline.aligner
    below = f"{surprise:.1f} bits of surprise, {model.min_score:g} are needed (min_score)"
    if words < model.min_words:
        below += f"; and {words:g} words, fewer than min_words, are enough for equal whole sentences or lines only"
    reasons: dict[Fate, str] = {
        "reported": f"{surprise:.1f} bits of surprise, {model.min_score:g} and more are reported",
        "weak": below,
        "unboxed": "no windows of both places share enough bits for a box, nor do they share a run of five words;"
        f" aligned all the same: {below if surprise < model.min_score else f'{surprise:.1f} bits'}",
        "short": f"{words:g} words, {model.min_words} are needed (min_words); {model.min_unit} suffice where both sides"
        " are the same whole sentence or line",
        "moved": "its parts stand in another order on the other side: told as these parts, each in order by itself",
        "taken": f"its words serve better passages: {_places(ground, looked.takers)}",
        "summary": "it is told as part of a summary of the whole other document",
    }
    return reasons[looked.fate]


def _places(ground: Ground, takers: tuple[Passages, ...]) -> str:
    """Say where the passages stand that took the words of another."""
    named = []
    for one in takers[:3]:
        match = ground.match(one)
        spans = " = ".join(f"{side.start}-{side.end}" for side in (match.a, match.b))
        named.append(f"{spans} ({match.scores['surprise']:.1f} bits)")
    if len(takers) > len(named):
        named.append(f"{len(takers) - len(named)} more")
    return ", ".join(named)


def verdict(ground: Ground, seen: Nomination, found: tuple[Candidate, ...], *, compared: bool) -> str:
    """Say in a sentence or two why the two places are, or are not, in the report."""
    if not compared:
        return f"Not reported: {excluded(ground)}."
    reported = [one for one in found if one.fate == "reported"]
    if reported:
        return f"Reported: {count(len(reported), 'pair')} of passages, up to {reported[0].scores[0].value:,.1f} bits."
    if not seen.nominated:
        would = f" Aligned all the same, it shows {found[0].scores[0].value:,.1f} bits." if found else ""
        return f"Not reported: {unseen(seen)}.{would}"
    if found:
        return f"Not reported: {found[0].reason}."
    return "Not reported: no words of these places explain one another; no pair of passages touches both."


def excluded(ground: Ground) -> str:
    """Say why the run does not compare the two documents."""
    if ground.a.number == ground.b.number and not ground.known:
        return "reuse within one document is passed over (no_self)"
    which = "new documents" if ground.b.number < ground.known else "references"
    return f"both are {which}, and the run compares new documents with references only"


def unseen(seen: Nomination) -> str:
    """Say why documents that are compared were not aligned."""
    if not seen.opened:
        return (
            "the reference was not opened, as no window of the new documents shares enough rare words and runs with it"
        )
    said = "the documents were not aligned, as"
    if not any(one.met for one in seen.finders):
        return f"{said} no finder gave them a common key here, nor one elsewhere that was worth it"
    bits = [one.bits for one in seen.finders if one.bits is not None]
    if not bits:
        return f"{said} their common keys are crowds of more than {CROWD} places, which link each with the first only"
    return f"{said} no window around a common key shows {seen.needed:.1f} bits (the best one here {max(bits):.1f})"
