"""Families: each component by one part, its members told by the parts that have their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from reuse.families import family_id, fingerprint, first_appearance
from reuse.kernels.stars import overlaps
from reuse.linking.families import Stars, formulas, starred
from reuse.linking.findings import MANY_PLACES, NAMES
from reuse.linking.told import KINDS, OPERATIONS
from reuse.model import Edit, Family, Match, Passage, match_id
from reuse.partitioned import equals
from reuse.partitioned.components import labelled
from reuse.partitioned.letters import DRIVER, RECORDS, Letter
from reuse.partitioned.plan import bounds_of, only, owners, plan_of
from reuse.partitioned.told import Placed, joined, line, passages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.partitioned.letters import Inbox, Shared

_FAMILY = 32  # bits of a family within the part that gathers it
_MIX = np.uint64(0x9E3779B97F4A7C15)
_FORMULA = KINDS.index("boilerplate")


def bring(_part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Bring matches together by component."""
    told = only(inbox, "told")
    placed = joined(inbox.get("placed", ()), len(told["kinds"]))
    label = labelled(inbox, placed.places[1::2])
    hashed = label.astype(np.uint64) * _MIX
    parts = plan_of(shared).parts
    for to, rows in equals.by_part(equals.askers(hashed, parts), parts):
        sides = np.stack((2 * rows, 2 * rows + 1), 1).ravel()
        of_sides = {name: column[sides] for name, column in placed._asdict().items()}
        yield Letter(to, "rows", {"numbers": rows, "kinds": told["kinds"][rows], **of_sides})


class _Gathered(NamedTuple):
    """Families of one part: a row a match or a member; see Stars."""

    senders: NDArray[np.int64]
    numbers: NDArray[np.int64]
    stars: Stars
    formulas: NDArray[np.bool_]


def gather(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Gather the matches of components into families; ask for what is to be told of their members."""
    bounds, received = bounds_of(shared), inbox.get("rows", ())
    if not received:
        return
    placed = Placed(*(np.concatenate([body[name] for _, body in received]) for name in Placed._fields))
    kinds, numbers = (np.concatenate([body[name] for _, body in received]) for name in ("kinds", "numbers"))
    sides = np.concatenate((placed.documents[:, None], placed.spans), 1)
    places, place = np.unique(placed.places, return_inverse=True)
    stars = starred(sides, place, len(places), kinds)
    members = sides[stars.members]
    ends = np.stack((placed.opens, placed.closes))[:, stars.members]
    plain = formulas(members, stars, ends, int(bounds.documents[-1]))
    stars.kinds[plain] = _FORMULA
    senders = np.repeat([one.sender for one in received], [len(one.body["numbers"]) for one in received])
    yield Letter(part, "gathered", {"it": _Gathered(senders, numbers, stars, plain)})
    held = (place.reshape(-1, 2) == stars.centers[stars.of][:, None]).sum(1)
    degrees = np.bincount(stars.of, held, len(stars.centers)).astype(np.int64)
    central = np.arange(len(members)) - stars.firsts[stars.family] == stars.representatives[stars.family]
    sizes = np.diff(stars.firsts)
    for to, rows in equals.by_part(owners(bounds.documents, members[:, 0]), plan_of(shared).parts):
        of = stars.family[rows]
        yield Letter(to, "members", {
            "numbers": rows, "members": members[rows], "families": of + (part << _FAMILY), "degrees": degrees[of],
            "centers": places[stars.centers[of]], "sizes": np.where(central[rows], sizes[of], 0),
        })  # fmt: skip


def say(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Tell of the members in the documents of a part what stands there, and which families overlap."""
    received = inbox.get("members", ())
    if not received:
        return
    bounds, documents, texts = bounds_of(shared), only(inbox, "texts")["documents"], shared["texts"].value
    names = ("members", "families", "degrees", "centers", "sizes")
    members, families, degrees, centers, sizes = (
        np.concatenate([body[name] for _, body in received]) for name in names
    )
    of, spans = members[:, 0] - bounds.documents[part], members[:, 1:]
    passages = passages_of(documents, of, spans, [texts or size > 0 for size in sizes.tolist()])
    said = []
    for owner, size, passage in zip(of.tolist(), sizes.tolist(), passages, strict=True):
        known = (family_id(passage[0], passage[1], passage[2], size), fingerprint(passage[7])) if size else ("", "")
        said.append((passage, documents[owner].metadata.get("date", ""), *known))
    cuts = np.cumsum([0, *(len(body["numbers"]) for _, body in received)])
    for k, (sender, body) in enumerate(received):
        yield Letter(sender, "said", {"numbers": body["numbers"], "said": said[cuts[k] : cuts[k + 1]]})
    order = np.lexsort((centers, -degrees, members[:, 2], members[:, 1], members[:, 0]))
    links = np.empty((len(order), 2), np.int64)
    links = links[: overlaps(np.concatenate((members, families[:, None]), 1)[order], links)]
    both = np.unique(np.concatenate((links, links[:, ::-1])), axis=0)
    for to, rows in equals.by_part(both[:, 0] >> _FAMILY, plan_of(shared).parts):
        yield Letter(to, "beside", {"links": both[rows]})


def name(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Tell the ids of families: to the matches, and to the families that they are linked with."""
    if "gathered" not in inbox:
        return
    gathered: _Gathered = only(inbox, "gathered")["it"]
    stars, parts = gathered.stars, plan_of(shared).parts
    told = _told(inbox, len(stars.members))
    ids = np.array([told[row][2] for row in (stars.firsts[:-1] + stars.representatives).tolist()])
    many = np.diff(stars.firsts) > MANY_PLACES
    for to, rows in equals.by_part(gathered.senders, parts):
        of = stars.of[rows]
        known = {"numbers": gathered.numbers[rows], "ids": ids[of], "formulas": gathered.formulas[of], "many": many[of]}
        yield Letter(to, "of", known)
    links = np.unique(
        np.concatenate([np.empty((0, 2), np.int64), *(body["links"] for _, body in inbox.get("beside", ()))]), axis=0
    )
    for to, rows in equals.by_part(links[:, 1] >> _FAMILY, parts):
        own = ids[links[rows, 0] - (part << _FAMILY)]
        yield Letter(to, "linked", {"families": links[rows, 1], "ids": own})


def write(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    """Write families and matches; tell the driver how many."""
    families = list(_families(part, inbox)) if "gathered" in inbox else []
    yield Letter(RECORDS, "family", {"lines": b"".join(line("family", family) for family in families)})
    matches = list(_matches(inbox, lean=not shared["texts"].value))
    yield Letter(RECORDS, "match", {"lines": b"".join(line("match", match) for match in matches)})
    yield Letter(DRIVER, "written", {"families": len(families), "matches": len(matches)})


def _told(inbox: Inbox, count: int) -> list[tuple[tuple[Any, ...], str, str, str]]:
    """Return of each member what is said of it: passage, date, and of a representative id and fingerprint."""
    numbers = np.concatenate([body["numbers"] for _, body in inbox["said"]])
    said = [one for _, body in inbox["said"] for one in body["said"]]
    if len(said) != count:
        raise ValueError(f"{len(said)} of {count} members")
    return [said[k] for k in np.argsort(numbers).tolist()]


def _families(part: int, inbox: Inbox) -> Iterator[Family]:
    gathered: _Gathered = only(inbox, "gathered")["it"]
    stars = gathered.stars
    told = _told(inbox, len(stars.members))
    linked: dict[int, list[str]] = {}
    for _, body in inbox.get("linked", ()):
        for family, own in zip((body["families"] - (part << _FAMILY)).tolist(), body["ids"].tolist(), strict=True):
            linked.setdefault(family, []).append(own)
    columns = (stars.firsts[:-1], stars.firsts[1:], stars.representatives, stars.kinds)
    for k, (first, last, center, kind) in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        passages, dates, ids, prints = zip(*told[first:last], strict=True)
        members = tuple(Passage(*passage) for passage in passages)
        yield Family(
            ids[center], prints[center], KINDS[kind], members, first_appearance(members, dates), center,
            tuple(sorted(linked.get(k, ()))),
        )  # fmt: skip


def _matches(inbox: Inbox, *, lean: bool) -> Iterator[Match]:
    """Yield the matches of a part; lean: not those that say no more than their families."""
    told = only(inbox, "told")
    count = len(told["kinds"])
    if not count:
        return
    numbers = np.concatenate([body["numbers"] for _, body in inbox["passages"]])
    sides = [passage for _, body in inbox["passages"] for passage in body["passages"]]
    passages = [sides[k] for k in np.argsort(numbers).tolist()]
    of = {
        name_: np.concatenate([body[name_] for _, body in inbox["of"]])
        for name_ in ("numbers", "ids", "formulas", "many")
    }
    order = np.argsort(of["numbers"])
    kinds = np.where(of["formulas"][order], _FORMULA, told["kinds"])
    firsts, rows = told["firsts"], told["edits"]
    same = (firsts[1:] == firsts[:-1]) & np.isin(kinds, [KINDS.index("verbatim"), _FORMULA])
    kept = np.flatnonzero(~(lean & same & of["many"][order]))
    for k in kept.tolist():
        a, b = Passage(*passages[2 * k]), Passage(*passages[2 * k + 1])
        scores = told["scores"][k].tolist()
        edits = tuple(Edit(OPERATIONS[row[0]], *row[1:]) for row in rows[firsts[k] : firsts[k + 1]].tolist())
        own = match_id((a.document, a.start, a.end), (b.document, b.start, b.end))
        named = dict(zip(NAMES, (*scores[:-1], int(scores[-1])), strict=True))
        yield Match(own, KINDS[kinds[k]], named, a, b, edits, str(of["ids"][order[k]]))
