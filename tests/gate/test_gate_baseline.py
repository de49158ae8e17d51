from __future__ import annotations

from datetime import date

import pytest

from reuse import scan
from reuse.errors import UsageError
from reuse.gate.baseline import HEAD, entries, read, written

PASSAGE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TEXTS = {"a, b.md": PASSAGE, "b\t.md": f"Here: {PASSAGE}\n\nAnd again now.\n\n{PASSAGE}"}


def test_it_reads_what_it_writes() -> None:
    rows = entries(scan(texts=TEXTS), "licence header", date(2027, 1, 1))
    text = written(rows)
    assert text.startswith(HEAD)
    assert read(text, "x") == rows
    assert written(read(text, "x")) == text
    assert text.splitlines()[-1].split("\t")[1:] == [
        "3",
        "exp:2027-01-01",
        "licence header",
        "a,\\x20b.md, b\\t.md*2",
        "The grey harbour lay silent … crews mended their torn nets.",
    ]


def test_lines_are_sorted_by_fingerprint() -> None:
    rows = entries(scan(texts={**TEXTS, "c": "x. " + PASSAGE[::-1] * 2, "d": PASSAGE[::-1] * 2}))
    lines = written(rows).splitlines()[2:]
    assert len(lines) >= 2
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "<<<<<<< HEAD",
            "known.txt:2 is no line of a baseline. A merge may have left marks in it: mend the line, or take it out.",
        ),
        ("0" * 64 + "\t2\texp:2027-02-30\t-\t\t", "known.txt:2: there is no day 2027-02-30"),
        ("0" * 63 + "\t2\t-\t-\t\t", "known.txt:2 is no line"),
    ],
)
def test_a_wrong_line_is_named(line: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        read(f"# head\n{line}\n", "known.txt")


def test_an_entry_is_over_when_its_day_is() -> None:
    (row,) = entries(scan(texts=TEXTS), expires=date(2027, 1, 1))
    assert not row.expired(date(2027, 1, 1))
    assert row.expired(date(2027, 1, 2))
