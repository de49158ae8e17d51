"""WARC (extra `web`): the pages that a crawl brought home, one record after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from reuse.errors import UnreadableError
from reuse.loaders.extras import needs
from reuse.loaders.names import safe_name
from reuse.loaders.read import MAX_BYTES
from reuse.model import Skipped
from reuse.stages import PassedOver, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMATS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/json": "json",
    "text/xml": "xml",
    "application/xml": "xml",
}


@dataclass(frozen=True)
class Warc:
    """Gives what was found at each address, called `crawl.warc.gz!address`; other records are passed over."""

    file_size: int = MAX_BYTES

    suffixes: ClassVar[tuple[str, ...]] = (".warc", ".warc.gz", ".wet", ".wet.gz", ".warc.wet.gz")
    streams: ClassVar[bool] = True

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Tell a WARC by its mark."""
        return head.startswith(b"WARC/")

    def load(self, source: Source) -> Iterator[Source | Skipped | PassedOver]:
        """Yield the pages; raise UnreadableError where there is none, or no more for the file is damaged."""
        warc = needs("fastwarc.warc", "web")
        kinds = warc.WarcRecordType
        wanted = kinds.response | kinds.resource | kinds.conversion
        found = 0
        try:
            for record in warc.ArchiveIterator(source.open(), record_types=wanted, parse_http=True, auto_decode="all"):
                found += 1
                address = record.headers.get("WARC-Target-URI") or record.record_id or f"record {found}"
                yield self._page(f"{source.name}!{safe_name(address)}", address, record)
        except (ValueError, OSError, RuntimeError, EOFError) as error:
            raise UnreadableError(f"is damaged: {error}") from error
        if not found:
            raise UnreadableError("holds no page")

    def _page(self, name: str, address: str, record: Any) -> Source | Skipped | PassedOver:  # noqa: ANN401 - of an untyped library
        http = record.http_headers
        status = getattr(http, "status_code", None) if http is not None else None
        if status is not None and status >= 300:  # noqa: PLR2004 - moved, or not there
            return PassedOver("not found or moved")
        data = record.reader.read(self.file_size + 1)
        if len(data) > self.file_size:
            return Skipped(
                name, f"is larger than the limit of {self.file_size // 2**20} MiB for one input (--max-file-size)"
            )
        kind = (record.http_content_type or record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        date = (record.headers.get("WARC-Date") or "")[:10]
        said = {"url": address, "source": address} | ({"date": date} if date else {})
        return Source(name, data, record.http_charset or "", metadata=said, format=_FORMATS.get(kind, ""))
