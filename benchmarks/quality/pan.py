"""PAN 2013 text alignment: the listed pairs at 25 words and at the default, and everything against everything.

python benchmarks/quality/pan.py ../shared [--sample N] [--only WHAT]
"""

from __future__ import annotations

from dataclasses import asdict

from results import arguments, keep

from reuse.evaluation.pan import read
from reuse.evaluation.pan_run import run
from reuse.pipeline import silent
from reuse.settings import Settings

RUNS = {"pairs-25": (25, False), "pairs-8": (8, False), "corpus-25": (25, True)}
"""Name -> least words, and whether all suspicious documents meet all sources."""


def main() -> None:
    """Run and keep each."""
    parser = arguments(main.__doc__ or "")
    parser.add_argument("--sample", type=int, default=0, help="pairs of each folder; all")
    parser.add_argument("--only", choices=RUNS, action="append", help="this run; all")
    told = parser.parse_args()
    corpus = read(told.shared / "data" / "pan13-dev").sample(told.sample)
    for name in told.only or RUNS:
        words, everything = RUNS[name]
        pipeline = Settings(min_words=words, jobs=told.jobs).pipeline()
        result, _ = run(corpus, pipeline, silent, everything=everything)
        for one in (*result.folders, result.entire):
            scores = one.evaluation.macro
            print(
                f"{name:10} {one.name:28} plagdet {scores.plagdet:.4f} recall {scores.recall:.4f} "
                f"precision {scores.precision:.4f} granularity {scores.granularity:.4f} false {one.false_detections}"
            )
        milliseconds = 1000 * result.align_seconds / max(result.compared, 1)
        print(f"{name:10} {result.compared} pairs, {milliseconds:.2f} ms each, {result.seconds:.1f} s in all")
        keep(f"pan-{name}", told.date, asdict(result))


if __name__ == "__main__":
    main()
