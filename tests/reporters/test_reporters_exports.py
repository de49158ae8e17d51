"""Formats for other programs: graphs, TEI, Web Annotations, drawings; each is read by what reads it."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from lxml import etree

from reuse.errors import UsageError
from reuse.reporters.annotations import Annotations
from reuse.reporters.collation import apparatus, sign
from reuse.reporters.drawings import HeatMap, Network
from reuse.reporters.graph import Gexf, GraphML
from reuse.reporters.tei import Tei

if TYPE_CHECKING:
    from reuse.model import Report

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SVG = {"s": "http://www.w3.org/2000/svg"}


def written(reporter: Any, report: Report) -> bytes:  # noqa: ANN401 - any reporter
    stream = io.StringIO()
    reporter.write(report, stream)
    return stream.getvalue().encode()


@pytest.mark.parametrize(("reporter", "read"), [(GraphML(), nx.read_graphml), (Gexf(), nx.read_gexf)])
def test_a_graph_joins_documents_and_passages(report: Report, reporter: Any, read: Any) -> None:  # noqa: ANN401 - as above
    found = read(io.BytesIO(written(reporter, report)))
    assert sorted(found.nodes) == ["document:a", "document:b", "document:c", "passage:f0", "passage:f1", "passage:f2"]
    assert sorted(found["passage:f2"]) == ["document:a", "document:b", "document:c"]
    size = len(report.families[2].members[0].span)
    assert found["passage:f2"]["document:a"]["weight"] == size
    assert found.nodes["document:a"]["label"] == "news/ferry.txt"
    assert found.nodes["passage:f2"]["places"] == 3
    assert found.nodes["document:c"]["label"] == "news/[bold]c\\x1b]8;;x.txt"


def test_readings_of_a_family_stand_where_they_differ(report: Report) -> None:
    family = report.families[2]
    head = family.members[0].text
    found = list(apparatus(family, [match for match in report.matches if match.family == family.id]))
    assert "".join(next(iter(segment)) for segment in found) == head
    differ = [segment for segment in found if len(segment) > 1]
    assert differ == [{"storm": [0, 2], "fog": [1]}]
    assert all(sorted(k for own in segment.values() for k in own) == [0, 1, 2] for segment in found)


def test_words_put_in_are_a_reading_of_nothing(report: Report) -> None:
    found = list(apparatus(report.families[1], report.matches[:1]))
    assert [segment for segment in found if len(segment) > 1] == [
        {"": [0], "old ": [1]},
        {"on board": [0], "": [1]},
    ]


def test_words_put_in_after_a_word_come_with_the_blank_before_them(report: Report) -> None:
    match = report.matches[0]
    edit = match.edits[0]
    earlier = dataclasses.replace(edit, a_start=edit.a_start - 1, a_end=edit.a_end - 1)
    moved = dataclasses.replace(match, edits=(earlier, *match.edits[1:]))
    assert {"": [0], " old": [1]} in list(apparatus(report.families[1], [moved]))


def test_tei_is_well_formed_and_names_its_witnesses(report: Report) -> None:
    root = etree.fromstring(written(Tei(), report))
    assert len(root.findall(".//t:div", TEI)) == 3
    (app,) = root.findall(".//t:div[@xml:id='p-f2']//t:app", {**TEI, "xml": "http://www.w3.org/XML/1998/namespace"})
    assert [(one.get("wit"), one.text) for one in app] == [("#p-f2-A #p-f2-C", "storm"), ("#p-f2-B", "fog")]
    ids = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in root.iter()}
    assert all(wit[1:] in ids for one in root.iter() for wit in (one.get("wit") or "").split())
    one = etree.fromstring(written(Tei(family="f1"), report))
    assert [doc.findtext(".//t:title", namespaces=TEI) for doc in (root, one)] == [
        "3 passages that stand in more than one place",
        "1 passage that stands in more than one place",
    ]
    assert len(one.findall(".//t:div", TEI)) == 1
    with pytest.raises(UsageError, match="no family 'f9'"):
        written(Tei(family="f9"), report)


def test_hostile_text_is_no_markup_in_xml(report: Report) -> None:
    text = "</p><evil/>]]>&\x00\x1b\ufffe"
    members = tuple(dataclasses.replace(one, text=text) for one in report.families[0].members)
    documents = tuple(dataclasses.replace(one, path=text + one.id) for one in report.documents)
    bad = dataclasses.replace(
        report, documents=documents, families=(dataclasses.replace(report.families[0], members=members),), matches=()
    )
    for reporter in (Tei(), GraphML(), Gexf(), HeatMap(), Network()):
        root = etree.fromstring(written(reporter, bad))
        assert not [one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("evil")]


def test_each_place_is_an_annotation(report: Report) -> None:
    page = json.loads(written(Annotations(base="https://example.org/"), report))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(page["items"]) == sum(len(family.members) for family in report.families)
    last = page["items"][-1]
    assert last["target"]["source"].startswith("https://example.org/news/%5Bbold%5Dc")
    position, quoted = last["target"]["selector"]
    member = report.families[2].members[2]
    assert position == {"type": "TextPositionSelector", "start": member.start, "end": member.end}
    assert quoted["exact"] == member.text
    assert last["body"][1]["source"] == "https://example.org/news/ferry.txt"


def test_drawings_show_who_shares_with_whom(report: Report) -> None:
    cells = etree.fromstring(written(HeatMap(), report)).findall(".//s:rect/s:title", SVG)
    assert sum("ferry.txt and" in (cell.text or "") for cell in cells) == 2
    network = etree.fromstring(written(Network(), report))
    assert len(network.findall("s:circle", SVG)) == 3
    assert len(network.findall("s:line", SVG)) == 3
    nothing = dataclasses.replace(report, families=(), matches=(), documents=())
    assert etree.fromstring(written(HeatMap(), nothing)).tag.endswith("svg")
    assert etree.fromstring(written(Network(), nothing)).tag.endswith("svg")


def test_signs_go_on_after_z() -> None:
    assert [sign(number) for number in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]
