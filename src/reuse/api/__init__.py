"""The program as two functions: `scan` and `compare` give the Report that the command line shows.

Documents are given as paths or as Document objects, mixed as you like; a `str` is always a path, as it is for
the command (file, folder, glob or `-`). Texts that are in memory already go by name:
`scan(texts={"name": "text"})`, or `Document("name", "text")` where a document has metadata. Options are the
fields of Settings by name; no configuration file and no environment is read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reuse.api.inputs import Inputs, read, read_one, silent
from reuse.api.summing import report
from reuse.errors import UsageError
from reuse.model import Document
from reuse.reporters.safe import printable
from reuse.settings import Settings, check, python

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from reuse.api.inputs import Input, Progress
    from reuse.model import Report

__all__ = ["compare", "scan"]


def scan(
    inputs: Input | Iterable[Input] = (),
    *,
    texts: Mapping[str, str] | None = None,
    against: Input | Iterable[Input] = (),
    settings: Settings | None = None,
    progress: Progress = silent,
    **options: object,
) -> Report:
    """Return every passage that stands in more than one place of `inputs` and `texts`.

    inputs    paths and documents
    texts     name -> text, for documents that are in memory
    against   references: then each input is compared with these only, and never with itself
    settings  checked settings, instead of `options`
    progress  called as progress(step, done, total)
    options   fields of Settings by name: `min_words=12`, `finder=["ngrams"]`
    Raises UsageError for a wrong option or path, two documents of one name, or nothing to read.
    """
    settings = settings or check(python(options))
    named = [Document(name, text) for name, text in (texts or {}).items()]
    new = read([*listed(inputs), *named], settings, progress)
    if settings.index:
        if settings.against or listed(against):
            raise UsageError("--index and --against both name references", "Name one of them.")
        return _with_index(new, settings, progress)
    old = read(listed(against) or settings.against, settings, progress)
    if not new.documents:
        raise UsageError(new.nothing())
    if settings.against or listed(against):
        if not old.documents:
            raise UsageError(f"no reference to compare with: {old.nothing()}")
        left = old.without(new)
        both = {document.id for document in old.documents} - {document.id for document in left.documents}
        if not left.documents and len(new.documents) == 1:
            raise UsageError("no reference to compare with: it is the input itself")
        return _run(new, left, settings, progress, both)
    return _run(new, old, settings, progress)


def _with_index(new: Inputs, settings: Settings, progress: Progress) -> Report:
    from reuse.api import asking, indexing  # noqa: PLC0415 - loads numpy: not before the inputs are found to be right

    if not new.documents:
        raise UsageError(new.nothing())
    store = indexing.opened(settings)
    if not len(store):
        raise UsageError(f"no reference to compare with: {printable(settings.index)} is empty")
    if len(new.documents) == 1 and not len(store.without({new.documents[0].id})):
        raise UsageError(f"no reference to compare with: {printable(settings.index)} holds none but the input")
    return asking.held_against(new, store, settings, progress)


def compare(
    a: Input, b: Input, *, settings: Settings | None = None, progress: Progress = silent, **options: object
) -> Report:
    """Return what two documents share, `a` on the first side of every match; reuse within one is left out.

    Options and errors are those of `scan`; each path must lead to exactly one document.
    """
    settings = settings or check(python(options))
    sides = []
    for given in (a, b):
        side = read_one(given, settings, progress)
        if len(side.documents) != 1:
            many = f"{len(side.documents)} documents" if side.documents else side.nothing()
            raise UsageError(f"cannot compare {_name(given)}: {many}", "Name two files, or pass two Documents.")
        sides.append(side)
    if sides[0].documents[0].id == sides[1].documents[0].id:
        raise UsageError(f"cannot compare {_name(a)} with itself", "Name two files.")
    return _run(sides[0], sides[1], settings, progress)


def listed(given: Input | Iterable[Input]) -> list[Input]:
    """Return one input, or several, as a list."""
    return [given] if isinstance(given, Document | str | os.PathLike) else list(given)


def _name(given: Input) -> str:
    return given.id if isinstance(given, Document) else os.fspath(given)


def _run(
    new: Inputs, old: Inputs, settings: Settings, progress: Progress, both: Collection[str] = frozenset()
) -> Report:
    from reuse.pipeline import detect  # noqa: PLC0415 - loads numpy: not before all inputs are found to be right

    documents = [*new.documents, *old.documents]
    found = detect(documents, settings.pipeline(), references=len(old.documents), progress=progress, both=both)
    return report(found, new, old, settings)
