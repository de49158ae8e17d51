from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING, TextIO

import pytest

from reuse.model import Document, DocumentRecord, Report, Skipped, Summary
from reuse.reporters.json_report import Json, read
from reuse.reporters.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Golden = Callable[[str, str | Path], None]


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(report: Report, stream: TextIO | None = None, **options: object) -> str:
    stream = stream or io.StringIO()
    Terminal(**options).write(report, stream)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_golden(report: Report, golden: Golden, width: int) -> None:
    golden(shown(report, width=width), f"terminal-{width}.txt")


def test_golden_side_by_side(report: Report, golden: Golden) -> None:
    golden(shown(report, width=100, side_by_side=True, group_by="matches"), "terminal-side-by-side.txt")


def test_golden_colour(report: Report, golden: Golden) -> None:
    golden(shown(report, width=80, color="always").replace("\x1b", "␛"), "terminal-colour.txt")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_only_places_and_names_are_wider_than_the_page(report: Report, width: int) -> None:
    for line in shown(report, width=width).splitlines():
        assert len(line) <= width or re.match(r"  news/.*?:\d+:\d+ to |  news/.*: ", line)
        assert line == line.rstrip()


def test_a_pipe_gets_neither_colour_nor_bars(report: Report) -> None:
    text = shown(report)
    assert "\x1b" not in text
    assert "█" not in text


def test_a_terminal_gets_colour_unless_told_not_to(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" in shown(report, Tty())
    assert "\x1b" not in shown(report, Tty(), color="never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown(report, Tty())
    assert "\x1b[" in shown(report, Tty(), color="always")


def test_each_place_of_three_says_how_it_differs_where_the_sides_begin_elsewhere(report: Report) -> None:
    """The side of a match that is the representative may be shorter than the representative."""
    near, same = report.matches[1], report.matches[2]
    head = report.families[2].members[0]
    shorter = dataclasses.replace(same.b, start=head.start + 8, text=head.text[8:])
    other = dataclasses.replace(same.a, start=same.a.start + 8, text=same.a.text[8:])
    later = dataclasses.replace(same, a=other, b=shorter)
    family = dataclasses.replace(report.families[2], members=(head, near.b, other))
    text = shown(dataclasses.replace(report, families=(family,), matches=(near, later)), width=80)
    assert "    edited  shared 0.92" in text
    assert "    verbatim  shared 1.00" in text


def test_a_place_whose_match_was_left_out_says_so(report: Report) -> None:
    cut = dataclasses.replace(report, families=(report.families[2],), matches=(report.matches[1],))
    assert shown(cut).count("its match is not in this report") == 1


def test_the_earliest_place_is_named_only_where_all_are_dated(report: Report) -> None:
    text = shown(report)
    assert text.count("  earliest") == 2
    assert "news/ferry.txt:1:1 to 1:72  2026-03-01  earliest" in text
    undated = tuple(dataclasses.replace(document, metadata={}) for document in report.documents)
    assert "earliest" not in shown(dataclasses.replace(report, documents=undated))


@pytest.mark.parametrize("hostile", ["[/]", "[bold]", "\x1b]8;;http://x\x1b\\", "\x9b2J", "\u202e", "\udc80", "a\nb"])
def test_data_never_acts(report: Report, hostile: str) -> None:
    document = DocumentRecord("a", hostile, "", "", 10, 2, {}, 5, 0.5)
    match = report.matches[0]
    text = (hostile + match.a.text)[: len(match.a.text)]
    match = dataclasses.replace(match, a=dataclasses.replace(match.a, text=text), scores={hostile: 1.0})
    report = dataclasses.replace(
        report, documents=(document,), matches=(match,), families=(), skipped=(Skipped(hostile, hostile),)
    )
    text = shown(report, width=80)
    assert not {char for char in text if char in "\x1b\x9b\u202e\udc80\r"}
    if hostile.startswith("["):
        assert f"{hostile}: {hostile}" in text  # shown as it is, and taken as no markup
    shown(report, width=80, color="always").encode()


def test_nothing_found_says_so(report: Report) -> None:
    none = dataclasses.replace(
        report, documents=(), matches=(), families=(), skipped=(), summary=Summary(2, 10, 50, 0, 0, 0, 0)
    )
    assert shown(none) == "2 documents, 10 words: no reuse found\n"


def test_many_documents_show_the_most_reused(report: Report) -> None:
    documents = tuple(
        DocumentRecord(f"d{n:03}", f"d{n:03}.txt", "", "", 1000, 100, {}, n, n / 1000) for n in range(100)
    )
    many = dataclasses.replace(report, documents=documents, matches=(), families=(), skipped=())
    text = shown(many)
    assert text.index("d099.txt") < text.index("d070.txt")
    assert "d069.txt" not in text
    assert "and 69 more with less reuse, 1 without any" in text
    assert "d001.txt" in shown(many, verbose=True)


def test_many_places_show_the_first(report: Report) -> None:
    family = report.families[2]
    copies = tuple(dataclasses.replace(family.members[1], document=f"copy{n}") for n in range(30))
    family = dataclasses.replace(family, members=(family.members[0], *copies))
    many = dataclasses.replace(report, families=(family,))
    assert "and 21 more places" in shown(many)
    assert "copy29:" in shown(many, verbose=True)


def test_verbose_shortens_nothing(report: Report) -> None:
    text = Document("a", "word " * 400)
    long = dataclasses.replace(report.matches[2], a=text.passage(0, len(text.text)))
    long_report = dataclasses.replace(report, matches=(long,), families=())
    assert "…" in shown(long_report)
    assert shown(long_report, verbose=True).split().count("word") == 400


def test_a_stream_of_another_encoding_is_no_fault(report: Report) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Terminal(width=80, color="always").write(report, stream)
    stream.flush()
    assert b"#####" in stream.buffer.getvalue()


def test_a_saved_report_looks_the_same(report: Report) -> None:
    saved = io.StringIO()
    Json().write(report, saved)
    saved.seek(0)
    assert shown(read(saved), width=80) == shown(report, width=80)
