"""Short answers (Clough and Stevenson 2011): the reused share of an answer against its label.

python benchmarks/quality/answers.py ../shared
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from results import arguments, keep

from reuse.api.inputs import read
from reuse.evaluation.labels import read_labels, run
from reuse.pipeline import silent
from reuse.settings import Settings

ORDERS = {"as listed": ("non", "light", "heavy", "cut"), "by revision": ("non", "heavy", "light", "cut")}
"""The order in which the labels are listed, and that of how much is left: heavily revised, lightly, near copy."""


def main() -> None:
    """Compare each answer with the source of its task, at the defaults."""
    told = arguments(main.__doc__ or "").parse_args()
    folder, settings, kept = told.shared / "data" / "short-answers", Settings(jobs=told.jobs), {}
    for name, order in ORDERS.items():
        rows = read_labels(folder, folder / "file_information.csv", order, "orig_task{}.txt")
        paths = sorted({path for row in rows for path in (row.path, row.reference)})
        done = run(rows, read(paths, settings).documents, settings.pipeline(), silent, order=order)
        for one in done.measures:
            print(f"{name:12} {one.name:8} Spearman {one.spearman:.4f}, {one.accuracy:.4f} right by the best cuts")
        kept[name] = asdict(done)
        kept[name]["documents"] = [(Path(path).name, *rest) for path, *rest in done.documents]
    keep("answers", told.date, kept)


if __name__ == "__main__":
    main()
