from __future__ import annotations

from markdown_it import MarkdownIt

from reuse import scan
from reuse.gate.diff import changes, markdown, summary, text

ONE = "The grey harbour lay silent under a thin winter moon while seven crews mended their torn nets."
TWO = "Nobody had told the baker that the mill would close, so he ordered flour for another eleven weeks."
SIX = "Three goats crossed the frozen river before the ferryman had found his boots and his temper."
SUN = "Whoever paints the lighthouse must begin at the top, for the paint runs down and so does the painter."


def test_each_fate() -> None:
    old = scan(
        texts={
            "a": f"{ONE}\n\n{TWO}\n\n{SUN}",
            "b": f"Well. {ONE}",
            "c": f"So. {TWO}",
            "d": f"And. {SUN}",
            "e": f"No. {SUN}",
        }
    )
    new = scan(
        texts={
            "a": f"{ONE}\n\n{SIX}\n\n{SUN}",
            "b": f"Well. {ONE.upper()}",
            "c": f"So. {ONE}",
            "f": f"Then. {SIX}",
            "g": f"And. {SUN}",
        }
    )
    found = changes(old, new)
    told = [(change.fate, change.before, change.after, change.came, change.went) for change in found]
    assert told == [
        ("new", 0, 2, ("a:3", "f:1"), ()),
        ("grown", 2, 3, ("c:1",), ()),
        ("shrunk", 3, 2, ("g:1",), ("d:1", "e:1")),
        ("gone", 2, 0, (), ("a:3", "c:1")),
    ]
    assert summary(found) == "1 new, 1 grown, 1 shrunk, 1 gone"


def test_moved_is_as_many_places_in_other_files() -> None:
    old, new = scan(texts={"a": ONE, "b": f"Well. {ONE}"}), scan(texts={"a": ONE, "c": f"Well. {ONE}"})
    (change,) = changes(old, new)
    assert (change.fate, change.came, change.went) == ("moved", ("c:1",), ("b:1",))
    assert "".join(text([change])) == (
        f"1 moved\n\nmoved: boilerplate, 2 -> 2 places\n  {ONE[:-1]}.\n  + c:1\n  - b:1\n"
    )


def test_no_change_is_told() -> None:
    report = scan(texts={"a": ONE, "b": f"Well. {ONE}"})
    assert changes(report, report) == []
    assert list(text([])) == ["no change\n"]


def test_markdown_is_safe_and_bounded() -> None:
    evil = f"<img src=x> [click](http://x) {ONE} @all"
    found = changes(scan(texts={"a": ONE}), scan(texts={"a`b": evil, "b|c": f"Well. {evil}"}))
    shown = MarkdownIt("commonmark").render("".join(markdown(found)))
    assert "<img" not in shown
    assert "<a " not in shown
    assert "Text reuse: 1 new" in shown
    assert "".join(markdown(found, longest=10)).endswith("1 more passage left out: there is no room for more.\n")
