"""Noise: copies of which a share of the characters is misread, planted in real texts, and how many are found again.

Passages of about 40 words of 120 suspicious PAN documents are copied into others of them by what `reuse plant --ocr`
does, and the texts scanned at the defaults. Recall is of the characters of both sides, a mean over the copies; a copy
is covered where half of both sides and more is found. Reuse that stands in the texts from the start counts neither way.

python benchmarks/quality/ocr.py ../shared
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from results import arguments, keep

import reuse
from reuse.api.inputs import read
from reuse.evaluation.disguises import Ocr
from reuse.evaluation.files import Result, evaluate_report
from reuse.evaluation.planted import TEXTS, TRUTH, Wish, make, write
from reuse.evaluation.truth import read_truth
from reuse.model import Tool
from reuse.pipeline import silent
from reuse.settings import Settings

RATES = (0.0, 0.02, 0.05, 0.1, 0.15)
DOCUMENTS, CASES, WORDS = 120, 200, 40


def measure(paths: list[str], rate: float, seed: int, jobs: int) -> Result:
    """Plant, scan, score."""
    settings = Settings(jobs=jobs)
    with TemporaryDirectory() as folder:
        target = Path(folder) / "planted"
        wish = Wish((Ocr(rate),), CASES, WORDS, seed, str(target))
        documents = read(paths, settings).documents
        texts, truth = make(documents, settings.pipeline(), wish, Tool("text-reuse", reuse.__version__), silent)
        write(target, texts, truth)
        report = reuse.scan(target / TEXTS, settings=settings)
        return evaluate_report(read_truth(target / TRUTH), report)


def main() -> None:
    """Measure each rate with each seed, over the same documents."""
    parser = arguments(main.__doc__ or "")
    parser.add_argument("--seeds", type=int, default=3, help="so many plantings of each rate")
    told = parser.parse_args()
    every = sorted((told.shared / "data" / "pan13-dev" / "susp").glob("*.txt"))
    paths = [str(path) for path in every[:: len(every) // DOCUMENTS][:DOCUMENTS]]
    kept: dict[str, list[dict[str, object]]] = {}
    for rate in RATES:
        for seed in range(told.seeds):
            done = measure(paths, rate, seed, told.jobs)
            scores, cases = done.entire.macro, done.entire.cases
            print(
                f"ocr {rate:<5} seed {seed}: covered {done.covered} of {cases}, recall {scores.recall:.4f}, "
                f"precision {scores.precision:.4f}, strays {done.strays}",
                flush=True,
            )
            kept.setdefault(str(rate), []).append({"seed": seed, **asdict(done)})
    keep("ocr", told.date, kept)


if __name__ == "__main__":
    main()
