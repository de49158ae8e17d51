"""A corpus large enough that not all of it is opened: made of words that follow a real distribution."""

from __future__ import annotations

import random
from functools import cache

QUOTE = (
    "The harbour master wrote to the council that the old crane, which had stood at the north quay since the war, was "
    "no longer safe to use, and that a new one would have to be bought before the autumn storms set in."
)
POPULAR = "Permission is granted to copy, distribute and modify this document provided that this very notice is kept."


@cache
def texts(count: int = 600, words: int = 420) -> dict[str, str]:
    """Return documents by name, 1.6 million characters; some share passages, one of which is in a hundred of them."""
    chance = random.Random(11)  # noqa: S311 - no secret
    letters = "bcdfghklmnprstvz", "aeiou"
    vocabulary = ["".join(chance.choice(letters[k % 2]) for k in range(chance.randint(3, 11))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    made = {}
    for number in range(count):
        drawn = chance.choices(vocabulary, weights, k=words)
        parts = [" ".join(drawn[k : k + 14]).capitalize() + "." for k in range(0, words, 14)]
        if number % 6 == 0:
            parts.append(POPULAR)
        if number in {17, 403}:
            parts.insert(9, QUOTE)
        made[f"ref/{number:04}.txt"] = "\n".join(parts) + "\n"
    return made


def new() -> dict[str, str]:
    """Return documents that copy from the corpus: word for word, edited, a popular passage, nothing."""
    known = texts()
    lines = known["ref/0123.txt"].split("\n")
    edited = " ".join(lines[4:9]).split()
    for at in range(3, len(edited), 6):
        edited[at] = "otherwise"
    return {
        "new/a.txt": f"He said this. {QUOTE} And that was that, as far as we could see.\n",
        "new/b.txt": f"Before it.\n{' '.join(edited)}\nAfter it came nothing of note.\n",
        "new/c.txt": f"Mine, all mine.\n\n{POPULAR}\n",
        "new/d.txt": "Xylograph quixotry wyvern jabberwock zymurgy kumquat phlox syzygy; nymph jinx quartz.\n",
    }
