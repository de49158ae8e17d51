"""A report for people, as one page that holds all it needs: no network, no file beside it, no server.

Data is compressed in the page and drawn when somebody looks; the script is built in `web/` from plain sources.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, TextIO

from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

from reuse.reporters.lines import count, percent
from reuse.reporters.page.contents import contents
from reuse.reporters.page.shrunk import as_text

if TYPE_CHECKING:
    from reuse.model import Report

_LISTED = 200  # documents that are named where no script runs


@dataclass(frozen=True)
class Html:
    """One self-contained file.

    size       most bytes; what does not fit is left out, and counted; 0: no limit
    anonymise  leave out the names of documents (the page has a switch that only hides them)
    """

    size: int = 20 * 2**20
    anonymise: bool = False

    def write(self, report: Report, stream: TextIO) -> None:
        """Write `report` to `stream`, which should be UTF-8."""
        frame = len(_part("report.js")) + len(_part("report.css")) + _FRAME
        room = max(self.size - frame, 1) if self.size else 0
        made = contents(report, room, anonymise=self.anonymise)
        total = report.summary
        stream.write(
            _page(
                served=False,
                blocks=[(name, as_text(data)) for name, data in ({"index": made.index, **made.blocks}).items()],
                documents=count(total.documents, "document"),
                passages=count(total.families, "passage"),
                words=count(total.words, "word"),
                share=percent(total.reused_chars / total.chars if total.chars else 0),
                names=made.names[:_LISTED],
                more=max(len(made.names) - _LISTED, 0),
            )
        )


_FRAME = 40_000  # bytes around script and data: the names of documents for those without script


def shell() -> str:
    """Return the page without data, which its script then asks a server for."""
    return _page(served=True)


def _page(*, served: bool, **said: object) -> str:
    script, style = map(Markup, map(_part, ("report.js", "report.css")))  # ours, as they were built
    return _template().render(policy=policy(served=served), script=script, style=style, served=served, **said)


def policy(*, served: bool) -> str:
    """Return the Content-Security-Policy of the page: its own script and style by hash, and nothing else."""
    script, style = (b64encode(sha256(_part(name).encode()).digest()).decode() for name in ("report.js", "report.css"))
    asks = "'self'" if served else "'none'"
    return (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; connect-src {asks}; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _part(name: str) -> str:
    return files("reuse.reporters.page").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    loader = PackageLoader("reuse.reporters", "page")
    return Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    ).get_template("page.html")
