"""What parts of a corpus write one another, and who carries it: the whole interface between a scan and its engine.

A scan in parts is a row of steps (supersteps; Valiant 1990, as in Pregel, Malewicz and others 2010). In a step every
part reads the letters that were written to it, works alone, and writes letters: to itself, to other parts, to the
driver. An engine carries them, all of one step before the next. What a step writes follows from its letters and from
what is shared, so that an engine may run it again, anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

DRIVER = -1  # to whoever runs the steps
RECORDS = -2  # to the report


class Letter(NamedTuple):
    """To which part, under what name, and what: arrays and small objects by name."""

    to: int
    name: str
    body: Mapping[str, Any]


class Received(NamedTuple):
    """A letter as it arrives."""

    sender: int
    body: Mapping[str, Any]


Inbox = Mapping[str, Sequence[Received]]  # by name; those of one name in the order of their senders, as each wrote them


class Shared(Protocol):
    """What every part may read."""

    @property
    def value(self) -> Any:  # noqa: ANN401 - whatever was shared
        """What was shared."""
        ...


Step = Callable[[int, Inbox, Mapping[str, Shared]], Iterable[Letter]]


class Mail(Protocol):
    """The letters of a step, wherever an engine keeps them."""


class Engine(Protocol):
    """Runs the steps of a scan in `parts` parts, numbered from 0."""

    parts: int

    def share(self, value: object) -> Shared:
        """Make something known to all parts."""
        ...

    def post(self, letters: Iterable[Letter]) -> Mail:
        """Return letters of the driver, as mail; their sender is DRIVER."""
        ...

    def run(
        self,
        name: str,
        step: Step,
        mail: Mapping[Mail, Sequence[str]],
        shared: Mapping[str, Shared],
        *,
        here: bool = False,
    ) -> Mail:
        """Run a step in every part; it gets the letters of these names out of each mail.

        name: of the step, once in a scan: an engine may keep its letters under it, and need not run it again; here:
        each part gets what it wrote itself, to whomever, so that nothing has to be carried.
        """
        ...

    def told(self, mail: Mail, name: str) -> Iterator[Received]:
        """Yield the letters of one name to the driver, in the order of their senders."""
        ...
