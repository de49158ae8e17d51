from __future__ import annotations

import pytest

from reuse.model import (
    SCHEMA_VERSION,
    Document,
    DocumentRecord,
    Edit,
    Family,
    Match,
    Passage,
    Report,
    Run,
    Skipped,
    Summary,
    Tool,
)

ORIGINAL = """The ferry left the harbour at dawn with two hundred passengers on board, the port
authority said, and reached the island before the storm closed the strait to all traffic.

Photographs by the agency may not be used without permission.
"""
EDITED = """City desk. At dawn the ferry sailed.
The ferry left the old harbour at dawn with two hundred passengers, the port
authority said, and reached the island before the fog closed the strait to all traffic.
Photographs by the agency may not be used without permission.
"""
COPY = "Correction: reached the island before the storm closed the strait to all traffic."


def edited(a: Document, b: Document, old: str, new: str) -> Edit:
    """The edit that made the first `old` of `a` the first `new` of `b`; `|x` is the empty place before x."""
    operation = "insert" if old.startswith("|") else "delete" if new.startswith("|") else "replace"
    return Edit(operation, *place(a.text, old), *place(b.text, new))


def place(text: str, words: str) -> tuple[int, int]:
    start = text.index(words.removeprefix("|"))
    return start, start if words.startswith("|") else start + len(words)


def passage(document: Document, first: str, last: str) -> Passage:
    start = document.text.index(first)
    return document.passage(start, document.text.index(last, start) + len(last))


def record(document: Document, reused_chars: int) -> DocumentRecord:
    chars = len(document.text)
    share = round(reused_chars / chars, 4)
    words = len(document.text.split())
    return DocumentRecord(
        document.id,
        document.path,
        "0" * 64,
        "utf-8",
        chars,
        words,
        dict(document.metadata),
        reused_chars,
        share,
    )


@pytest.fixture
def report() -> Report:
    """Three documents: a family of three with a longer edited passage around it, and a formula."""
    a = Document("a", ORIGINAL, "news/ferry.txt", {"date": "2026-03-01"})
    b = Document("b", EDITED, "news/city desk.txt", {"date": "2026-03-02"})
    c = Document("c", COPY, "news/[bold]c\x1b]8;;x.txt")
    fog = edited(a, b, "storm", "fog")
    whole = Match(
        "m1",
        "edited",
        {"shared": 0.9286, "order": 0.8966, "surprise": 212.4},
        passage(a, "The ferry", "board"),
        passage(b, "The ferry left", "passengers"),
        (edited(a, b, "|harbour", "old"), edited(a, b, "on board", "|, the port")),
        "f1",
    )
    near = Match(
        "m2", "edited", {"shared": 0.9231, "order": 0.9231, "surprise": 90.0},
        passage(a, "reached", "traffic"), passage(b, "reached", "traffic"), (fog,), "f2",
    )  # fmt: skip
    same = Match(
        "m3", "verbatim", {"shared": 1.0, "order": 1.0, "surprise": 96.2},
        passage(c, "reached", "traffic"), passage(a, "reached", "traffic"), (), "f2",
    )  # fmt: skip
    formula = Match(
        "m4", "boilerplate", {"shared": 1.0, "order": 1.0, "surprise": 71.0},
        passage(a, "Photographs", "permission"), passage(b, "Photographs", "permission"), (), "f0",
    )  # fmt: skip
    families = (
        Family("f0", "00", "boilerplate", (formula.a, formula.b)),
        Family("f1", "01", "edited", (whole.a, whole.b), linked=("f2",)),
        Family("f2", "02", "edited", (near.a, near.b, same.a), linked=("f1",)),
    )
    return Report(
        SCHEMA_VERSION,
        Tool("text-reuse", "0.1.0"),
        Run({"min_words": 8, "finders": [{"name": "ngrams", "words": 5}], "self": True}, "1" * 64),
        (record(a, 200), record(b, 195), record(c, 68)),
        (whole, near, same, formula),
        families,
        (
            Skipped("news/photo.jpg", "holds NUL bytes: binary"),
            Skipped("news/\x1b[2J\n.txt", "no permission"),
        ),
        Summary(3, 101, 543, 463, 4, 3, 2, {"hidden": 1}, {"matches": 2}),
    )
