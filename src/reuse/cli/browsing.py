"""A report as an application in the terminal: passages on the left, the chosen one with its places on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, Footer, Input, Static

from reuse.reporters.lines import Columns, Line, count, percent
from reuse.reporters.page.stories import Stories
from reuse.reporters.places import Places
from reuse.reporters.safe import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType

    from reuse.model import Report
    from reuse.reporters.page.passages import Told

_STYLES = {"title": "bold", "place": "cyan", "dim": "dim", "deleted": "red", "inserted": "green underline"}
_SNIPPET = 60


class Browser(App[None]):
    """Walks through the passages of one report."""

    CSS = """
    #passages { width: 2fr; min-width: 30; }
    #shown { width: 3fr; padding: 0 1; }
    #search { display: none; dock: bottom; }
    #search.asked { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "quit", "Leave"),
        ("slash", "search", "Search"),
        ("d", "sort", "Sort"),
        ("tab", "focus_next", "Other side"),
    ]

    def __init__(self, report: Report) -> None:
        """Show the passages of `report`, in its order."""
        super().__init__()
        self._report = report
        self._rows = Stories(report)
        self._order = ["report", "places", "words"]
        names = {one.id: printable(one.path or one.id) for one in report.documents}
        dates = {one.id: one.metadata.get("date", "") for one in report.documents}
        self._places = Places(names, dates, 0)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        total = self._report.summary
        share = percent(total.reused_chars / total.chars if total.chars else 0)
        passages = count(total.families, "passage")
        yield Static(
            Text(f"{count(total.documents, 'document')}: {passages} in more than one place, {share} of the text")
        )
        with Horizontal():
            yield DataTable(id="passages", cursor_type="row", zebra_stripes=True)
            with VerticalScroll(id="shown"):
                yield Static(id="text")
        yield Input(placeholder="words of a passage", id="search")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table."""
        self._table.add_columns("places", "words", "kind", "passage")
        self._fill("")
        self._table.focus()

    @property
    def _table(self) -> DataTable[str | Text]:
        return self.query_one("#passages", DataTable)

    def _fill(self, words: str) -> None:
        rows = [
            (len(one.family.members), len(one.head.text.split()), number, one.family.kind, one.head.text[:_SNIPPET])
            for number, one in enumerate(self._rows)
            if words.casefold() in one.head.text.casefold()
        ]
        by = self._order[0]
        if by != "report":
            rows.sort(key=lambda row: -(row[0] if by == "places" else row[1]))
        self._table.clear()
        for places, size, number, kind, text in rows:
            snippet = Text(one_line(text), no_wrap=True)
            self._table.add_row(f"{places:,}", f"{size:,}", kind, snippet, key=str(number))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the passage that the cursor is on."""
        if event.row_key and event.row_key.value is not None:
            self.query_one("#text", Static).update(self._shown(self._rows[int(event.row_key.value)]))
            self.query_one("#shown", VerticalScroll).scroll_home(animate=False)

    def action_search(self) -> None:
        """Ask for words."""
        box = self.query_one("#search", Input)
        box.add_class("asked")
        box.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """List the passages that hold the words."""
        event.input.remove_class("asked")
        self._fill(event.value)
        self._table.focus()

    def action_sort(self) -> None:
        """Sort by the next order: that of the report, places, words."""
        self._order = [*self._order[1:], self._order[0]]
        self._fill(self.query_one("#search", Input).value)

    def _shown(self, one: Told) -> Text:
        text = Text()
        for part in self._places.family(one.family, one.matches):
            for line in (part.left, part.right) if isinstance(part, Columns) else (part,):
                text.append_text(_drawn(line))
        return text


def _drawn(line: Line) -> Text:
    """Return a line as text that is never read as markup."""
    return Text.assemble(*_spans(line), "\n" if not line.wrap else "\n\n")


def _spans(line: Line) -> Iterator[tuple[str, str]]:
    return ((said, _STYLES.get(style, "")) for said, style in line.spans)
