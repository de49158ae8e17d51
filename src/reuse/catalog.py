"""Every choice there is, by kind and name: ours below, installed ones as entry points `reuse.<kind>`."""

from __future__ import annotations

import difflib
from dataclasses import fields
from functools import cache
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

from reuse.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reuse.stages import Loader

# kind -> name -> "module:Class"; strings, so that looking costs no import
CATALOG = {
    "loaders": {
        "csv": "reuse.loaders.csv_records:Csv",
        "compressed": "reuse.loaders.compressed:Compressed",
        "docx": "reuse.loaders.office:Docx",
        "eml": "reuse.loaders.mail:Eml",
        "epub": "reuse.loaders.epub:Epub",
        "git": "reuse.loaders.git:Git",
        "hocr": "reuse.loaders.hocr:Hocr",
        "html": "reuse.loaders.html:Html",
        "json": "reuse.loaders.json_records:Json",
        "licence": "reuse.loaders.licence:Licence",
        "markdown": "reuse.loaders.markdown:Markdown",
        "mbox": "reuse.loaders.mail:Mbox",
        "opendocument": "reuse.loaders.office:OpenDocument",
        "parquet": "reuse.loaders.parquet:Parquet",
        "pdf": "reuse.loaders.pdf:Pdf",
        "philologic": "reuse.loaders.philologic:PhiloLogic",
        "pptx": "reuse.loaders.office:Pptx",
        "rtf": "reuse.loaders.rtf:Rtf",
        "tar": "reuse.loaders.archives:Tar",
        "text": "reuse.loaders.text:Text",
        "warc": "reuse.loaders.warc:Warc",
        "xml": "reuse.loaders.xml:Xml",
        "zip": "reuse.loaders.archives:Zip",
    },
    "segmenters": {
        "intl": "reuse.segmenters.intl:IntlWords",
        "words": "reuse.segmenters.words:Words",
    },
    "finders": {
        "minhash": "reuse.finders.minhash:MinHash",
        "ngrams": "reuse.finders.ngrams:Ngrams",
        "rare": "reuse.finders.rare:Rare",
    },
    "indexes": {
        "memory": "reuse.indexes.memory:Memory",
    },
    "aligners": {
        "surprise": "reuse.aligners.surprise:Surprise",
    },
    "reporters": {
        "annotations": "reuse.reporters.annotations:Annotations",
        "badge": "reuse.reporters.badge:Badge",
        "csv": "reuse.reporters.csv_report:Csv",
        "gexf": "reuse.reporters.graph:Gexf",
        "github": "reuse.reporters.github:GitHub",
        "gitlab": "reuse.reporters.gitlab:GitLab",
        "graphml": "reuse.reporters.graph:GraphML",
        "heatmap": "reuse.reporters.drawings:HeatMap",
        "html": "reuse.reporters.html:Html",
        "json": "reuse.reporters.json_report:Json",
        "jsonl": "reuse.reporters.jsonl:JsonLines",
        "junit": "reuse.reporters.junit:JUnit",
        "markdown": "reuse.reporters.markdown_report:Markdown",
        "network": "reuse.reporters.drawings:Network",
        "parquet": "reuse.reporters.folders:Parquet",
        "sarif": "reuse.reporters.sarif:Sarif",
        "tei": "reuse.reporters.tei:Tei",
        "terminal": "reuse.reporters.terminal:Terminal",
    },
}


def names(kind: str) -> list[str]:
    """All names of a kind, sorted, installed ones among them."""
    return sorted({*CATALOG[kind], *_installed(kind)})


def find(kind: str, name: str) -> type[Any]:
    """Return the class of that name; a name of ours is never taken over by an installed one.

    Raises UsageError for a name that nobody has, naming the nearest, and for an installed stage that does not
    import.
    """
    stage: type[Any]
    if ours := CATALOG[kind].get(name):
        module, _, attribute = ours.partition(":")
        stage = getattr(import_module(module), attribute)
        return stage
    if name not in _installed(kind):
        raise UsageError(f"{name!r} is none of the {kind}", nearest(name, names(kind)))
    try:
        stage = _installed(kind)[name].load()
    except Exception as error:
        raise UsageError(f"{name!r} of the installed {kind} does not load: {error}") from error
    return stage


def loaders(**options: object) -> dict[str, Loader]:
    """Name -> loader, ours first; each with those of the `options` that it has."""
    order = (*CATALOG["loaders"], *(name for name in names("loaders") if name not in CATALOG["loaders"]))
    stages = {name: find("loaders", name) for name in order}
    known = {name: {option.name for option in fields(stage) if option.init} for name, stage in stages.items()}
    return {
        name: stage(**{key: value for key, value in options.items() if key in known[name]})
        for name, stage in stages.items()
    }


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint: the known word nearest to `word`, or all of them where none is near."""
    known = sorted(known)
    near = difflib.get_close_matches(word, known, 1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(known)}."


@cache
def _installed(kind: str) -> dict[str, metadata.EntryPoint]:
    return {point.name: point for point in metadata.entry_points(group=f"reuse.{kind}")}
