"""Code quality of GitLab: what its merge requests show beside the changes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, TextIO

from reuse.reporters.copies import Names, copies
from reuse.reporters.records import encode

if TYPE_CHECKING:
    from reuse.model import Report

_SEVERITY = {"boilerplate": "info", "summary": "minor", "paraphrase": "minor", "edited": "major", "verbatim": "major"}


@dataclass(frozen=True)
class GitLab:
    """A list of issues as JSON, one a copy, known ones too: GitLab itself tells what a merge request adds.

    The fingerprint of an issue is made of the passage and its file, so that it outlives moved lines.
    """

    def write(self, report: Report, stream: TextIO) -> None:
        """Write the issues to `stream`, which should be UTF-8."""
        names, seen = Names(report), set[str]()
        stream.write("[")
        for number, copy in enumerate(copies(report)):
            path, again = names.path(copy.place), 0
            while (mark := _mark(copy.family.fingerprint, path, again)) in seen:
                again += 1
            seen.add(mark)
            issue = {
                "description": copy.sentence(names),
                "check_name": f"text-reuse/{copy.family.kind}",
                "fingerprint": mark,
                "severity": _SEVERITY[copy.family.kind],
                "location": {"path": path, "lines": {"begin": copy.place.start_line, "end": copy.place.end_line}},
            }
            stream.write(f"{',' if number else ''}\n{encode(issue)}")
        stream.write("\n]\n")


def _mark(fingerprint: str, path: str, again: int) -> str:
    return blake2b(f"{fingerprint}\0{path}\0{again}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
