"""PAN as one corpus without references, once in pairs and once by links: what the links lose, and how quick they are.

    python benchmarks/quality/links.py SHARED [--min-words 25] [--relate links]

All suspicious and source documents are one corpus; detections between listed pairs are scored. Results are kept under
benchmarks/results/DATE/.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from results import keep

from reuse.evaluation import pan, pan_run
from reuse.pipeline import detect
from reuse.settings import check, python

if TYPE_CHECKING:
    from reuse.evaluation.pan import Corpus, Names
    from reuse.evaluation.plagdet import Case


def found(corpus: Corpus, relate: str, min_words: int) -> tuple[dict[Names, list[Case]], float]:
    """Return the detections between suspicious documents and sources, by pair, and the seconds they took."""
    pipeline = check(python({"min_words": min_words, "relate": relate})).pipeline()
    documents = sorted((*corpus.suspicious, *corpus.sources), key=lambda document: document.id)
    begun = perf_counter()
    matches = detect(documents, pipeline).matches
    seconds = perf_counter() - begun
    cases: dict[Names, list[Case]] = defaultdict(list)
    for match in matches:
        new, old = sorted((match.a, match.b), key=lambda side: side.document, reverse=True)
        if new.document.startswith("susp/") and old.document.startswith("src/"):
            pair = new.document.removeprefix("susp/"), old.document.removeprefix("src/")
            cases[pair].append((pair[0], new.start, new.end, pair[1], old.start, old.end))
    return cases, seconds


def main() -> None:
    """Run, score, show, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--min-words", type=int, default=25)
    parser.add_argument("--relate", action="append", choices=("pairs", "links"), help="both, where none is named")
    parser.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", help="of the results; today's")
    told = parser.parse_args()
    corpus = pan.read(told.shared / "data" / "pan13-dev")
    kept = {}
    for relate in told.relate or ("pairs", "links"):
        found(corpus, relate, told.min_words)  # compiles
        cases, seconds = found(corpus, relate, told.min_words)
        folders, entire = pan_run.score(corpus.folders, cases)
        print(f"{relate}: {seconds:.1f} s")
        for folder in (*folders, entire):
            one = folder.evaluation.macro
            figures = f"{one.plagdet:9.4f}{one.recall:9.4f}{one.precision:9.4f}{one.granularity:9.4f}"
            print(f"{folder.name:30}{figures}{folder.false_detections:6}")
        scores = {folder.name: folder.evaluation.macro for folder in (*folders, entire)}
        kept[relate] = {"seconds": seconds, "scores": {name: vars_of(one) for name, one in scores.items()}}
    keep(f"links-{told.min_words}", told.date, kept)


def vars_of(scores: object) -> dict[str, float]:
    """Return scores by name."""
    return {name: getattr(scores, name) for name in ("plagdet", "recall", "precision", "granularity")}


if __name__ == "__main__":
    main()
