"""The five articles of seeds/ against the passages marked in them.

python benchmarks/quality/seeds.py ../shared
"""

from __future__ import annotations

from dataclasses import asdict

from results import ROOT, arguments, keep

from reuse import scan
from reuse.evaluation.files import evaluate_report
from reuse.evaluation.truth import read_truth


def main() -> None:
    """Scan the shared articles at the defaults; a case is covered where half of both its sides is found."""
    told = arguments(main.__doc__ or "").parse_args()
    report = scan(told.shared / "seeds", jobs=told.jobs)
    done = evaluate_report(read_truth(told.shared / "seeds-truth.json"), report)
    shipped = (ROOT / "tests" / "seeds_truth.json").read_bytes() == (told.shared / "seeds-truth.json").read_bytes()
    between = sum("/000_" in match.a.document and "/001_" in match.b.document for match in report.matches)
    macro = done.entire.macro
    print(f"covered {done.covered} of {done.entire.cases}, plagdet {macro.plagdet:.4f}, strays {done.strays}")
    print(f"matches between 000 and 001: {between}; the shipped truth is the shared one: {shipped}")
    keep("seeds", told.date, {**asdict(done), "between_000_and_001": between, "shipped_truth": shipped})


if __name__ == "__main__":
    main()
