from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

from builds import written

from reuse.reporters.badge import Badge

if TYPE_CHECKING:
    from reuse.model import Report


def test_it_tells_the_share_of_the_judged_documents(report: Report) -> None:
    picture = fromstring(written(Badge(), report))  # noqa: S314 - our own
    assert picture.attrib["aria-label"] == "text reuse: 80%"
    run = replace(report.run, settings={"references": 2})
    alone = replace(report, run=run, documents=(replace(report.documents[0], reused_chars=0), *report.documents[1:]))
    assert "#4c1" in written(Badge(), alone)
    assert "text reuse: 0%" in written(Badge(), alone)


def test_its_label_is_no_markup(report: Report) -> None:
    assert fromstring(written(Badge('<b> & "'), report)).attrib["aria-label"] == '<b> & ": 80%'  # noqa: S314 - our own
