"""Why two places were, or were not, reported: the run's own steps, with all that they pass over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import reuse
from reuse.api.explaining.ground import lay
from reuse.api.explaining.keys import compared, nomination
from reuse.api.explaining.passages import aligned, sides
from reuse.api.explaining.reasons import excluded, reason, scores, unseen, verdict
from reuse.api.explaining.records import Candidate, Compared, Explanation
from reuse.api.inputs import silent
from reuse.model import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reuse.api.explaining.ground import Ground
    from reuse.api.explaining.passages import Aligned, Looked
    from reuse.api.explaining.records import Fate, Nomination
    from reuse.api.explaining.target import Target
    from reuse.api.inputs import Input, Progress
    from reuse.settings import Settings

LISTED = 5  # candidates that were not reported, unless the settings have a limit


def explain(
    a: Target, b: Target, corpus: Sequence[Input] = (), *, settings: Settings, progress: Progress = silent
) -> Explanation:
    """Return why the places `a` and `b` were, or were not, reported, by a scan of `corpus` or, without, of both.

    Shares of words and search space are those of the corpus (and of `settings.against`), to which both documents
    belong, or are added. Raises UsageError for a path that is not there, and a place without words.
    """
    grounds = lay(a, b, corpus, settings, progress)
    progress("find", 0, 2)
    found = [_explained(ground, settings, progress) for ground in grounds]
    return next((one for one in found if one.reported), found[0])


def _explained(ground: Ground, settings: Settings, progress: Progress) -> Explanation:
    """Return what became of two places of two documents, or of parts of these."""
    seen = nomination(ground, settings.finder)
    progress("align", 1, 2)
    found = aligned(ground)
    kept = list(_worth_telling(found.looked, settings.limit or LISTED))
    candidates = tuple(_candidate(ground, found, one, seen) for one in kept)
    bounds = ground.pipeline.aligner
    return Explanation(
        tool=Tool("text-reuse", reuse.__version__),
        reported=any(one.fate == "reported" for one in candidates),
        verdict=verdict(ground, seen, candidates, compared=compared(ground)),
        a=ground.a.passage,
        b=ground.b.passage,
        compared=Compared(
            documents=len({one.id for one in ground.documents}),
            references=len({one.id for one in ground.documents[ground.known :]}) if ground.known else 0,
            words=len(ground.block.words),
            places=round(ground.places, 2),
            min_score=bounds.min_score,
            min_words=bounds.min_words,
        ),
        nomination=seen,
        boxes=(found.boxes, found.touching),
        candidates=candidates,
        left_out=len(found.looked) - len(kept),
    )


def _worth_telling(looked: Sequence[Looked], limit: int) -> Iterator[Looked]:
    """Yield the reported passages, then up to `limit` others, none that is much the same as one before."""
    told: list[Looked] = []
    for one in looked:
        same = any(_both_meet(one, other) for other in told if one.fate in {other.fate, "weak"})
        if one.fate == "reported" or (not same and limit > 0):
            limit -= one.fate != "reported"
            told.append(one)
            yield one


def _both_meet(one: Looked, other: Looked) -> bool:
    p, q = one.passages, other.passages
    return p.a[0] < q.a[1] and q.a[0] < p.a[1] and p.b[0] < q.b[1] and q.b[0] < p.b[1]


def _candidate(ground: Ground, found: Aligned, one: Looked, seen: Nomination) -> Candidate:
    """Return what is told of passages; those of documents that the run never aligned are not reported."""
    match = ground.match(one.passages)
    fate: Fate = one.fate
    told = reason(ground, one, match.scores["words"], match.scores["surprise"])
    if fate == "reported" and not compared(ground):
        fate, told = "excluded", excluded(ground)
    elif fate == "reported" and not seen.nominated:
        fate, told = "unseen", unseen(seen)
    return Candidate(
        fate=fate,
        reason=told,
        kind=match.kind,
        a=match.a,
        b=match.b,
        scores=scores(ground, match, one.passages),
        sides=sides(ground, found.edges, one.passages),
    )
