"""The article in every format (tests/data/formats), and what a loader is given of it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from write_formats import ARTICLE, TEXT

from reuse import catalog
from reuse.stages import Source

if TYPE_CHECKING:
    from reuse.stages import Loader

DATA = Path(__file__).parents[1] / "data"
FORMATS = DATA / "formats"

__all__ = ["ARTICLE", "FORMATS", "SAMPLES", "TEXT", "bare", "loader", "repository", "source"]

# name in the catalog -> a file for it
SAMPLES = {
    "compressed": "article.txt.gz",
    "csv": "rows.csv",
    "docx": "article.docx",
    "eml": "letter.eml",
    "epub": "book.epub",
    "hocr": "scan.hocr",
    "html": "article.html",
    "json": "rows.jsonl",
    "licence": "vell.LICENSE",
    "markdown": "article.md",
    "mbox": "letters.mbox",
    "opendocument": "article.odt",
    "parquet": "rows.parquet",
    "pdf": "article.pdf",
    "philologic": "philologic/1",
    "pptx": "talk.pptx",
    "rtf": "article.rtf",
    "tar": "pack.tar",
    "text": "article.txt",
    "warc": "crawl.warc",
    "xml": "article.tei.xml",
    "zip": "pack.zip",
}


def loader(name: str) -> Loader:
    """Return a loader as the corpus needs it."""
    return catalog.loaders(text_field=("body",), id_field=("key",))[name]


def source(name: str) -> Source:
    """Return the sample of a loader, all of it in memory."""
    if name == "tar":
        import gzip  # noqa: PLC0415 - for this one

        return Source("pack.tar", gzip.decompress((FORMATS / "pack.tar.gz").read_bytes()))
    return Source(SAMPLES[name], (FORMATS / SAMPLES[name]).read_bytes())


def bare(text: str) -> str:
    """Return a text without white space: how lines are broken is no difference."""
    return "".join(text.split())


def repository(folder: Path) -> None:
    """Make a folder a repository, with all that is in it committed."""
    own = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "-A"], [*own, "commit", "-q", "-m", "all"]):
        subprocess.run(["git", *command], cwd=folder, check=True, stdin=subprocess.DEVNULL)
