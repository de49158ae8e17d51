"""Scores what is found in seeds/ against the passages marked there by hand, beside textbook MinHash of sentences.

python3 examples/score_seeds.py
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from datasketch import MinHash, MinHashLSH

from reuse import scan
from reuse.evaluation.plagdet import evaluate

ROOT = Path(__file__).parent.parent
Place = tuple[str, int, int]
Case = tuple[str, int, int, str, int, int]


def case(one: Place, other: Place) -> Case:
    """Return two places as a case, in the order of names: which side is which is chance."""
    first, second = sorted((one, other))
    return (*first, *second)


def by_reuse() -> set[Case]:
    """Return the matches that `reuse scan` finds at its defaults."""
    matches = scan(ROOT / "seeds").matches
    sides = [[(Path(side.document).name, side.start, side.end) for side in (m.a, m.b)] for m in matches]
    return {case(a, b) for a, b in sides}


def by_minhash() -> set[Case]:
    """Return pairs of sentences of Jaccard 0.5 and more, over word trigrams: what most people build first."""
    index, signatures = MinHashLSH(threshold=0.5, num_perm=128), {}
    for path in sorted((ROOT / "seeds").iterdir()):
        for found in re.finditer(r"[^.!?\n]+[.!?]*", path.read_bytes().decode()):
            words = found.group().lower().split()
            trigrams = [" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)]
            if trigrams:
                place = (path.name, *found.span())
                signatures[place] = MinHash(num_perm=128)
                signatures[place].update_batch(trigrams)
                index.insert(place, signatures[place])
    pairs = [(one, other) for one, signature in signatures.items() for other in index.query(signature)]
    return {case(one, other) for one, other in pairs if one != other}


def meet(one: Case, other: Case) -> bool:
    """Tell whether two cases have characters in common on both sides."""
    return all(
        one[at] == other[at] and max(one[at + 1], other[at + 1]) < min(one[at + 2], other[at + 2]) for at in (0, 3)
    )


marked = json.loads((ROOT / "tests" / "seeds_truth.json").read_text(encoding="utf-8"))
cases = [case(tuple(one["a"]), tuple(one["b"])) for one in marked if one["kind"] != "neutral"]
neutral = [case(tuple(one["a"]), tuple(one["b"])) for one in marked if one["kind"] == "neutral"]  # arguable: not judged

print(f"{len(cases)} passages           plagdet  recall  precision  pieces")
for name, found in (("reuse scan", by_reuse()), ("sentences, MinHash", by_minhash())):
    judged = [one for one in found if any(meet(one, c) for c in cases) or not any(meet(one, c) for c in neutral)]
    scores = evaluate(cases, sorted(judged)).macro
    print(f"{name:<20}{scores.plagdet:9.2f}{scores.recall:8.2f}{scores.precision:11.2f}{scores.granularity:8.1f}")
