"""JUnit XML, which every build server shows: a test case a document."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reuse.reporters.copies import Copy, Names, copies, judged
from reuse.reporters.lines import count
from reuse.reporters.safe import one_line, printable

if TYPE_CHECKING:
    from reuse.model import Report

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN = 100  # places of a failure


@dataclass(frozen=True)
class JUnit:
    """A test case a document, one `failure` with all its new copies; one that only has known ones passes and says so.

    Inputs that could not be read are test cases with an `error`.
    """

    suite: str = "text-reuse"

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        names = Names(report)
        found: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies(report):
            found[copy.place.document].append(copy)
        suite = Element("testsuite", name=_clean(self.suite))
        failures = 0
        for document in judged(report):
            name = printable(document.path or document.id)
            case = SubElement(suite, "testcase", classname=_clean(self.suite), name=_clean(name), file=_clean(name))
            fresh = [copy for copy in found[document.id] if copy.is_new]
            known = len(found[document.id]) - len(fresh)
            if fresh:
                failures += 1
                said = f"{count(len(fresh), 'passage')} that also {'stand' if len(fresh) > 1 else 'stands'} elsewhere"
                failure = SubElement(case, "failure", message=said, type=fresh[0].family.kind)
                failure.text = _clean(_told(fresh, names))
            if known:
                SubElement(case, "system-out").text = f"{count(known, 'known passage')}"
        for row in report.skipped:
            name = _clean(printable(row.path))
            case = SubElement(suite, "testcase", classname=_clean(self.suite), name=name, file=name)
            SubElement(case, "error", message=_clean(printable(row.reason)), type="unread")
        cases = len(judged(report)) + len(report.skipped)
        counts = {"tests": cases, "failures": failures, "errors": len(report.skipped), "skipped": 0}
        suite.attrib.update({name: str(number) for name, number in counts.items()})
        root = Element("testsuites", {name: str(number) for name, number in counts.items()})
        root.append(suite)
        indent(root)
        stream.write(f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n')


def _told(fresh: list[Copy], names: Names) -> str:
    lines = [
        f"{names.at(copy.place)}: {copy.sentence(names)}\n  {one_line(copy.place.text)}" for copy in fresh[:_SHOWN]
    ]
    if len(fresh) > _SHOWN:
        lines.append(f"and {len(fresh) - _SHOWN} more")
    return "\n".join(lines)


def _clean(text: str) -> str:
    """Return `text` with what XML cannot carry as U+FFFD."""
    return _NO_XML.sub("\ufffd", text)
