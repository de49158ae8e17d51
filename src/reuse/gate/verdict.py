"""What a gate says: one line, and whether it trips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reuse.gate.judge import Known, forbidden, share
from reuse.reporters.copies import Names, copies
from reuse.reporters.lines import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reuse.model import Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate trips, and the line that says why."""

    trips: bool
    line: str


def verdict(report: Report, fail_on: str, policy: Sequence[str], known: Known) -> Verdict:
    """Judge a report whose known places are marked.

    fail_on: `any` reuse, known or not; `new` copies; N new matches and more; PCT% and more of one document in new
    copies; empty: none of these. policy: see `forbidden`.
    """
    found = list(copies(report))
    fresh = [copy for copy in found if copy.is_new]
    names = Names(report)
    barred = forbidden(report, policy)
    trips = _trips(report, fail_on, bool(found), bool(fresh))
    reasons = []
    if trips:
        what = fresh or found
        families = len({copy.family.id for copy in what})
        sort = "new " if fresh else ""
        reasons.append(
            f"{count(len(what), f'{sort}copy', f'{sort}copies')} of {count(families, 'passage')}, "
            f"the first at {names.at(what[0].place)} (--fail-on {fail_on})"
        )
    if barred:
        reasons.append(
            f"{count(len(barred), 'place')} with text that --forbid {' '.join(policy)} forbids, "
            f"the first at {names.at(barred[0].place)}"
        )
    if not reasons:
        reasons.append(f"{count(len(fresh), 'new copy', 'new copies')}" if fresh else "nothing new")
    tail = [f"{len(found) - len(fresh)} known"] if len(found) > len(fresh) else []
    tail += [f"{known.expired} expired in the baseline"] if known.expired else []
    tail += [f"{len(known.gone)} in the baseline are gone"] if known.gone else []
    tail.append(count(report.summary.documents, "document"))
    failed = trips or bool(barred)
    return Verdict(failed, f"check {'failed' if failed else 'passed'}: {'; '.join(reasons)}; {', '.join(tail)}")


def _trips(report: Report, fail_on: str, found: bool, fresh: bool) -> bool:  # noqa: FBT001 - both are what was found
    if fail_on in {"", "any", "new"}:
        return {"": False, "any": found, "new": fresh}[fail_on]
    if fail_on.endswith("%"):
        return fresh and share(report) * 100 >= float(fail_on[:-1])
    return sum(match.is_new for match in report.matches) >= int(fail_on)
