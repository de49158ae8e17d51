"""PAN 2013 text alignment: the listed pairs at 25 words and at the default, and everything against everything.

A pair's milliseconds are told by the clock, and by the processor, which is less where others use the machine too.

python benchmarks/quality/pan.py ../shared [--sample N] [--only WHAT]
"""

from __future__ import annotations

from dataclasses import asdict
from time import process_time

from results import arguments, keep

from reuse.evaluation.pan import read
from reuse.evaluation.pan_run import run
from reuse.settings import Settings

RUNS = {"pairs-25": (25, False), "pairs-8": (8, False), "corpus-25": (25, True)}
"""Name -> least words, and whether all suspicious documents meet all sources."""


class Processor:
    """A progress that notes what the processor had done when each step began."""

    def __init__(self) -> None:
        """Know of no step yet."""
        self.began: dict[str, float] = {}

    def __call__(self, step: str, _done: int, _total: int) -> None:
        """Note the first call of each step."""
        self.began.setdefault(step, process_time())


def main() -> None:
    """Run and keep each."""
    parser = arguments(main.__doc__ or "")
    parser.add_argument("--sample", type=int, default=0, help="pairs of each folder; all")
    parser.add_argument("--only", choices=RUNS, action="append", help="this run; all")
    told = parser.parse_args()
    corpus = read(told.shared / "data" / "pan13-dev").sample(told.sample)
    run(corpus.sample(1), Settings(jobs=told.jobs).pipeline(), Processor())  # compiles, or loads, the kernels
    for name in told.only or RUNS:
        words, everything = RUNS[name]
        pipeline = Settings(min_words=words, jobs=told.jobs).pipeline()
        processor = Processor()
        result, _ = run(corpus, pipeline, processor, everything=everything)
        for one in (*result.folders, result.entire):
            scores = one.evaluation.macro
            print(
                f"{name:10} {one.name:28} plagdet {scores.plagdet:.5f} recall {scores.recall:.5f} "
                f"precision {scores.precision:.5f} granularity {scores.granularity:.5f} false {one.false_detections}"
            )
        worked = processor.began["gather"] - processor.began["align"]
        clock, cpu = (1000 * seconds / max(result.compared, 1) for seconds in (result.align_seconds, worked))
        print(f"{name:10} {result.compared} pairs, {clock:.2f} ms each, {cpu:.2f} of the processor", flush=True)
        keep(f"pan-{name}", told.date, {**asdict(result), "align_processor_seconds": round(worked, 3)})


if __name__ == "__main__":
    main()
