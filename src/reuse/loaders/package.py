"""Office files and EPUB are zips of XML: their parts, read within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any

from reuse.errors import UnreadableError
from reuse.loaders.archives import DAMAGED
from reuse.loaders.limits import Expansion, bounded
from reuse.loaders.metadata import metadata
from reuse.loaders.xml import local, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OLE = b"\xd0\xcf\x11\xe0"
_PART = 64 * 2**20  # bytes of one part: XML of a book has a few


class Package:
    """The parts of a file, by name."""

    def __init__(self, data: bytes, ratio: int) -> None:
        """Open the file; raise UnreadableError where it is encrypted or damaged."""
        if data.startswith(_OLE):
            raise UnreadableError("encrypted, or of an office program before 2007")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise UnreadableError(f"is damaged: {error}") from error
        self.names = set(self._zip.namelist())
        self._expansion = Expansion(ratio, lambda: len(data))

    def read(self, name: str) -> bytes:
        """Return a part; raise UnreadableError where it is missing, encrypted, damaged or too large."""
        try:
            part = self._zip.getinfo(name)
            if part.flag_bits & 1:
                raise UnreadableError("encrypted")
            with self._zip.open(part) as stream:
                data = bounded(stream, self._expansion, DAMAGED).read(_PART + 1)  # type: ignore[arg-type]  # it reads
        except KeyError as error:
            raise UnreadableError(f"is damaged: it has no {name}") from error
        except DAMAGED as error:
            raise UnreadableError(f"is damaged: {error}") from error
        if len(data) > _PART:
            raise UnreadableError(f"has a part of more than {_PART // 2**20} MiB")
        return data

    def xml(self, name: str) -> Any:  # noqa: ANN401 - an element
        """Return the root of a part; raise UnreadableError as `read` does, and where it is no XML."""
        return parsed(self.read(name), "office")

    def related(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Return what a part of an Office Open XML file leads to: relation id -> kind and name of the part."""
        folder, own = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{own}.rels")
        if relations not in self.names:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], within(folder, one.get("Target", "")))
            for one in self.xml(relations)
            if local(one) == "Relationship" and one.get("TargetMode") != "External"
        }

    def said(self, name: str) -> dict[str, str]:
        """Return what a part says of the document, by the names of Dublin Core; nothing where there is none."""
        return metadata(_said(self.xml(name))) if name in self.names else {}


def within(folder: str, target: str) -> str:
    """Return the name of a part that is told from within a folder."""
    path = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0]))
    return path.lstrip("/")


def _said(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - as above
    for element in root.iter():
        name = local(element)
        if name in {"title", "creator", "date", "created", "publisher", "rights", "source", "subject", "language"}:
            yield name if name == "created" else f"dc:{name}", "".join(element.itertext())
        elif name == "initial-creator":
            yield "author", element.text or ""
