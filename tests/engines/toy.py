"""A program of two steps: every part says to the part of each word how often it has it, and that one adds up."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
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
    ran("count", part)
    words = Counter(word for letter in inbox.get("text", ()) for word in letter.body["text"].split())
    for word, times in sorted(words.items()):
        yield Letter(crc32(word.encode()) % shared["parts"].value, "times", {"word": word, "times": np.array([times])})
    yield Letter(part, "mine", {"words": len(words)})
    yield Letter(DRIVER, "told", {"words": len(words), "filling": bytes(shared["filling"].value)})


def add(part: int, inbox: Inbox, shared: Mapping[str, Shared]) -> Iterator[Letter]:
    ran("add", part)
    time.sleep(shared["seconds"].value)
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


def ran(step: str, part: int) -> None:
    """Leave a mark that the step ran, where a test looks for it."""
    if folder := os.environ.get("TOY_MARKS"):
        with tempfile.NamedTemporaryFile(prefix=f"{step}-{part}-", dir=folder, delete=False):
            pass


def posted(engine: Engine) -> Mail:
    return engine.post(Letter(at % engine.parts, "text", {"text": text}) for at, text in enumerate(TEXTS))


def run(engine: Engine, seconds: float = 0, filling: int = 0) -> dict[str, int]:
    shared = {name: engine.share(value) for name, value in
              (("parts", engine.parts), ("seconds", seconds), ("filling", filling))}  # fmt: skip
    counted = engine.run("count", count, {posted(engine): ["text"]}, shared)
    senders = [letter.sender for letter in engine.told(counted, "told")]
    assert senders == list(range(engine.parts))
    assert all(len(letter.body["filling"]) == filling for letter in engine.told(counted, "told"))
    added = engine.run("add", add, {counted: ["times", "mine"]}, shared)
    return {letter.body["word"]: letter.body["times"] for letter in engine.told(added, "sum")}


def main(master: str, checkpoint: str, seconds: str, *conf: str) -> None:
    """Run it on Spark and print what it found: for tests that kill it, or what it runs on."""
    from reuse.engines.hadoop import Folder  # noqa: PLC0415 - the other tests need no Spark
    from reuse.engines.kept import Kept  # noqa: PLC0415
    from reuse.engines.spark import Spark, session  # noqa: PLC0415

    with (
        Path(os.environ.get("TOY_LOG", os.devnull)).open("ab") as log,
        session(master, dict(one.split("=", 1) for one in conf), log) as spark,
    ):
        kept = Kept.of(Folder(spark, checkpoint), {"settings": {}, "parts": 4}) if checkpoint else None
        engine = Spark(spark, 4, kept, lambda step, _seconds, _bytes: print(step, flush=True))  # noqa: T201
        print(sorted(run(engine, float(seconds)).items()))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    import toy  # so that its steps are those of a module, here and in the workers

    toy.main(*sys.argv[1:])
