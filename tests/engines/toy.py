"""A program of two steps: every part says to the part of each word how often it has it, and that one adds up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from reuse.errors import UsageError
from reuse.partitioned.letters import DRIVER, RECORDS, Letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reuse.partitioned.letters import Engine, Inbox, Mail, Shared

TEXTS = ["to be or not to be", "the be and the end", "", "not the end", "or is it"]
COUNTS = dict(Counter(" ".join(TEXTS).split()))


def count(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    words = Counter(word for letter in inbox.get("text", ()) for word in letter.body["text"].split())
    for word, times in sorted(words.items()):
        yield Letter(crc32(word.encode()) % shared["parts"].value, "times", {"word": word, "times": np.array([times])})
    yield Letter(part, "mine", {"words": len(words)})
    yield Letter(DRIVER, "told", {"words": len(words), "filling": bytes(shared["filling"].value)})


def add(part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    senders = [letter.sender for letter in inbox.get("times", ())]
    assert senders == sorted(senders)
    assert [letter.sender for letter in inbox["mine"]] == [part]
    found: Counter[str] = Counter()
    for letter in inbox.get("times", ()):
        found[letter.body["word"]] += int(letter.body["times"][0])
    for word, times in found.items():
        yield Letter(RECORDS, "document", {"lines": f'{{"word":"{word}","times":{times}}}\n'.encode()})
        yield Letter(DRIVER, "sum", {"word": word, "times": times})


def refuse(part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    yield Letter(DRIVER, "before", {})
    if inbox.get("text") and part:
        raise UsageError(f"part {part} cannot read this", "Mend it.")


def note(part: int, _inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    yield Letter(0, "note", {"by": part})


def read(_part: int, inbox: Inbox, _shared: Mapping[str, Shared]) -> Iterator[Letter]:
    yield Letter(DRIVER, "got", {"by": [letter.body["by"] for letter in inbox.get("note", ())]})


def posted(engine: Engine) -> Mail:
    return engine.post(Letter(at % engine.parts, "text", {"text": text}) for at, text in enumerate(TEXTS))


def run(engine: Engine, filling: int = 0) -> dict[str, int]:
    shared = {"parts": engine.share(engine.parts), "filling": engine.share(filling)}
    counted = engine.run("count", count, {posted(engine): ["text"]}, shared)
    senders = [letter.sender for letter in engine.told(counted, "told")]
    assert senders == list(range(engine.parts))
    assert all(len(letter.body["filling"]) == filling for letter in engine.told(counted, "told"))
    added = engine.run("add", add, {counted: ["times", "mine"]}, shared)
    return {letter.body["word"]: letter.body["times"] for letter in engine.told(added, "sum")}
