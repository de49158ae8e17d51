"""A page whose blocks are made when somebody asks for them, so that a report of any size can be looked at."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import chain
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
from msgspec import UNSET

from reuse.reporters.page.contents import TOGETHER
from reuse.reporters.page.opening import names, opening, passages, pictures
from reuse.reporters.page.shrunk import shrunk
from reuse.reporters.page.stories import Stories
from reuse.reporters.page.texts import stretches
from reuse.reporters.records import lean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reuse.model import Family, Passage, Report
    from reuse.reporters.page.passages import Told

MOST = 500_000  # families: their columns are read by the browser as a whole
_FAST = 1  # of gzip: what goes from this machine to this machine is not worth more
_ID = re.compile("[0-9a-f]{12}")
_NAME = re.compile(r"([ft])(\d{1,9})")


class Asked:
    """The blocks of a page by name, as `contents` makes them; a text is a block of its own.

    `more` is put beside what the page reads at once; texts of the documents with numbers in `always` are shown even
    where nothing in them is reused.
    """

    def __init__(
        self, report: Report, more: Mapping[str, object] | None = None, always: frozenset[int] = frozenset()
    ) -> None:
        """Serve `report`; nothing is made yet."""
        self._report = lean(report)
        self._more = dict(more or {})
        self._always = always
        self._lock = RLock()  # texts and records come from files that are read by one at a time

    def block(self, name: str) -> bytes | None:
        """Return what stands under a name: `index`, `f0`, `t0` ...; nothing where nothing does."""
        with self._lock:
            if name == "index":
                return self._made[0]
            found = _NAME.fullmatch(name)
            if not found:
                return None
            number = int(found[2])
            return self._families(number) if found[1] == "f" else self._text(number)

    def search(self, words: str) -> bytes:
        """Return the numbers of the families that quote some words, or have an id, or a match with it."""
        wanted = plain(words)
        with self._lock:
            if _ID.fullmatch(wanted):
                found = [k for k, one in enumerate(self._stories) if wanted in {one.family.id, *_ids(one)}]
            else:
                found = [k for k, one in enumerate(self._stories.families()) if wanted and _quotes(one, wanted)]
            return shrunk(found, _FAST)

    @cached_property
    def _stories(self) -> Stories:
        return Stories(self._report, MOST)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self._report.documents)}

    @cached_property
    def _made(self) -> tuple[bytes, NDArray[np.int64], NDArray[np.int64]]:
        """What the page reads at once, the document of each place, and the first place of each family."""
        report, everything = self._report, range(len(self._report.documents))
        told = passages(self._stories.families(), self._stories.scores, self._numbers)
        drawn, left_out = pictures(report, self._stories.families(), self._numbers)
        held = {k: (k, 2) for k in everything if report.documents[k].reused_chars or k in self._always}
        beyond = len(report.families) - MOST
        cut = {name: count for name, count in (("beyond", beyond), ("pairs", left_out)) if count > 0}
        said = opening(report, everything, names(report.documents), held, nameless=False)
        index = shrunk({**said, "cut": cut, "passages": told, **drawn, "served": True, **self._more}, _FAST)
        return index, np.array(told["place_document"], np.int64), np.array(told["from"], np.int64)

    def _families(self, number: int) -> bytes | None:
        some = self._stories[number * TOGETHER : (number + 1) * TOGETHER]
        return shrunk([one.record(self._numbers) for one in some], _FAST) if some else None

    def _text(self, number: int) -> bytes | None:
        report = self._report
        if number >= len(report.documents):
            return None
        name = report.documents[number].id
        whole = report.texts is not UNSET and name in report.texts
        chunks = [(0, report.texts[name])] if whole and report.texts is not UNSET else stretches(self._quoted(number))
        return shrunk({str(number): chunks, "whole": whole}, _FAST)

    def _quoted(self, number: int) -> Iterator[Passage]:
        """Yield the passages of a document that the report has."""
        name = self._report.documents[number].id
        for one in self._stories.some(self._holding(number).tolist()):
            sides = (side for match in one.matches for side in (match.a, match.b))
            yield from (passage for passage in chain(one.family.members, sides) if passage.document == name)

    def _holding(self, number: int) -> NDArray[np.int64]:
        """Return the numbers of the families that have a place in a document."""
        _, owners, firsts = self._made
        places = np.flatnonzero(owners == number)
        found: NDArray[np.int64] = np.unique(np.searchsorted(firsts, places, "right") - 1)
        return found


def _ids(one: Told) -> Iterator[str]:
    return (match.id for match in one.matches)


def _quotes(family: Family, wanted: str) -> bool:
    return any(wanted in plain(text) for text in {member.text for member in family.members})


def plain(text: str) -> str:
    """Return a text without case, accents and more than one blank at a time: as `plain` in `web/search.js`."""
    letters = text.lower()
    if not letters.isascii():
        letters = unicodedata.normalize("NFKD", letters)
        letters = "".join(one for one in letters if not unicodedata.category(one).startswith("M"))
    return " ".join(letters.split())
