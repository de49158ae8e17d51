"""Files made to hang, to fill memory or to reach out: each ends at once, as text or with a reason."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
from typing import TYPE_CHECKING

import pytest
from formats import loader
from write_formats import book, packed

from reuse import catalog
from reuse.errors import UnreadableError
from reuse.loaders.discover import Discovery
from reuse.loaders.formats import Formats
from reuse.loaders.limits import Limits
from reuse.loaders.load import load_all
from reuse.loaders.read import Input
from reuse.model import Document
from reuse.stages import Source

if TYPE_CHECKING:
    from reuse.model import Skipped

MANY = 100_000
PASSAGE = b"Nobody had ever counted the herons of the northern marsh."


def read(name: str, data: bytes, limits: Limits | None = None) -> list[Document | Skipped]:
    limits = limits or Limits()
    options = {"expansion": limits.expansion, "file_size": limits.file_size}
    formats = Formats(catalog.loaders(**options))
    return list(load_all(Discovery((Input(name, "", data),), (), {}), formats, limits=limits))


def reasons(items: list[Document | Skipped]) -> list[str]:
    return [item.text if isinstance(item, Document) else item.reason for item in items]


ENTITIES = b"".join(b'<!ENTITY %c "%b">' % (98 + k, b"&%c;" % (97 + k) * 10) for k in range(9))
LOOPS = {
    "deep.html": b"<html><body>" + b"<div>" * MANY + PASSAGE,
    "comments.html": b"<html><body>" + b"<!--" * MANY,
    "wide.html": b"<html><body>" + b"<p>some words" * MANY,
    "deep.xml": b"<a>" * MANY + PASSAGE,
    "laughs.xml": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + ENTITIES + b"]><a>text &j;</a>",
    "deep.json": b"[" * MANY,
    "deep.jsonl": b'{"text":' + b"[" * MANY,
    "quotes.json": b'[{"text":"' + b'\\"' * MANY * 10,
    "quote.csv": b'text,a\n"' + b"word " * MANY * 10,
    "deep.rtf": b"{\\rtf1" + b"{" * MANY,
    "slashes.rtf": b"{\\rtf1 " + b"\\" * MANY,
    "parts.eml": b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 10_000,
    "words.eml": b"Subject: " + b"=?utf-8?q?a?= " * MANY + b"\n\nhello",
    "objects.pdf": b"%PDF-1.7\n" + b"1 0 obj\n<<" * MANY,
    "zeros.tar": b"\0" * 10_000_000,
}


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_it_ends_soon(name: str) -> None:
    began = time.monotonic()
    assert read(name, LOOPS[name])
    assert time.monotonic() - began < 20


def test_no_entity_is_resolved_and_no_file_is_read() -> None:
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>before &x; behind</a>'
    assert reasons(read("a.xml", outside)) == ["before behind"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", packed({"a.txt": b"0" * 50_000_000})),
        ("a.txt.gz", gzip.compress(b"0" * 50_000_000)),
        ("a.epub", packed({**book(), "OEBPS/c1.xhtml": "<p>" + "0" * 50_000_000})),
    ],
)
def test_a_bomb_is_left_where_it_grows_too_large(name: str, data: bytes) -> None:
    (reason,) = reasons(read(name, data))
    assert reason == "expands to more than 100 times its size (--max-expansion)"


def test_what_expands_more_is_read_where_that_is_allowed() -> None:
    limits = Limits(expansion=0)
    assert len(reasons(read("a.txt.gz", gzip.compress(b"0" * 5_000_000), limits))[0]) == 5_000_000


def test_a_member_is_no_larger_than_a_file_may_be() -> None:
    (reason,) = reasons(read("a.zip", packed({"a.txt": b"word " * 1000}), Limits(file_size=4000)))
    assert reason == "is larger than the limit of 4000 bytes for one input (--max-file-size)"


def test_all_members_of_an_archive_count_together() -> None:
    same = b"".join(b"%d " % k for k in range(20_000))
    members = {f"{k}.txt": same for k in range(40)}
    data = packed(members)
    one = data[: len(data) // 40 + 500]  # what one of them takes
    assert len(same) * 40 > 2**20
    found = reasons(read("a.zip", data, Limits(expansion=len(same) // len(one) + 1)))
    assert "expands to more than" not in "".join(found)
    found = reasons(read("a.zip", data, Limits(expansion=1)))
    assert sum(reason.startswith("expands to more than 1 times") for reason in found) > 10


def test_archives_are_opened_one_within_another_and_no_deeper() -> None:
    one = packed({"a.txt": PASSAGE})
    two, three = packed({"one.zip": one}), packed({"two.zip": packed({"one.zip": one})})
    assert reasons(read("a.zip", two)) == [PASSAGE.decode()]
    assert reasons(read("a.zip", three)) == ["is an archive within an archive within an archive"]


def test_a_compressed_tar_is_one_archive() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        member = tarfile.TarInfo("in/a.txt")
        member.size = len(PASSAGE)
        archive.addfile(member, io.BytesIO(PASSAGE))
    (document,) = read("b.zip", packed({"a.tgz": stream.getvalue()}))
    assert isinstance(document, Document)
    assert document.id == "b.zip!a.tgz!in/a.txt"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\x1b[31m.txt", "C:\\windows.txt"])
def test_names_of_members_are_names_and_no_paths(name: str) -> None:
    (document,) = read("a.zip", packed({name: PASSAGE}))
    assert isinstance(document, Document)
    assert document.id.startswith("a.zip!")
    assert document.id.isprintable()


def test_a_tar_with_a_negative_size_does_not_loop() -> None:
    member = tarfile.TarInfo("a.txt")
    head = bytearray(member.tobuf())
    head[124:136] = b"\xff" * 11 + b"\x00"  # a size below zero, in base 256
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    began = time.monotonic()
    assert read("a.tar", bytes(head) + b"\0" * 10240)
    assert time.monotonic() - began < 5


def test_links_and_devices_in_a_tar_are_no_files() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert reasons(read("a.tar", stream.getvalue())) == ["holds no file"]
    assert reasons(read("a.zip", packed({}))) == ["holds no file"]


@pytest.mark.parametrize("name", ["a.zip", "a.docx"])
def test_what_is_encrypted_says_so(name: str) -> None:
    data = bytearray(packed({"word/document.xml" if "docx" in name else "a.txt": PASSAGE}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark.endswith(b"\x04") else 8)
        data[at] |= 1
    assert reasons(read(name, bytes(data))) == ["encrypted"]


def test_an_old_or_encrypted_office_file_says_so() -> None:
    assert reasons(read("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600)) == [
        "encrypted, or of an office program before 2007"
    ]


def test_an_encrypted_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pdfium = pytest.importorskip("pypdfium2")

    class Locked(pdfium.PdfiumError):  # type: ignore[misc,name-defined]
        err_code = 4

    def locked(_data: bytes) -> None:
        raise Locked("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pdfium, "PdfDocument", locked)
    with pytest.raises(UnreadableError, match=r"^encrypted$"):
        list(loader("pdf").load(Source("a.pdf", b"%PDF-1.7")))
