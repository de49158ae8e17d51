"""A PAN corpus: documents in `susp/` and `src/`, and folders of `pairs` with what was marked in them, as XML."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.errors import OutputError, UsageError
from reuse.evaluation import pan_xml
from reuse.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reuse.evaluation.plagdet import Case

Names = tuple[str, str]
"""Suspicious document and source, without `.txt`."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Pairs of documents, and the cases of reuse that somebody marked in them."""

    name: str
    pairs: tuple[Names, ...]
    cases: tuple[Case, ...]

    def sample(self, size: int) -> Folder:
        """Return `size` of the pairs, always the same ones, or all; with their cases."""
        chosen = set(sorted(self.pairs, key=_shuffled)[: size or len(self.pairs)])
        return Folder(
            self.name,
            tuple(pair for pair in self.pairs if pair in chosen),
            tuple(case for case in self.cases if (case[0], case[3]) in chosen),
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents that some folder lists, and the folders."""

    suspicious: tuple[Document, ...]
    sources: tuple[Document, ...]
    folders: tuple[Folder, ...]

    def sample(self, size: int) -> Corpus:
        """Return `size` pairs of each folder, with all documents: they say which words are rare."""
        return Corpus(self.suspicious, self.sources, tuple(folder.sample(size) for folder in self.folders))


def read(directory: Path) -> Corpus:
    """Return the corpus in a folder. Raises UsageError where it is none, or a document it names is missing."""
    listings = sorted(directory.glob("*/pairs"))
    if not listings:
        raise UsageError(f"{directory} is no PAN corpus: no folder in it has a file `pairs`")
    folders = tuple(_folder(listing) for listing in listings)
    pairs = [pair for folder in folders for pair in folder.pairs]
    return Corpus(
        tuple(_document(directory / "susp", name) for name in sorted({a for a, _ in pairs})),
        tuple(_document(directory / "src", name) for name in sorted({b for _, b in pairs})),
        folders,
    )


def write(directory: Path, pairs: Iterable[Names], found: Mapping[Names, Sequence[Case]]) -> None:
    """Write PAN XML: a file for each of `pairs`, also where nothing was found. Raises OutputError."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for a, b in pairs:
            pan_xml.write(directory / f"{a}-{b}.xml", a, found.get((a, b), ()))
    except OSError as error:
        raise OutputError(f"cannot write {error.filename or directory}: {error.strerror}") from error


def _folder(listing: Path) -> Folder:
    pairs = []
    for line in filter(str.strip, _text(listing).split("\n")):
        names = [name.removesuffix(".txt") for name in line.split()]
        if len(names) != 2 or any(Path(name).name != name for name in names):  # noqa: PLR2004 - a pair
            raise UsageError(f"{listing}: not two names of documents: {line.strip()!r}")
        pairs.append((names[0], names[1]))
    cases = [case for path in sorted(listing.parent.glob("*.xml")) for case in pan_xml.read(path)]
    known = set(pairs)
    for case in cases:
        if (case[0], case[3]) not in known:
            raise UsageError(f"{listing}: a case between {case[0]} and {case[3]}, which are no pair of it")
    return Folder(listing.parent.name, tuple(pairs), tuple(cases))


def _document(folder: Path, name: str) -> Document:
    path = folder / f"{name}.txt"
    return Document(f"{folder.name}/{name}", _text(path), str(path))


def _text(path: Path) -> str:
    try:  # bytes, so that line ends stay and offsets count what the annotators counted
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8: {error}") from error


def _shuffled(pair: Names) -> bytes:
    return blake2b("\0".join(pair).encode("utf-8", "surrogateescape"), digest_size=8).digest()
