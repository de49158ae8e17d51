"""All parts one after another in this process: for tests, and to see what a step does without a cluster."""

from __future__ import annotations

import pickle
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reuse.partitioned.letters import DRIVER, Letter, Received

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reuse.partitioned.letters import Shared, Step


@dataclass(frozen=True)
class Value:
    """What is shared."""

    value: object


@dataclass(frozen=True, eq=False)
class Carried:
    """Letters in memory, each with its sender, pickled: a part cannot change what another one holds."""

    letters: list[tuple[int, int, str, bytes]] = field(default_factory=list)


@dataclass(frozen=True)
class Here:
    """Engine of one process."""

    parts: int = 4
    seen: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict, compare=False)
    """What was delivered in each step: for tests."""

    def share(self, value: object) -> Value:
        """Make something known to all parts."""
        return Value(value)

    def post(self, letters: Iterable[Letter]) -> Carried:
        """Return letters of the driver, as mail."""
        return Carried([_sent(DRIVER, letter) for letter in letters])

    def run(
        self,
        name: str,
        step: Step,
        mail: Mapping[Carried, Sequence[str]],
        shared: Mapping[str, Shared],
        *,
        here: bool = False,
    ) -> Carried:
        """Run a step in every part."""
        boxes: list[dict[str, list[Received]]] = [defaultdict(list) for _ in range(self.parts)]
        for carried, names in mail.items():
            for sender, to, called, body in sorted(carried.letters, key=lambda letter: letter[0]):
                if called in names and (here or to >= 0):
                    boxes[sender if here else to][called].append(Received(sender, pickle.loads(body)))  # noqa: S301 - our own
        self.seen[name] = [received.body for box in boxes for letters in box.values() for received in letters]
        found = Carried()
        for part, box in enumerate(boxes):
            found.letters.extend(_sent(part, letter) for letter in step(part, box, shared))
        return found

    def told(self, mail: Carried, name: str) -> Iterator[Received]:
        """Yield the letters of one name to the driver."""
        for sender, to, called, body in sorted(mail.letters, key=lambda letter: letter[0]):
            if to == DRIVER and called == name:
                yield Received(sender, pickle.loads(body))  # noqa: S301 - as above

    def inbox(self, mail: Carried, part: int, name: str) -> list[Received]:
        """Return the letters of one name to a part."""
        return [
            Received(sender, pickle.loads(body))  # noqa: S301 - as above
            for sender, to, called, body in sorted(mail.letters, key=lambda letter: letter[0])
            if to == part and called == name
        ]

    def written(self, mail: Carried, name: str, to: int) -> Iterator[Mapping[str, Any]]:
        """Yield what was written to somebody under a name."""
        for _, whom, called, body in mail.letters:
            if whom == to and called == name:
                yield pickle.loads(body)  # noqa: S301 - as above


def _sent(sender: int, letter: Letter) -> tuple[int, int, str, bytes]:
    return sender, letter.to, letter.name, pickle.dumps(letter.body, protocol=5)
