"""The Python interface: texts in memory against files, and what is left of a text without its quotations.

python3 examples/python_interface.py
"""

from __future__ import annotations

from pathlib import Path

from reuse import Document, Match, compare, scan

TEXTS = Path(__file__).parent / "texts"


def show(match: Match) -> None:
    """Print a match with the words that differ."""
    print(f"{match.kind}, {match.scores['words']:.0f} words, {match.scores['surprise']:.0f} bits")
    for side in (match.a, match.b):
        print(f"  {side.document} {side.start}-{side.end} (line {side.start_line}): {side.text[:60]!r}")
    print(f"  {len(match.edits)} edits")


def without_reuse(document: Document, matches: tuple[Match, ...]) -> str:
    """Return what stands in `document` and in no match: the offsets are those of its text."""
    sides = [side for match in matches for side in (match.a, match.b) if side.document == document.id]
    kept, reached = [], 0
    for start, end in sorted((side.start, side.end) for side in sides):
        kept.append(document.text[reached:start])
        reached = max(reached, end)
    return "".join([*kept, document.text[reached:]])


agency = Document("agency", (TEXTS / "agency.txt").read_text(encoding="utf-8"), metadata={"date": "2026-03-03"})
gazette = Document("gazette", (TEXTS / "gazette.txt").read_text(encoding="utf-8"), metadata={"date": "2026-03-04"})

report = compare(agency, gazette)
for match in report.matches:
    show(match)

print("\nIn the gazette alone:", " ".join(without_reuse(gazette, report.matches).split()))

# many documents: families tell where a passage stands, and where it stood first
for family in scan(
    [agency, gazette],
    texts={
        "blog": "I read that the ferry Marianne sank at its mooring in the old harbour of Ostrava Bay early on Tuesday."
    },
).families:
    print(f"\nfirst in {family.members[family.first].document}, also in", end=" ")
    print(*sorted({member.document for member in family.members} - {family.members[family.first].document}), sep=", ")
