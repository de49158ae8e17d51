"""The records of a report as JSON: what the JSON and the JSON lines format share."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

import msgspec

from reuse.drawn import Drawn, written
from reuse.model import Run, Tool  # noqa: TC001 - msgspec reads the annotations of Header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reuse.model import Report

MOST_TEXTS = 1000  # matches; a report of more says nothing twice: each text once, with its family's representative

# fields in the order of the model; keys of mappings sorted, so that the same report gives the same bytes
_ENCODER = msgspec.json.Encoder(order="deterministic")
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Header:
    """How a report was made: the version of its shape, the program, and the settings of the run."""

    schema_version: int
    tool: Tool
    run: Run


def encode(record: object) -> str:
    """Return `record` (a record of the model) as JSON on one line.

    A lone surrogate, which no decoded text holds but which JSON cannot carry, is written as U+FFFD: one code
    point for one, so that offsets stay true.
    """
    try:
        return _ENCODER.encode(record).decode()
    except UnicodeEncodeError:
        # as builtins a record is a mapping too, whose fields stay in the order of the model
        return msgspec.json.encode(_well_formed(msgspec.to_builtins(record, order="deterministic"))).decode()


def encoded(records: Iterable[object], opening: bytes, ending: bytes) -> Iterator[bytes]:
    """Yield the records as JSON, one or some at a time.

    opening, ending: what stands before the first field of a record, instead of a brace, and what follows it.
    """
    make = records.encoded if isinstance(records, Drawn) else partial(written, records)
    return make(encode, opening, ending)


def put(codes: bytes | memoryview, stream: TextIO) -> None:
    """Write UTF-8 to a stream, as it is where it is one of UTF-8 itself."""
    binary = getattr(stream, "buffer", None)
    if binary is not None and codecs.lookup(stream.encoding).name == "utf-8":
        stream.flush()
        binary.write(codes)
    else:
        stream.write(str(codes, "utf-8"))


def _well_formed(value: object) -> object:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_well_formed(item) for item in value]
    return value


def lean(report: Report) -> Report:
    """Return a report whose JSON stays in proportion to the texts that it speaks of: see MOST_TEXTS.

    Matches that only repeat what the members of their families say are not listed: `left_out` counts them.
    """
    matches, families = report.matches, report.families
    if report.summary.matches <= MOST_TEXTS or not isinstance(matches, Drawn) or not isinstance(families, Drawn):
        return report
    listed = matches
    if len(families) == report.summary.families:  # else a match may be all that is said of its family
        listed = matches.beyond_families()
    summary, said = report.summary, len(matches) - len(listed)
    if said:
        left_out = {**summary.left_out, "matches": summary.left_out.get("matches", 0) + said}
        summary = replace(summary, left_out=left_out)
    return replace(report, matches=listed.without_texts(), families=families.without_texts(), summary=summary)
